"""The ways to read a typed text: a name, alone or with the département, nature or postcode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hub.territories.finding.names import ARTICLES, GROUPS, MAX_LENGTH, bare, words_of
from hub.territories.finding.names_index import NameIndex
from hub.territories.models import TerritoryKind

# One level inside: « Le Pays (Intercommunalité (EPCI)) ».
FINAL_PARENTHESES = re.compile(r"^(.*?)\(([^()]*(?:\([^()]*\)[^()]*)?)\)?\s*$", re.DOTALL)
PARTS = re.compile(r"[,;/]|\s[-–—|]\s")
CODE = re.compile(r"[0-9][0-9ab]?[0-9]{0,3}$")
PATH = re.compile(r"^([0-9AB]{2,9})-([-a-z0-9]+)/?$")
POSTCODE_LENGTH = 5
# In words: « provence alpes cote azur ».
LONGEST_CONTAINER = 4

KIND_WORDS = {
    "commune": (TerritoryKind.COMMUNE,),
    "ville": (TerritoryKind.COMMUNE,),
    "mairie": (TerritoryKind.COMMUNE,),
    "village": (TerritoryKind.COMMUNE,),
    "departement": (TerritoryKind.DEPARTEMENT,),
    "region": (TerritoryKind.REGION,),
    "intercommunalite": (TerritoryKind.EPCI, TerritoryKind.EPT),
    "epci": (TerritoryKind.EPCI, TerritoryKind.EPT),
    "ept": (TerritoryKind.EPT,),
}
GROUP_KINDS = (TerritoryKind.EPCI, TerritoryKind.EPT)


@dataclass(frozen=True)
class Condition:
    """What a territory must be; the fields that are not empty are alternatives."""

    departements: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    rows: frozenset[int] = frozenset()

    def holds(self, index: NameIndex, row: int) -> bool:
        return (
            not self.departements.isdisjoint(index.departements[row].split())
            or not self.regions.isdisjoint(index.regions[row].split())
            or index.kinds[row] in self.kinds
            or row in self.rows
        )


@dataclass(frozen=True)
class Reading:
    """A name as words, with conditions; `is_sure` unless a part of the text is left out.

    `is_split` when nothing but words separates the name from its condition: « Lisieux Normandie »
    is the name of a group before being Lisieux, in Normandie.
    """

    words: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    is_sure: bool = True
    is_split: bool = False

    def accepts(self, index: NameIndex, row: int) -> bool:
        return all(condition.holds(index, row) for condition in self.conditions)


def readings_of(text: str, index: NameIndex) -> list[Reading]:
    """Return the readings of a text, without those that have no word."""
    text = text[:MAX_LENGTH]
    found = list(dict.fromkeys(_readings(text, index)))
    return [reading for reading in found if reading.words]


def _readings(text: str, index: NameIndex) -> Iterator[Reading]:
    words = words_of(text)
    yield Reading(tuple(words))
    yield from _with_kind(words, (), index)
    name, qualifiers = split_qualifiers(text)
    if qualifiers:
        known = [condition_of(qualifier, index) for qualifier in qualifiers]
        conditions = tuple(condition for condition in known if condition)
        is_sure = len(conditions) == len(known)
        yield Reading(tuple(words_of(name)), conditions, is_sure)
        yield from _with_kind(words_of(name), conditions, index, is_sure=is_sure)
        # The département may be wrong: « Lisieux (26) ».
        yield Reading(tuple(words_of(name)), (), is_sure=False)
    for rest, condition in _ends(words, index):
        yield Reading(tuple(rest), (condition,), is_split=True)
        yield from _with_kind(rest, (condition,), index)
        yield Reading(tuple(rest), (), is_sure=False)


def _with_kind(
    words: list[str], conditions: tuple[Condition, ...], index: NameIndex, *, is_sure: bool = True
) -> Iterator[Reading]:
    """Yield the reading of a name after its nature: « département du Calvados »."""
    if len(words) < 2:
        return
    first, rest = words[0], words[1:]
    while rest and rest[0] in ARTICLES - {"le", "la", "les", "l"}:
        rest = rest[1:]
    if kinds := KIND_WORDS.get(first):
        yield Reading(tuple(rest), (*conditions, Condition(kinds=kinds)), is_sure)
        if rest[:1] and rest[0] in ARTICLES:
            yield Reading(tuple(rest[1:]), (*conditions, Condition(kinds=kinds)), is_sure)
    elif first in GROUPS:
        # The group may be of another nature: « CC » for a « CA ».
        yield Reading(tuple(rest), (*conditions, Condition(kinds=GROUP_KINDS)), is_sure=False)


def split_qualifiers(text: str) -> tuple[str, list[str]]:
    """Return the name of a text, and what is between final parentheses or after commas.

    « Lisieux, Calvados » gives « Lisieux » and « Calvados »; « Le Pays (27, 76) » two codes.
    """
    if (found := FINAL_PARENTHESES.match(text)) and found[1].strip():
        name, inside = found[1], found[2]
    else:
        name, inside = text, ""
    name, *others = PARTS.split(name)
    parts = [*others, *PARTS.split(inside)]
    return name, [part for part in parts if bare(words_of(part))]


def condition_of(qualifier: str, index: NameIndex) -> Condition | None:
    """Return the condition of a département, région, postcode or nature; None for other texts."""
    words = words_of(qualifier)
    if len(words) == 1 and (condition := code_condition(words[0], index)):
        return condition
    while words and words[0] in ("departement", "region", "dans"):
        words = words[1:]
    name = " ".join(bare(words))
    departement = index.departement_names.get(name)
    region = index.region_names.get(name)
    if departement or region:
        return Condition(
            departements=frozenset([departement] if departement else []),
            regions=frozenset([region] if region else []),
        )
    # The words before the parentheses removed: « intercommunalite epci », « commune ».
    kinds = KIND_WORDS.get((words or words_of(qualifier) or [""])[0])
    return Condition(kinds=kinds) if kinds else None


def code_condition(word: str, index: NameIndex) -> Condition | None:
    """Return the condition of the code of a département, or of a postcode; None otherwise."""
    if not CODE.match(word):
        return None
    if len(word) == POSTCODE_LENGTH:
        rows = index.codes.get(word.upper(), ())
        return Condition(rows=frozenset(rows)) if rows else None
    code = word.upper().zfill(2)
    if code == "20":
        return Condition(departements=frozenset(["2A", "2B"]))
    known = code in index.departement_names.values() or len(word) < POSTCODE_LENGTH - 1
    return Condition(departements=frozenset([code])) if known else None


def _ends(words: list[str], index: NameIndex) -> Iterator[tuple[list[str], Condition]]:
    """Yield (words of the name, condition) for a code or a container at either end of a text.

    « 93200 saint denis », « reugny 37 », « reugny indre et loire ».
    """
    if len(words) < 2:
        return
    for code, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        if condition := code_condition(code, index):
            yield rest, condition
    last = len(words) - 1
    for size in range(1, min(LONGEST_CONTAINER + 2, last) + 1):
        rest, end = words[:-size], words[-size:]
        if end[0] in ARTICLES:
            continue
        key = " ".join(bare(end))
        departement, region = index.departement_names.get(key), index.region_names.get(key)
        if departement or region:
            while rest and rest[-1] in (*ARTICLES, "dans", "departement", "region"):
                rest = rest[:-1]
            yield (
                rest,
                Condition(
                    departements=frozenset([departement] if departement else []),
                    regions=frozenset([region] if region else []),
                ),
            )
