"""Names of territories in a text: with a code, after a word that announces them, or alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hub.folding import fold
from hub.territories.checking.contexts import (
    ANY,
    CUE,
    CUES,
    GROUP,
    GROUPS,
    is_joined,
    is_said_former,
    is_something_else,
)
from hub.territories.checking.words import Run, Text
from hub.territories.models import TerritoryKind

IN_BRACKETS = re.compile(
    r"(?<=\w)[ \u00a0\u202f]?\((?P<inside>\d{2}|2[ABab]|9[78]\d|\d{5}|2[ABab]\d{3}"
    r"|[A-ZÀ-Þ][^()\d\n]{2,40})\)"
)
# First words of a sentence, or of a title, that are not a part of the name after them.
_HEADS = (
    "a au aux le la les l en de du des d et ou avec chez pour dans depuis vers selon comme entre "
    "sur sous par visite rencontre retour direction ville villes commune communes mairie maire "
    "village departement region territoire territoires habitants elus elue elu adjoint adjointe"
)
HEADS = frozenset(_HEADS.split())
SEPARATORS = frozenset(("et", "à"))
ARTICLE_OF = {"la": "la-", "du": "le-", "au": "le-", "des": "les-", "aux": "les-"}
# Longer texts are read up to there, in characters.
MAX_LENGTH = 200_000


class Origin(Enum):
    CODED = "Nom (14)"
    CUED = "maire de Nom"
    GROUP = "communauté de communes de Nom"
    PLAIN = "Nom"


@dataclass(frozen=True, slots=True)
class Part:
    """One reading of a mention: the name from `start` to `end` in the text.

    `is_sure` is false for the end of a longer name, « Saône » in « Val de Saône (71) »: it may
    confirm the code in brackets, and never contradict it.
    """

    start: int
    end: int
    name: str
    is_sure: bool = True
    before_and: str = ""  # the name before « et », which must be one too


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, with its possible readings, the longest first.

    `place` is the content of the brackets after it, up to `end`; `article` the slug of the article
    contracted before it (« le- » after « du »); `kinds` what the words before it announce.
    """

    origin: Origin
    parts: tuple[Part, ...]
    end: int
    place: str = ""
    kinds: tuple[TerritoryKind, ...] = ANY
    article: str = ""
    is_said_former: bool = False

    @property
    def start(self) -> int:
        return self.parts[0].start


def find_mentions(written: str) -> list[Mention]:
    """Return the names of `written` that may be territories, in order of certainty."""
    text = Text(written[:MAX_LENGTH])
    return [m for find in (_coded, _groups, _cued, _plain) for m in find(text)]


def _part(text: Text, run: Run) -> Part:
    return Part(run.start, run.end, text.written(run))


def _coded(text: Text) -> Iterator[Mention]:
    for match in IN_BRACKETS.finditer(text.text):
        run = text.run_until(match.start() + 1)
        if run is None or run.end != match.start():
            continue
        sure = {kept.start for kept in _without_heads(run)}
        if is_something_else(text.text, run.start) or is_joined(text.text, run.start):
            sure = set()
        before = {end.start: text.written(first) for first, end in _around_and(run)}
        parts = tuple(
            Part(
                unit.start,
                run.end,
                text.text[unit.start : run.end],
                is_sure=unit.start in sure,
                before_and=before.get(unit.start, ""),
            )
            for unit in run.units
            if unit.starts_name
        )
        yield Mention(Origin.CODED, parts, match.end(), match["inside"])


def _groups(text: Text) -> Iterator[Mention]:
    for match in GROUP.finditer(text.text):
        if run := text.run_at(match.end()):
            parts = tuple(
                Part(match.start(), part.end, text.text[match.start() : part.end])
                for part in run.beginnings()
            )
            yield Mention(Origin.GROUP, parts, run.end, kinds=GROUPS)


def _cued(text: Text) -> Iterator[Mention]:
    for match in CUE.finditer(text.text):
        run = text.run_at(match.end())
        if run is None:
            continue
        parts = tuple(_part(text, part) for part in run.beginnings())
        kinds = CUES[match.lastindex - 1][1] if match.lastindex else ANY
        article = fold(match[0].split()[-1]).rstrip()
        elided = "l-" if re.search(r"(?:de\s+|à\s+)l['’]$", match[0]) else ""
        yield Mention(
            Origin.CUED,
            parts,
            run.end,
            kinds=kinds,
            article=elided or ARTICLE_OF.get(article, ""),
            is_said_former=is_said_former(text.text, match.start(), match.end()),
        )


def _plain(text: Text) -> Iterator[Mention]:
    for run in text.runs():
        if is_something_else(text.text, run.start):
            continue
        for piece in _pieces(run):
            kept = list(_without_heads(piece))
            yield Mention(Origin.PLAIN, tuple(_part(text, part) for part in kept), piece.end)


def _without_heads(run: Run) -> Iterator[Run]:
    """Yield the run, and what follows its first words that are in no name, or « à », « et »."""
    yield run
    kept: Run | None = run
    while kept and len(kept.units) > 1 and _is_head(kept):
        kept = kept.after(1)
        if kept:
            yield kept
    for at, unit in enumerate(run.units):
        if unit.text in SEPARATORS and (after := run.after(at)) and after != kept:
            yield after


def _around_and(run: Run) -> Iterator[tuple[Run, Run]]:
    """Yield the names before and after each « et » of a run."""
    for at, unit in enumerate(run.units):
        first, after = Run(run.units[:at]), run.after(at)
        if unit.text == "et" and after and first.units and first.units[-1].is_capitalised:
            yield first, after


def _is_head(run: Run) -> bool:
    return fold(run.units[0].text).strip("'’") in HEADS


def _pieces(run: Run) -> Iterator[Run]:
    """Yield the run, then its parts around « et », « à », « en »: « Lens et Saint-Jean »."""
    yield run
    cuts = [at for at, unit in enumerate(run.units) if unit.text in (*SEPARATORS, "en")]
    if cuts:
        for start, end in zip([0, *(c + 1 for c in cuts)], [*cuts, len(run.units)], strict=True):
            if (piece := Run(run.units[start:end]).after(0)) and piece.units[-1].is_capitalised:
                yield piece
