"""Territories of some slugs, in two queries whatever the number of names."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from hub.territories.models import Territory, TerritoryAlias, TerritoryKind

# In one query: below the limit of parameters of SQLite (32,766).
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """A territory known under a name; `name` is the official one of the territory today.

    `former` is the name when it is that of a commune merged into the territory, or of a dissolved
    one; `exists` is false when nothing replaced it.
    """

    pk: int
    name: str
    kind: str
    code: str
    departements: frozenset[str]
    population: int
    former: str = ""
    exists: bool = True

    @property
    def departement(self) -> str:
        """Code of its main département, empty for a région."""
        return departement_of(self.code, self.kind) or min(self.departements, default="")


Places = dict[str, list[Place]]  # by slug


def departement_of(code: str, kind: str) -> str:
    """Return the code of the département of a commune from its own code, "" for other kinds."""
    if kind == TerritoryKind.DEPARTEMENT:
        return code
    if kind != TerritoryKind.COMMUNE:
        return ""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


FIELDS = ("pk", "name", "kind", "code", "departement_codes", "population")


def find_places(slugs: Collection[str]) -> Places:
    """Return the territories of each slug, those of former names after the current ones."""
    found: Places = defaultdict(list)
    ordered = sorted(set(slugs))
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        rows = Territory.objects.filter(slug__in=chunk)
        for slug, dissolved, *values in rows.values_list(
            "slug", "dissolved_in", *FIELDS, *(f"successor__{field}" for field in FIELDS)
        ):
            own, successor = values[: len(FIELDS)], values[len(FIELDS) :]
            if not dissolved:
                found[slug].append(_place(own))
            elif successor[0]:
                found[slug].append(_place(successor, former=own[1]))
            else:
                found[slug].append(_place(own, former=own[1], exists=False))
        aliases = TerritoryAlias.objects.filter(slug__in=chunk, territory__dissolved_in="")
        for slug, name, *values in aliases.values_list(
            "slug", "name", *(f"territory__{field}" for field in FIELDS)
        ):
            found[slug].append(_place(values, former=name))
    return {slug: _without_doubles(places) for slug, places in found.items()}


def _place(values: list, former: str = "", *, exists: bool = True) -> Place:
    pk, name, kind, code, departements, population = values
    codes = frozenset(filter(None, (*departements.split(), departement_of(code, kind))))
    return Place(pk, name, kind, code, codes, population or 0, former, exists)


def _without_doubles(places: list[Place]) -> list[Place]:
    """Drop the former names of territories that still have this name."""
    current = {place.pk for place in places if not place.former}
    kept = [p for p in places if not p.former or p.pk not in current]
    unique = {(place.pk, bool(place.former)): place for place in kept}
    return sorted(unique.values(), key=lambda p: (bool(p.former), p.departement, p.code))
