"""Likeness of two territories: a score from 0 to 1, and its reasons in words.

The weights are those of `WEIGHTS`, documented in docs/features/likeness.md. The score does not
depend on the search engine, and each reason is derived from the values that give the score.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import asin, cos, exp, log10, radians, sin, sqrt

from hub.territories.models import Territory, TerritoryKind
from hub.territories.strata import stratum_of

WEIGHTS = {
    "same_territory": 1.0,
    "contained": 0.30,
    "kind": 0.12,
    "population": 0.40,
    "departement": 0.10,
    "region": 0.05,
    "distance": 0.10,
    "cohort": 0.10,
    "themes": 0.18,
}
# Largest score of another territory.
BEST_OTHER = 0.99
# Smaller populations count as this one: 20 and 80 inhabitants make communes of the same kind.
SMALLEST_POPULATION = 100
# Powers of ten between two populations with nothing in common: one is 1,000 times the other.
POPULATION_RANGE = 3.0
# Largest ratio between two populations of different strata for the reason « population proche ».
CLOSE_RATIO = 1.25
# In kilometres: the part of distance is divided by e (2.7) at each step.
DISTANCE_STEP = 100.0
# Number of shared themes that give the whole weight.
SHARED_THEMES = 2
EARTH_RADIUS = 6371.0

CONTAINING = {
    TerritoryKind.COMMUNE: "votre commune",
    TerritoryKind.EPT: "votre intercommunalité",
    TerritoryKind.EPCI: "votre intercommunalité",
    TerritoryKind.DEPARTEMENT: "votre département",
    TerritoryKind.REGION: "votre région",
}
# Name of a kind where nothing else is known in common.
KIND_NAMES = {
    TerritoryKind.COMMUNE: "une commune",
    TerritoryKind.EPT: "une intercommunalité",
    TerritoryKind.EPCI: "une intercommunalité",
    TerritoryKind.DEPARTEMENT: "un département",
    TerritoryKind.REGION: "une région",
}


@dataclass(frozen=True)
class Profile:
    """What is compared of a territory.

    `containers` are the ids of the territories that contain it; `themes` {slug: name} are those of
    its own pages.
    """

    territory: Territory
    containers: frozenset[int] = frozenset()
    themes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Likeness:
    """`score` from 0 to 1; `reasons` in French, at least one, the most telling first, each true."""

    score: float
    reasons: tuple[str, ...]


def likeness(here: Profile, there: Profile) -> Likeness:
    """Return the likeness of `there` for somebody of `here`."""
    if here.territory.pk == there.territory.pk:
        return Likeness(WEIGHTS["same_territory"], ("votre territoire",))
    inclusion = _inclusion(here, there)
    parts = (
        (WEIGHTS["contained"] if inclusion else 0.0, inclusion),
        _size(here.territory, there.territory),
        _distance(here.territory, there.territory, told=not inclusion),
        shared_themes_part(here.themes, there.themes),
        _cohort(here.territory, there.territory),
        _place(here.territory, there.territory, told=not inclusion),
        _kind(here.territory, there.territory),
    )
    score = min(sum(part for part, _ in parts), BEST_OTHER)
    reasons = tuple(reason for _, reason in parts if reason)
    return Likeness(score, reasons or (KIND_NAMES[TerritoryKind(there.territory.kind)],))


def distance_km(first: Territory, second: Territory) -> float | None:
    """Return the great-circle distance in kilometres; None when a position is unknown."""
    positions = (first.latitude, first.longitude, second.latitude, second.longitude)
    if any(degrees is None for degrees in positions):
        return None
    lat1, lon1, lat2, lon2 = (radians(degrees) for degrees in positions)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


def _inclusion(here: Profile, there: Profile) -> str:
    if there.territory.pk in here.containers:
        return CONTAINING[TerritoryKind(there.territory.kind)]
    return "dans votre territoire" if here.territory.pk in there.containers else ""


def _size(here: Territory, there: Territory) -> tuple[float, str]:
    """Return the part of close populations, on a logarithmic scale."""
    if here.population is None or there.population is None:
        return 0.0, ""
    first, second = (max(t.population, SMALLEST_POPULATION) for t in (here, there))
    part = WEIGHTS["population"] * max(0.0, 1 - abs(log10(first / second)) / POPULATION_RANGE)
    stratum = stratum_of(here)
    if stratum is not None and stratum == stratum_of(there):
        return part, "même strate"
    small, large = sorted((here.population, there.population))
    is_close = 0 < large <= CLOSE_RATIO * small
    return part, "population proche" if is_close else ""


def _place(here: Territory, there: Territory, *, told: bool) -> tuple[float, str]:
    if shared_codes(here.departement_codes, there.departement_codes):
        return WEIGHTS["departement"], "même département" if told else ""
    if shared_codes(here.region_codes, there.region_codes):
        return WEIGHTS["region"], "même région" if told else ""
    return 0.0, ""


def shared_codes(first: str, second: str) -> set[str]:
    """Return the codes that two lists of codes separated by spaces share."""
    return set(first.split()) & set(second.split())


def _distance(here: Territory, there: Territory, *, told: bool) -> tuple[float, str]:
    kilometres = distance_km(here, there)
    if kilometres is None:
        return 0.0, ""
    part = WEIGHTS["distance"] * exp(-kilometres / DISTANCE_STEP)
    return part, f"{max(1, round(kilometres))}\u00a0km" if told else ""


def _cohort(here: Territory, there: Territory) -> tuple[float, str]:
    if here.cohort_id is None or here.cohort_id != there.cohort_id:
        return 0.0, ""
    return WEIGHTS["cohort"], "même promotion"


def shared_themes_part(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[float, str]:
    """Return the part of shared themes, and the first in the order of `here`."""
    shared = [name for slug, name in here.items() if slug in there]
    if not shared:
        return 0.0, ""
    part = WEIGHTS["themes"] * min(1.0, len(shared) / SHARED_THEMES)
    return part, f"même chantier\u00a0: {shared[0]}"


def _kind(here: Territory, there: Territory) -> tuple[float, str]:
    if here.kind != there.kind:
        return 0.0, ""
    return WEIGHTS["kind"], f"{TerritoryKind(here.kind).label.partition(' (')[0].lower()} aussi"
