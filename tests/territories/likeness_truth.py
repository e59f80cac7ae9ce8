"""Independent check of the reasons of a likeness, from the rows of the database.

Nothing here uses the code under test: bands of population, distances and inclusions are computed
again from the columns.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hub.territories.models import Inclusion, Territory

BANDS = (500, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
GROUPS = {"epci", "ept"}
WITH_BAND = {"commune", *GROUPS}
DISTANCE = re.compile(r"(\d+)\u00a0km")
THEME = re.compile(r"même chantier\u00a0: (.+)")
CONTAINERS = {
    "votre commune": {"commune"},
    "votre intercommunalité": GROUPS,
    "votre département": {"departement"},
    "votre région": {"region"},
}
SAME_KIND = {
    "commune aussi": "commune",
    "intercommunalité aussi": "epci",
    "établissement public territorial aussi": "ept",
    "département aussi": "departement",
    "région aussi": "region",
}
KINDS = {
    "une commune": {"commune"},
    "une intercommunalité": GROUPS,
    "un département": {"departement"},
    "une région": {"region"},
}


@dataclass(frozen=True)
class Facts:
    """The columns of a territory, and the ids of those that contain it."""

    pk: int
    kind: str
    population: int | None
    place: tuple[float, float] | None
    departements: frozenset[str]
    regions: frozenset[str]
    cohort: int | None
    containers: frozenset[int]


def facts_of(territories: Iterable[int]) -> dict[int, Facts]:
    """Return {id: Facts} of the territories of these ids."""
    pks = set(territories)
    above: dict[int, set[int]] = {pk: set() for pk in pks}
    for inner, outer in Inclusion.objects.values_list("inner_id", "outer_id").iterator():
        if inner in above:
            above[inner].add(outer)
    columns = (
        "pk",
        "kind",
        "population",
        "latitude",
        "longitude",
        "departement_codes",
        "region_codes",
        "cohort_id",
    )
    return {
        pk: Facts(
            pk,
            kind,
            population,
            None if latitude is None or longitude is None else (latitude, longitude),
            frozenset(departements.split()),
            frozenset(regions.split()),
            cohort,
            frozenset(above[pk]),
        )
        for (
            pk,
            kind,
            population,
            latitude,
            longitude,
            departements,
            regions,
            cohort,
        ) in Territory.objects.values_list(*columns)
        if pk in pks
    }


def kilometres(first: Facts, second: Facts) -> float:
    """Return the distance by the spherical law of cosines; infinite when a place is unknown."""
    if first.place is None or second.place is None:
        return math.inf
    (lat1, lon1), (lat2, lon2) = first.place, second.place
    cosine = math.sin(math.radians(lat1)) * math.sin(math.radians(lat2)) + math.cos(
        math.radians(lat1)
    ) * math.cos(math.radians(lat2)) * math.cos(math.radians(lon2 - lon1))
    return 6371 * math.acos(max(-1.0, min(1.0, cosine)))


def band(facts: Facts) -> int | None:
    """Return the number of the band of population; None without one."""
    if facts.kind not in WITH_BAND or facts.population is None:
        return None
    return sum(facts.population >= bound for bound in BANDS)


def is_true(
    reason: str, here: Facts, there: Facts, here_themes: set[str], page_themes: set[str]
) -> bool:
    """Tell whether a reason is true of a territory of a page; an unknown reason is false.

    The themes are names: those of the other pages of `here`, and those of the page.
    """
    if match := DISTANCE.fullmatch(reason):
        return abs(kilometres(here, there) - int(match[1])) <= 1
    if match := THEME.fullmatch(reason):
        return match[1] in here_themes & page_themes
    if reason in CONTAINERS:
        return there.pk in here.containers and there.kind in CONTAINERS[reason]
    if reason in SAME_KIND:
        return here.kind == there.kind == SAME_KIND[reason]
    if reason in KINDS:
        return there.kind in KINDS[reason]
    check = CHECKS.get(reason)
    return check is not None and check(here, there)


def has_close_population(here: Facts, there: Facts) -> bool:
    small, large = sorted((here.population or 0, there.population or 0))
    return 0 < large <= 1.25 * small


CHECKS: dict[str, Callable[[Facts, Facts], bool]] = {
    "votre territoire": lambda here, there: here.pk == there.pk,
    "dans votre territoire": lambda here, there: here.pk in there.containers,
    "même strate": lambda here, there: band(here) is not None and band(here) == band(there),
    "population proche": has_close_population,
    "même promotion": lambda here, there: here.cohort is not None and here.cohort == there.cohort,
    "même département": lambda here, there: bool(here.departements & there.departements),
    "même région": lambda here, there: bool(here.regions & there.regions),
}


def false_reasons(
    reasons: Iterable[str],
    here: Facts,
    places: Iterable[Facts],
    here_themes: set[str],
    page_themes: set[str],
) -> list[str]:
    """Return the reasons of a card that are false; all must be true of one of its territories."""
    places = list(places)
    if not places:
        return [reason for reason in reasons if reason != "aucun territoire indiqué"]
    wrong = [
        [reason for reason in reasons if not is_true(reason, here, there, here_themes, page_themes)]
        for there in places
    ]
    return min(wrong, key=len)
