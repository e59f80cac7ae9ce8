"""`resolve` returns the territories that a text surely names."""

import pytest

from hub.territories.finding import resolve, value_of
from hub.territories.models import Territory, TerritoryKind
from tests.factories import TerritoryFactory

pytestmark = pytest.mark.usefixtures("territories")


def codes(text: str) -> list[str]:
    return [territory.code for territory in resolve(text)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("37194", "37194"),
        ("37194-reugny", "37194"),
        ("Reugny (37)", "37194"),
        ("reugny, indre et loire", "37194"),
        ("Saint-Denis (93)", "93066"),
        ("93200", "93066"),
        ("200 033 579", "200033579"),
        ("communauté urbaine d’Arras", "200033579"),
        ("Lisieux Normandie", "200069532"),
        ("Centre-Val de Loire (Région)", "24"),
        ("lisieux", "14366"),
        ("Bellegarde-sur-Valserine (01)", "01033"),
        # The département is in the same place: the commune stands for both.
        ("Paris", "75056"),
        ("Paris (75)", "75056"),
    ],
)
def test_one_territory_is_sure(typed: str, code: str) -> None:
    assert codes(typed) == [code]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Reugny", ["37194", "03213"]),
        ("st denis", ["97411", "93066"]),
        ("24", ["24", "24"]),
        # A code and a postcode.
        ("37156", ["37156", "37014"]),
    ],
)
def test_homonyms_are_all_returned(typed: str, found: list[str]) -> None:
    assert codes(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "Lisieux (26)",
        "Toulose",
        "lisi",
        "Lisieux, Atlantide",
        "CA du Val de Sarthe",
        "99999",
        "37194-",
        "",
        "\x00",
        "Reugny" * 800,
    ],
)
def test_unsure_text_names_nothing(typed: str) -> None:
    assert resolve(typed) == []


def test_every_territory_is_named_by_its_value_and_its_text() -> None:
    TerritoryFactory(name="Le Pays (nouveau)", kind=TerritoryKind.EPCI, code="299999999")
    for territory in Territory.objects.all():
        assert resolve(value_of(territory)) == [territory]
        assert resolve(territory.path) == [territory]
        named = resolve(str(territory))
        inner = [one for one in named if one.name == territory.name]
        assert territory in named or inner, territory
