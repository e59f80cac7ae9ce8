"""Population bands: their bounds, and territories without one."""

import pytest

from hub.territories.models import Territory, TerritoryKind
from hub.territories.strata import STRATA, stratum_of


@pytest.mark.parametrize(
    ("population", "value"),
    [
        (0, "moins-de-500"),
        (499, "moins-de-500"),
        (500, "500-2000"),
        (1999, "500-2000"),
        (2000, "2000-5000"),
        (9999, "5000-10000"),
        (10_000, "10000-20000"),
        (20_000, "20000-50000"),
        (99_999, "50000-100000"),
        (2_100_000, "plus-de-100000"),
    ],
)
def test_the_stratum_of_a_commune_follows_its_population(population: int, value: str) -> None:
    commune = Territory(kind=TerritoryKind.COMMUNE, population=population)
    assert stratum_of(commune).value == value


def test_a_group_of_communes_has_one_and_a_region_has_none() -> None:
    assert stratum_of(Territory(kind=TerritoryKind.EPCI, population=700)) == STRATA[1]
    assert stratum_of(Territory(kind=TerritoryKind.REGION, population=700)) is None
    assert stratum_of(Territory(kind=TerritoryKind.COMMUNE)) is None
