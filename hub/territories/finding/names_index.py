"""The names, codes and postcodes of all territories, in memory, for the chooser.

One index per process, built on first use and again when the stamp of `GazetteerState` changes.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from sys import intern
from threading import Lock

from hub.territories.finding.names import bare, short_form, words_of
from hub.territories.models import GazetteerState, Territory, TerritoryAlias, TerritoryKind

KINDS = (
    TerritoryKind.COMMUNE,
    TerritoryKind.DEPARTEMENT,
    TerritoryKind.EPCI,
    TerritoryKind.EPT,
    TerritoryKind.REGION,
)
GROUPS = (TerritoryKind.EPCI, TerritoryKind.EPT)
GROUP_DIVISOR = 4
# Greater than any code point of a key: the end of the range of a prefix.
LAST = "\uffff"


class Grade(IntEnum):
    """What a name is to its territory, the surest first."""

    OFFICIAL = 0
    BARE = 1  # without articles
    SHORT = 2  # of a group of communes, without its nature
    ALIAS = 3


@dataclass(slots=True)
class NameIndex:
    """Sorted keys of the names, inverted index of their words, codes; rows are numbers.

    `keys[i]` is a name of the row `key_rows[i]`, with its `key_grades[i]`. Rows are sorted by
    importance: pilots of the programme, then population, so that a smaller row comes first.
    """

    pks: array = field(default_factory=lambda: array("Q"))
    kinds: list[str] = field(default_factory=list)
    row_codes: list[str] = field(default_factory=list)
    departements: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    keys: list[str] = field(default_factory=list)
    key_rows: array = field(default_factory=lambda: array("I"))
    key_grades: bytearray = field(default_factory=bytearray)
    # Names as written of the keys that are aliases.
    aliases: dict[int, str] = field(default_factory=dict)
    # {length: (keys without spaces, their numbers)}, compared with a text that has a typing error.
    joined: dict[int, tuple[list[str], array]] = field(default_factory=dict)

    words: list[str] = field(default_factory=list)
    word_keys: list[array] = field(default_factory=list)

    # Codes, former codes and postcodes, with their rows.
    codes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    sorted_codes: list[str] = field(default_factory=list)
    # {key of a name: its code}
    departement_names: dict[str, str] = field(default_factory=dict)
    departements_by_code: dict[str, str] = field(default_factory=dict)
    region_names: dict[str, str] = field(default_factory=dict)

    def range_of(self, key: str) -> range:
        """Return the numbers of the keys that begin with `key`, the equal ones first."""
        return range(bisect_left(self.keys, key), bisect_left(self.keys, key + LAST))

    def equal_to(self, key: str) -> Iterator[int]:
        """Yield the numbers of the keys equal to `key`."""
        position = bisect_left(self.keys, key)
        while position < len(self.keys) and self.keys[position] == key:
            yield position
            position += 1

    def keys_with(self, prefix: str) -> set[int]:
        """Return the numbers of the keys that have a word beginning with `prefix`."""
        first = bisect_left(self.words, prefix)
        last = bisect_left(self.words, prefix + LAST)
        return set().union(*self.word_keys[first:last])

    def keys_with_word(self, word: str) -> set[int]:
        """Return the numbers of the keys that have this word."""
        position = self._position(word)
        return set() if position is None else set(self.word_keys[position])

    def has_word(self, word: str) -> bool:
        """Return whether a name has this word, articles apart."""
        return self._position(word) is not None

    def _position(self, word: str) -> int | None:
        position = bisect_left(self.words, word)
        found = position < len(self.words) and self.words[position] == word
        return position if found else None

    def codes_from(self, prefix: str) -> Iterator[str]:
        """Yield the codes and postcodes that begin with `prefix`, itself excepted."""
        first = bisect_left(self.sorted_codes, prefix)
        last = bisect_left(self.sorted_codes, prefix + LAST)
        return (code for code in self.sorted_codes[first:last] if code != prefix)


# Columns read of each territory, in the order of `Row`.
COLUMNS = (
    "pk",
    "name",
    "kind",
    "code",
    "departement_codes",
    "region_codes",
    "postcodes",
    "population",
    "in_programme",
    "dissolved_in",
    "successor_id",
)


def build() -> NameIndex:
    """Return the index of the territories of the database."""
    index = NameIndex()
    stored = list(Territory.objects.order_by().values_list(*COLUMNS))
    current = [row for row in stored if not row[9]]
    current.sort(key=importance)
    rows = {row[0]: number for number, row in enumerate(current)}
    named: list[tuple[str, int, int, str]] = []
    codes: dict[str, list[int]] = defaultdict(list)
    for number, (pk, name, kind, code, departements, regions, postcodes, *_) in enumerate(current):
        index.pks.append(pk)
        index.kinds.append(intern(kind))
        index.row_codes.append(code)
        index.departements.append(intern(departements or own_departement(kind, code)))
        index.regions.append(intern(regions))
        index.names.append(name)
        named += [(key, number, grade, "") for key, grade in keys_of(name, kind)]
        for other in (code, *postcodes.split()):
            codes[other].append(number)
        if kind == TerritoryKind.DEPARTEMENT:
            index.departement_names[" ".join(bare(words_of(name)))] = code
            index.departements_by_code[code] = name
        elif kind == TerritoryKind.REGION:
            index.region_names[" ".join(bare(words_of(name)))] = code
    for pk, name, code in other_names(stored):
        row = rows[pk]
        named += [(key, row, Grade.ALIAS, name) for key, _ in keys_of(name, "")]
        if code:
            codes[code].append(row)
    fill_keys(index, named)
    index.codes = {code: tuple(dict.fromkeys(numbers)) for code, numbers in codes.items()}
    index.sorted_codes = sorted(index.codes)
    return index


def importance(row: tuple) -> tuple[bool, float, int, str]:
    """Return the sort key of a territory: pilots first, then by population.

    A group counts for less than its inhabitants: its name often begins with that of its main
    town, which is meant when the name is incomplete.
    """
    population = (row[7] or 0) / (GROUP_DIVISOR if row[2] in GROUPS else 1)
    return not row[8], -population, KINDS.index(row[2]), row[3]


def own_departement(kind: str, code: str) -> str:
    """Return the code of the département in that of a commune; empty for the other kinds."""
    if kind != TerritoryKind.COMMUNE:
        return ""
    return code[:3] if code.startswith("97") else code[:2]


def keys_of(name: str, kind: str) -> list[tuple[str, Grade]]:
    """Return the different keys of a name, with what they are."""
    words = words_of(name)
    keys = {" ".join(words): Grade.OFFICIAL}
    keys.setdefault(" ".join(bare(words)), Grade.BARE)
    if kind in GROUPS:
        short = short_form(words)
        keys.setdefault(" ".join(short), Grade.SHORT)
        keys.setdefault(" ".join(bare(short)), Grade.SHORT)
    return [(key, grade) for key, grade in keys.items() if key]


def other_names(stored: Iterable[tuple]) -> Iterator[tuple[int, str, str]]:
    """Yield (pk of the territory, name, code) of the aliases and of the dissolved territories."""
    aliases = TerritoryAlias.objects.order_by().values_list("territory", "name", "code")
    by_pk = {row[0]: row for row in stored}
    for pk, name, code in aliases:
        if (last := last_successor(pk, by_pk)) is not None:
            yield last, name, code
    for row in stored:
        if row[9] and (last := last_successor(row[0], by_pk)) is not None:
            yield last, row[1], row[3]


def last_successor(pk: int | None, by_pk: dict[int, tuple]) -> int | None:
    """Return the pk of the territory that exists in place of `pk`; None when there is none."""
    seen = set()
    while pk in by_pk and pk not in seen:
        if not by_pk[pk][9]:
            return pk
        seen.add(pk)
        pk = by_pk[pk][10]
    return None


def fill_keys(index: NameIndex, named: list[tuple[str, int, int, str]]) -> None:
    """Write the sorted keys and the inverted index of their words."""
    named.sort()
    postings: dict[str, array] = defaultdict(lambda: array("I"))
    for number, (key, row, grade, alias) in enumerate(named):
        index.keys.append(key)
        index.key_rows.append(row)
        index.key_grades.append(grade)
        joined = key.replace(" ", "")
        texts, numbers = index.joined.setdefault(len(joined), ([], array("I")))
        texts.append(joined)
        numbers.append(number)
        if alias:
            index.aliases[number] = alias
        for word in set(bare(key.split())):
            postings[word].append(number)
    index.words = sorted(postings)
    index.word_keys = [postings[word] for word in index.words]


class Cache:
    """The index of this process, with the stamp of the gazetteer that it was built from."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[int, NameIndex] | None = None

    def get(self) -> NameIndex:
        """Return the index of the current gazetteer; one query when it is up to date."""
        stamp = GazetteerState.objects.filter(pk=1).values_list("stamp", flat=True).first() or 0
        held = self._held
        if held is None or held[0] != stamp:
            with self._lock:
                held = self._held
                if held is None or held[0] != stamp:
                    held = self._held = (stamp, build())
        return held[1]

    def clear(self) -> None:
        """Forget the index: the next call builds it again."""
        self._held = None


cache = Cache()
