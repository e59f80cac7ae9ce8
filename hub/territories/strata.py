"""Population bands (« strates ») of communes and groups of communes."""

from bisect import bisect_right
from dataclasses import dataclass

from hub.territories.models import Territory, TerritoryKind

# Départements and régions have no band: they are not compared with communes.
KINDS = (TerritoryKind.COMMUNE, TerritoryKind.EPCI, TerritoryKind.EPT)


@dataclass(frozen=True)
class Stratum:
    """A population band: `value` in URLs, `label` on screen, `least` inhabitants (included)."""

    value: str
    label: str
    least: int


# Bounds close to those of the DGCL (« Les collectivités locales en chiffres »), with fewer bands
# below 5 000 inhabitants.
STRATA = (
    Stratum("moins-de-500", "Moins de 500\u00a0habitants", 0),
    Stratum("500-2000", "De 500 à 2\u00a0000\u00a0habitants", 500),
    Stratum("2000-5000", "De 2\u00a0000 à 5\u00a0000\u00a0habitants", 2_000),
    Stratum("5000-10000", "De 5\u00a0000 à 10\u00a0000\u00a0habitants", 5_000),
    Stratum("10000-20000", "De 10\u00a0000 à 20\u00a0000\u00a0habitants", 10_000),
    Stratum("20000-50000", "De 20\u00a0000 à 50\u00a0000\u00a0habitants", 20_000),
    Stratum("50000-100000", "De 50\u00a0000 à 100\u00a0000\u00a0habitants", 50_000),
    Stratum("plus-de-100000", "Plus de 100\u00a0000\u00a0habitants", 100_000),
)


def stratum_of(territory: Territory) -> Stratum | None:
    """Return the population band; None for other kinds or an unknown population."""
    if territory.population is None or territory.kind not in KINDS:
        return None
    return STRATA[bisect_right([stratum.least for stratum in STRATA], territory.population) - 1]
