"""The list of the territories: pilots by cohort, then régions, départements, communes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from hub.core.values.typography import alphabetical_key
from hub.territories.models import Cohort, Territory, TerritoryKind

# Communes and groups of communes shown below a département, and in the whole list: the others are
# on the pages of the départements.
SHOWN_LOCAL, SHOWN_LOCAL_IN_ALL = 8, 120


@dataclass(frozen=True)
class DepartementBranch:
    """A département, or None for territories outside any, and the first of its territories."""

    territory: Territory | None
    local: list[Territory]
    more: int


@dataclass(frozen=True)
class RegionBranch:
    """A région, or None for territories outside any, with its départements that hold content."""

    territory: Territory | None
    departements: list[DepartementBranch] = field(default_factory=list)


def pilots_by_cohort(
    territories: Iterable[Territory],
) -> list[tuple[Cohort | None, list[Territory]]]:
    """Return (cohort, pilot territories), the latest cohort first, no cohort last.

    The territories of a cohort that left the programme come last.
    """
    groups: dict[int, list[Territory]] = defaultdict(list)
    cohorts: dict[int, Cohort | None] = {}
    for territory in territories:
        if territory.in_programme:
            groups[territory.cohort_id or 0].append(territory)
            cohorts[territory.cohort_id or 0] = territory.cohort

    def rank(key: int) -> tuple[bool, int, str]:
        cohort = cohorts[key]
        start = (cohort.start if cohort else None) or date.min
        return cohort is None, -start.toordinal(), cohort.name if cohort else ""

    return [
        (
            cohorts[key],
            sorted(groups[key], key=lambda t: (t.left_on is not None, alphabetical_key(t.name))),
        )
        for key in sorted(groups, key=rank)
    ]


def tree_of(territories: list[Territory]) -> list[RegionBranch]:
    """Return the régions in alphabetical order, each with its départements and their territories.

    The codes that each territory stores give its place; one that extends over several
    départements is under each. Territories without a known région come last.
    """
    regions = {t.code: t for t in territories if t.kind == TerritoryKind.REGION}
    departements = {t.code: t for t in territories if t.kind == TerritoryKind.DEPARTEMENT}
    local: dict[str, list[Territory]] = defaultdict(list)
    for territory in territories:
        if territory.kind in (TerritoryKind.REGION, TerritoryKind.DEPARTEMENT):
            continue
        known = [code for code in territory.departement_codes.split() if code in departements]
        for code in known or [""]:
            local[code].append(territory)
    shown = min(SHOWN_LOCAL, SHOWN_LOCAL_IN_ALL // max(1, len(departements)))
    branches: dict[str, list[DepartementBranch]] = defaultdict(list)
    for departement in _sorted(departements.values()):
        codes = [code for code in departement.region_codes.split() if code in regions]
        branch = _branch(departement, local[departement.code], shown)
        for code in codes or [""]:
            branches[code].append(branch)
    if local[""]:
        branches[""].append(_branch(None, local[""], SHOWN_LOCAL_IN_ALL))
    found = [RegionBranch(region, branches[region.code]) for region in _sorted(regions.values())]
    return [*found, RegionBranch(None, branches[""])] if branches[""] else found


def _branch(departement: Territory | None, local: list[Territory], limit: int) -> DepartementBranch:
    ranked = sorted(local, key=lambda t: (not t.in_programme, -t.page_count))
    return DepartementBranch(departement, _sorted(ranked[:limit]), len(ranked[limit:]))


def _sorted(territories: Iterable[Territory]) -> list[Territory]:
    return sorted(territories, key=lambda t: (alphabetical_key(t.name), t.code))
