"""Search of the index of names: exact names, then prefixes, words, and typing errors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hub.territories.finding.names import MAX_LENGTH, bare, words_of
from hub.territories.finding.names_index import Grade, NameIndex
from hub.territories.finding.reading import PATH, Reading, readings_of
from hub.territories.models import TerritoryKind

# Rank of a row by what it matched, the best first; the grade of the name is added to EXACT, the
# grade and the number of errors to TYPO. Beginnings of words come between one error and two.
CODE, EXACT, PREFIX, OTHER_PREFIX, CODE_PREFIX, WORDS, TYPO, PARTS_OF_WORDS = (
    *(0, 1, 5, 6, 7, 8, 9),
    18,
)
# Added to the rank of the readings that leave out a part of the text.
UNSURE = 100
# Length of a joined name from which one typing error, then two, are accepted; the longest name.
ONE_ERROR, TWO_ERRORS, LONGEST_JOINED = 4, 9, 80
MOST_ERRORS = 2
# Length of INSEE codes and postcodes.
SHORT_CODE = 5
# At least the number of keys of a name in the index, articles and natures apart.
KEYS_PER_ROW = 4
# More than the homonyms of any name.
EVERY = 1000
# Best grade of a name, with then without articles, in a reading that is split.
SPLIT_GRADES = (Grade.ALIAS, Grade.ALIAS)
NOT_CODE = re.compile(r"[\s.]+")


@dataclass(frozen=True, order=True, slots=True)
class Found:
    """A row of the index: its rank (smaller is better) and the key that matched, -1 for a code."""

    rank: int
    row: int
    key: int = -1

    @property
    def is_guess(self) -> bool:
        """Whether the text has a typing error, or names another place than the row."""
        return self.rank >= TYPO and self.rank != PARTS_OF_WORDS


def search_rows(index: NameIndex, text: str, limit: int) -> list[Found]:
    """Return the best rows for a text, without repeats; any text is accepted.

    Guesses (typing errors, a part of the text left out) are looked for only when nothing else is
    found.
    """
    readings = readings_of(text, index)
    sure = [reading for reading in readings if reading.is_sure]
    unsure = [reading for reading in readings if not reading.is_sure]
    found = list(by_code(index, text))
    for step in (by_name, by_words):
        if len({one.row for one in found}) < limit:
            found += step(index, sure, limit)
    if found and min(found).rank == PARTS_OF_WORDS:
        found += by_typo(index, sure, limit)
    for step, group in (
        (exact, unsure),
        (by_typo, sure),
        (by_name, unsure),
        (by_words, unsure),
        (by_typo, unsure),
    ):
        if not found:
            penalty = 0 if group is sure else UNSURE
            found = [Found(f.rank + penalty, f.row, f.key) for f in step(index, group, limit)]
    return best_of(found, limit)


def best_of(found: Iterable[Found], limit: int) -> list[Found]:
    """Return the best `Found` of each row, in their order."""
    best: dict[int, Found] = {}
    for one in sorted(found):
        best.setdefault(one.row, one)
    return list(best.values())[:limit]


def by_code(index: NameIndex, text: str) -> Iterator[Found]:
    """Yield the rows of a code, path or postcode, then of those that begin so."""
    typed = NOT_CODE.sub("", text[:MAX_LENGTH]).upper()
    for row in index.codes.get(typed, ()):
        # A département before the région of the same code.
        yield Found(EXACT if index.kinds[row] == TerritoryKind.REGION else CODE, row)
    for row in by_path(index, text):
        yield Found(CODE, row)
    if len(typed) >= 2 and typed[:1].isdigit():
        # SIREN numbers begin like postcodes: only a longer text is compared with them.
        codes = (
            c for c in index.codes_from(typed) if len(c) <= SHORT_CODE or len(typed) > SHORT_CODE
        )
        rows = {row for code in codes for row in index.codes[code]}
        for row in rows:
            yield Found(CODE_PREFIX, row)


def by_path(index: NameIndex, text: str) -> list[int]:
    """Return the rows of a path, « 37194-reugny »; the code alone decides if only one has it."""
    path = PATH.match(text.strip().rpartition("/territoires/")[2])
    if not path:
        return []
    rows = [row for row in index.codes.get(path[1], ()) if index.row_codes[row] == path[1]]
    words = words_of(path[2])
    named = [row for row in rows if words_of(index.names[row]) == words]
    return named or (rows if len(rows) == 1 else [])


def by_name(index: NameIndex, readings: Sequence[Reading], limit: int) -> Iterator[Found]:
    """Yield the rows that have the name, or a name that begins so."""
    yield from exact(index, readings, limit)
    for reading in readings:
        for prefix in forms_of(reading):
            rows = (
                Found(
                    PREFIX if index.key_grades[n] <= Grade.BARE else OTHER_PREFIX,
                    index.key_rows[n],
                    n,
                )
                for n in index.range_of(prefix)
            )
            yield from best(index, reading, rows, limit)


def exact(index: NameIndex, readings: Sequence[Reading], limit: int) -> Iterator[Found]:
    """Yield the rows that have exactly this name, articles apart."""
    for reading in readings:
        rows = []
        grades = SPLIT_GRADES if reading.is_split else (Grade.OFFICIAL, Grade.BARE)
        for form, least in zip(forms_of(reading), grades, strict=False):
            rows += [
                Found(EXACT + max(index.key_grades[n], least), index.key_rows[n], n)
                for n in index.equal_to(form)
            ]
        yield from best(index, reading, rows, limit)


def by_words(index: NameIndex, readings: Sequence[Reading], limit: int) -> Iterator[Found]:
    """Yield the rows whose names have all the words, in any order; the parts of words last."""
    for reading in readings:
        words = set(bare(reading.words))
        if not words:
            continue
        numbers = set.intersection(*[index.keys_with(word) for word in words])
        whole = set.intersection(*[index.keys_with_word(word) for word in words])
        rows = (
            Found(WORDS if n in whole else PARTS_OF_WORDS, index.key_rows[n], n) for n in numbers
        )
        yield from best(index, reading, rows, limit)


def by_typo(index: NameIndex, readings: Sequence[Reading], limit: int) -> Iterator[Found]:
    """Yield the rows whose name has one or two letters of difference, or other spaces."""
    near: dict[str, list[Found]] = {}
    for reading in readings:
        for form in forms_of(reading):
            if form not in near:
                near[form] = names_near(index, form)
            yield from best(index, reading, near[form], limit)


def names_near(index: NameIndex, form: str) -> list[Found]:
    """Return the rows whose name, spaces apart, has at most one or two errors, by its length.

    Names of as many words come first: « saint ds » is « Saint-Dos » before « Saintes ».
    """
    joined = form.replace(" ", "")
    if not ONE_ERROR <= len(joined) <= LONGEST_JOINED:
        return []
    errors = MOST_ERRORS if len(joined) >= TWO_ERRORS else 1
    found = []
    for length in range(len(joined) - errors, len(joined) + errors + 1):
        texts, numbers = index.joined.get(length, ((), ()))
        near = process.extract(joined, texts, scorer=OSA.distance, score_cutoff=errors, limit=None)
        found += [(int(away), numbers[position]) for _, away, position in near]
    return [
        Found(
            TYPO
            + len(Grade) * away
            + index.key_grades[n]
            + (index.keys[n].count(" ") != form.count(" "))
            + 2 * (away == MOST_ERRORS),
            index.key_rows[n],
            n,
        )
        for away, n in found
    ]


def forms_of(reading: Reading) -> list[str]:
    """Return the key of a name, then the one without articles; without repeats or empty ones."""
    keys = (" ".join(reading.words), " ".join(bare(reading.words)))
    return [key for key in dict.fromkeys(keys) if key]


def best(index: NameIndex, reading: Reading, found: Iterable[Found], limit: int) -> Iterable[Found]:
    """Return the best rows that meet the conditions of a reading.

    A row may have several keys: more than `limit` are kept.
    """
    if reading.conditions:
        found = (one for one in found if reading.accepts(index, one.row))
    return nsmallest(limit * KEYS_PER_ROW, found)


def sure_rows(index: NameIndex, text: str) -> list[int]:
    """Return the rows that a text surely names: the same code, or else the same name.

    The surest names win: official ones, then those without articles, the short names of groups,
    the aliases. Of a territory in another of the same name (Paris), only the smaller is returned.
    """
    found = [one for one in by_code(index, text) if one.rank < PREFIX]
    if not found:
        sure = [reading for reading in readings_of(text, index) if reading.is_sure]
        found = list(exact(index, sure, EVERY))
        best = min((one.rank for one in found), default=0)
        found = [one for one in found if one.rank == best]
    rows = [one.row for one in best_of(found, len(found))]
    return [row for row in rows if not any(holds_namesake(index, row, other) for other in rows)]


def holds_namesake(index: NameIndex, outer: int, inner: int) -> bool:
    """Tell whether `outer` is a département or région that contains `inner`, of the same name."""
    code, kind = index.row_codes[outer], index.kinds[outer]
    if index.kinds[inner] == kind or index.names[inner] != index.names[outer]:
        return False
    if kind == TerritoryKind.DEPARTEMENT:
        return code in index.departements[inner].split()
    return kind == TerritoryKind.REGION and code in index.regions[inner].split()
