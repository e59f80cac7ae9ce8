"""Classes of population (« strates »): who is like whom among communes and their groups."""

from bisect import bisect_right
from dataclasses import dataclass

from hub.territories.models import TerritoryKind

# A département or a région is not compared with communes.
KINDS = (TerritoryKind.COMMUNE, TerritoryKind.EPCI, TerritoryKind.EPT)


@dataclass(frozen=True)
class Stratum:
    """A class: `value` in addresses, `label` for readers, `least` inhabitants it begins with."""

    value: str
    label: str
    least: int


# The bounds that the hub compares territories by, close to those of the DGCL
# (« Les collectivités locales en chiffres ») with fewer classes below 5 000 inhabitants.
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


def stratum_of(territory):
    """Return the `Stratum` of a commune or group of communes, None when it has none."""
    if territory.population is None or territory.kind not in KINDS:
        return None
    return STRATA[bisect_right([one.least for one in STRATA], territory.population) - 1]
