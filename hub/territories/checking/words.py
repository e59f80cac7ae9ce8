"""Capitalised names in a French text: where they start and end, and their beginnings and ends.

« le maire de Saint-Jean de Braye (45) » has one name, « Saint-Jean de Braye ». Small words
(de, sur, et…) are inside a name only between two capitalised words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

LETTER = r"[^\W\d_]"
HYPHEN = "[-\u2010\u2011]"
# One unit: « l’ » or « d’ », or a word with its hyphenated parts (« Val-d’Oise », « Plourac’h »).
UNIT = re.compile(
    rf"(?:[ldLD]['’](?={LETTER}))|{LETTER}+(?:{HYPHEN}(?:[ldLD]['’])?{LETTER}+)*(?:['’]h(?!\w))?",
    re.UNICODE,
)
PARTS = re.compile(rf"{HYPHEN}|['’]")
_INSIDE = "de du des la le les l d sur sous en et à a au aux lès lez près devant dessus"
INSIDE = frozenset(_INSIDE.split())
MAX_UNITS = 10


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a text, with its hyphenated parts, or an elided « l’ »."""

    start: int
    end: int
    text: str

    @property
    def is_capitalised(self) -> bool:
        """Whether it is a name, or the end of one: « Méjannes », « le-Clap »."""
        if self.is_elided:
            return False
        return self.text[0].isupper() or any(part[:1].isupper() for part in PARTS.split(self.text))

    @property
    def starts_name(self) -> bool:
        """Whether a name may start with it: it has a capital, and may be « L’ »."""
        return self.text[0].isupper()

    @property
    def is_elided(self) -> bool:
        return self.text[1:] in ("'", "’")

    @property
    def is_inside(self) -> bool:
        """Whether the word may stand between two words of a name."""
        return self.is_elided or self.text in INSIDE


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words of a text, the first and the last one capitalised."""

    units: tuple[Unit, ...]

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end

    def beginnings(self) -> Iterator["Run"]:
        """Yield the run and its beginnings that end with a capitalised word, the longest first."""
        for count in range(len(self.units), 0, -1):
            if self.units[count - 1].is_capitalised:
                yield Run(self.units[:count])

    def after(self, index: int) -> "Run | None":
        """Return the run without its first `index` units, from the next start of a name."""
        while index < len(self.units) and not self.units[index].starts_name:
            index += 1
        return Run(self.units[index:]) if index < len(self.units) else None


class Text:
    """A text with the positions of its words."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def units(self) -> list[Unit]:
        return [Unit(m.start(), m.end(), m[0]) for m in UNIT.finditer(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    def written(self, run: Run) -> str:
        return self.text[run.start : run.end]

    def run_at(self, position: int) -> Run | None:
        """Return the longest name that starts with the word at `position`, or None."""
        index = bisect_left(self._starts, position)
        if index == len(self.units) or self.units[index].start != position:
            return None
        return self._run_from(index)

    def run_until(self, position: int) -> Run | None:
        """Return the longest name that ends with the word before `position`, or None."""
        last = bisect_left(self._starts, position) - 1
        if last < 0 or not self.units[last].is_capitalised:
            return None
        first = last
        for at in range(last - 1, max(last - MAX_UNITS, -1), -1):
            unit = self.units[at]
            if not self._follows(unit, self.units[at + 1]):
                break
            if unit.starts_name:
                first = at
            elif not unit.is_inside:
                break
        return Run(tuple(self.units[first : last + 1]))

    def runs(self) -> Iterator[Run]:
        """Yield the names of the text, in order; they do not overlap."""
        index = 0
        while index < len(self.units):
            run = self._run_from(index)
            if run:
                yield run
            index += len(run.units) if run else 1

    def _run_from(self, index: int) -> Run | None:
        """Return the longest name from a unit: it starts with a capital, or with « L’ »."""
        first = self.units[index]
        if not first.starts_name:
            return None
        last = index
        for at in range(index, min(index + MAX_UNITS, len(self.units))):
            unit = self.units[at]
            if at > index and not self._follows(self.units[at - 1], unit):
                break
            if unit.is_capitalised:
                last = at
            elif at > index and not unit.is_inside:
                break
        units = tuple(self.units[index : last + 1])
        return Run(units) if any(unit.is_capitalised for unit in units) else None

    def _follows(self, before: Unit, unit: Unit) -> bool:
        between = self.text[before.end : unit.start]
        return not between if before.is_elided else between in (" ", "\u00a0", "\u202f")
