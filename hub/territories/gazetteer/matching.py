"""Comparison of an edition of the gazetteer with the territories of the database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hub.territories.gazetteer.records import Gazetteer, Key, TerritoryRecord
from hub.territories.models import OFFICIAL_FIELDS, Territory, TerritoryKind


@dataclass(slots=True)
class StoredTerritory:
    """A territory of the database, with its official columns only."""

    pk: int
    edition: str
    columns: tuple[object, ...]
    kind: str = field(init=False)
    code: str = field(init=False)
    name: str = field(init=False)
    slug: str = field(init=False)
    successor_pk: int | None = field(init=False)
    dissolved_in: str = field(init=False)

    def __post_init__(self) -> None:
        self.kind, self.code, self.name, self.slug = map(str, self.columns[:4])
        self.dissolved_in = str(self.columns[-2])
        successor = self.columns[-1]
        self.successor_pk = successor if isinstance(successor, int) else None

    @property
    def key(self) -> Key:
        return self.kind, self.code


def stored_territories() -> list[StoredTerritory]:
    """Return all the territories of the database."""
    rows = Territory.objects.order_by().values_list("pk", "edition", *OFFICIAL_FIELDS)
    return [StoredTerritory(row[0], row[1], row[2:]) for row in rows]


@dataclass
class Matches:
    """`found`: record key to stored territory; `gone`: stored territories without a record.

    `owners` gives the key of the commune that has a code among its other codes.
    """

    found: dict[Key, StoredTerritory]
    gone: list[StoredTerritory]
    owners: dict[str, Key]


def match(gazetteer: Gazetteer, stored: Iterable[StoredTerritory]) -> Matches:
    """Match by kind and code, then by former code for a commune that keeps its name.

    A commune whose code is now among those of another one, with another name, is gone: merged. A
    territory that an editor created and that the gazetteer does not know is neither.
    """
    owners = _owners(gazetteer.records)
    found: dict[Key, StoredTerritory] = {}
    unknown: list[StoredTerritory] = []
    for one in stored:
        if one.key in gazetteer.by_key:
            found[one.key] = one
        else:
            unknown.append(one)
    gone: list[StoredTerritory] = []
    for one in unknown:
        owner = owners.get(one.code) if one.kind == TerritoryKind.COMMUNE else None
        if owner and owner not in found and gazetteer.by_key[owner].slug == one.slug:
            found[owner] = one
        elif one.edition or owner:
            gone.append(one)
    return Matches(found, gone, owners)


def _owners(records: Iterable[TerritoryRecord]) -> dict[str, Key]:
    """Return the owner of each other code; a code that two communes claim has none."""
    claims: dict[str, set[Key]] = defaultdict(set)
    for record in records:
        for alias in record.aliases:
            if alias.code and alias.code != record.code:
                claims[alias.code].add(record.key)
    return {code: next(iter(keys)) for code, keys in claims.items() if len(keys) == 1}


def find_successors(
    gazetteer: Gazetteer, matches: Matches, pks: dict[Key, int], members: dict[int, set[int]]
) -> dict[int, int]:
    """Return {id of a territory that is gone: id of the one that replaces it today}.

    `pks` gives the id of each record; `members` the ids of the communes that each EPCI or EPT had.
    A commune is replaced by the one that has its code, a group by the one to which all its communes
    went. What is known from earlier editions stays; chains are followed to their end.
    """
    current = set(pks.values())
    successors = {one.pk: one.successor_pk for one in matches.gone if one.successor_pk}
    for one in matches.gone:
        if one.kind == TerritoryKind.COMMUNE and one.code in matches.owners:
            successors[one.pk] = pks[matches.owners[one.code]]
    keys = {pk: key for key, pk in pks.items()}
    for one in matches.gone:
        if one.kind in (TerritoryKind.EPCI, TerritoryKind.EPT) and not one.dissolved_in:
            ends = {_end_of(pk, successors, current) for pk in members.get(one.pk, ())}
            groups = {
                next((c for c in gazetteer.by_key[keys[pk]].containers if c[0] == one.kind), None)
                for pk in ends
                if pk
            }
            if len(groups) == 1 and (group := groups.pop()):
                successors[one.pk] = pks[group]
    return {pk: end for pk in successors if (end := _end_of(pk, successors, current))}


def _end_of(pk: int, successors: dict[int, int], current: set[int]) -> int | None:
    """Follow the successors of a territory to one that exists; None for a broken chain."""
    seen: set[int] = set()
    while pk not in current:
        if pk in seen or pk not in successors:
            return None
        seen.add(pk)
        pk = successors[pk]
    return pk
