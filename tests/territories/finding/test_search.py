"""The chooser finds territories by what people type."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.territories.finding import describe, find, search, value_of
from hub.territories.models import GazetteerState, Territory, TerritoryKind
from tests.factories import TerritoryFactory

pytestmark = pytest.mark.usefixtures("territories")


def codes(text: str, limit: int = 8) -> list[str]:
    return [territory.code for territory in find(text, limit)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Saint-Denis (93)", "93066"),
        ("SAINT DENIS 93", "93066"),
        ("st denis, Seine-Saint-Denis", "93066"),
        ("st-denis seine saint denis", "93066"),
        ("93200", "93066"),
        ("93200 Saint-Denis", "93066"),
        ("St. Denis, 93200", "93066"),
        ("ste foy les lyon", "69202"),
        ("île saint denis", "93039"),
        ("ile-saint-denis", "93039"),
        ("Lisieux, Calvados", "14366"),
        ("lisieux calvados", "14366"),
        ("Lisieux dans le Calvados", "14366"),
        ("commune de Lisieux", "14366"),
        ("la rochelle", "17300"),
        ("Rochelle", "17300"),
        ("2a004", "2A004"),
        ("ajaccio 20", "2A004"),
        ("200 033 579", "200033579"),
        ("CU d’Arras", "200033579"),
        ("communauté urbaine d'arras", "200033579"),
        ("arras", "200033579"),
        ("CC du Val de S", "247200421"),
        ("communauté de communes du val de sarthe", "247200421"),
        ("com com val de sarthe", "247200421"),
        # The nature is wrong, the name is right.
        ("CA du Val de Sarthe", "247200421"),
        ("agglo lisieux normandie", "200069532"),
        ("métropole de Lyon", "200046977"),
        ("metropole nantes", "244400404"),
        ("nantes", "244400404"),
        ("département du Calvados", "14"),
        ("région Normandie", "28"),
        ("ville d’avray", "92077"),
        ("Bellegarde sur Valserine", "01033"),
        ("Toulose", "31555"),
        ("tuolouse", "31555"),
        ("Ruegny (37)", "37194"),
        ("ville-davray", "92077"),
        ("37194-reugny", "37194"),
        ("37194-ancien-nom", "37194"),
        ("/territoires/37194-reugny/", "37194"),
        ("24-centre-val-de-loire", "24"),
        ("Paris 13e", "75056"),
        ("paris 20e arrondissement", "75056"),
    ],
)
def test_first_answer_is_the_territory_meant(typed: str, code: str) -> None:
    assert codes(typed)[:1] == [code]


def test_homonyms_are_sorted_by_population() -> None:
    assert codes("saint denis")[:2] == ["97411", "93066"]
    assert codes("reugny") == ["37194", "03213"]


def test_pilot_comes_first_among_homonyms() -> None:
    pilot = Territory.objects.get(kind=TerritoryKind.COMMUNE, code="03213")
    pilot.in_programme = True
    pilot.save()

    assert codes("reugny") == ["03213", "37194"]


def test_exact_name_comes_before_a_pilot_that_begins_so() -> None:
    TerritoryFactory(name="Lisieux-le-Grand", code="14999", pilot=True, population=500_000)

    assert codes("lisieux")[:2] == ["14366", "14999"]


def test_departement_comes_before_the_region_of_the_same_code() -> None:
    found = find("24")
    assert [territory.kind for territory in found[:2]] == ["departement", "region"]


def test_beginning_of_a_code_is_completed() -> None:
    assert codes("9320") == ["93066"]
    assert "37194" in codes("3719")
    # Not the SIREN numbers, which begin like postcodes.
    assert "200033579" not in codes("2000")
    assert codes("200033") == ["200033579"]


def test_wrong_departement_is_told_to_be_a_guess() -> None:
    [match] = search("Lisieux (26)")
    assert (match.territory.code, match.is_guess) == ("14366", True)
    assert not search("Lisieux (14)")[0].is_guess


def test_typing_error_is_told_to_be_a_guess() -> None:
    assert [match.is_guess for match in search("Toulose")] == [True]
    # A name that is not finished has no error.
    assert not search("toulo")[0].is_guess


def test_former_commune_gives_its_commune_and_says_so() -> None:
    [match] = search("bellegarde-sur-valserine")
    assert match.territory.name == "Valserhône"
    assert match.alias == "Bellegarde-sur-Valserine"
    assert "Bellegarde-sur-Valserine" in match.detail


def test_dissolved_commune_gives_its_successor_only() -> None:
    successor = Territory.objects.get(kind=TerritoryKind.COMMUNE, code="14366")
    gone = TerritoryFactory(name="Ouilly-le-Vicomte", code="96A01")
    lost = TerritoryFactory(name="Sans-Suite", code="96A02")
    for territory, heir in ((gone, successor), (lost, None)):
        territory.dissolved_in, territory.successor = "2026", heir
        territory.save()

    [match] = search("ouilly le vicomte")
    assert (match.territory, match.alias) == (successor, "Ouilly-le-Vicomte")
    assert search("Sans-Suite") == []


def test_successors_in_a_circle_are_left_out() -> None:
    one, other = TerritoryFactory.create_batch(2, dissolved_in="2026", name="Cercle")
    one.successor, other.successor = other, one
    one.save()
    other.save()

    assert find("cercle") == []


@pytest.mark.parametrize("typed", ["", " ", "…", "\x00", "🌻", "()", "(", ",", "-", "\udcff", "'"])
def test_text_without_words_finds_nothing(typed: str) -> None:
    assert find(typed) == []


@pytest.mark.parametrize(
    "typed",
    ["a" * 5_000, "saint " * 900, "(" * 5_000, "1" * 5_000, "ﬁ\u202e\x00st denis", "٣٧١٩٤", "²"],
)
def test_any_text_is_accepted(typed: str) -> None:
    assert len(find(typed)) <= 8


def test_number_of_results_is_limited() -> None:
    TerritoryFactory.create_batch(12, name="Même-Nom")

    assert len(find("même nom")) == 8
    assert len(find("même nom", 3)) == 3


def test_description_tells_homonyms_apart() -> None:
    reugny = find("37194")[0]
    assert describe(reugny) == "commune, Indre-et-Loire, 1\u00a0759\u00a0habitants"
    assert describe(find("Normandie")[0]) == "région, 3\u00a0330\u00a0000\u00a0habitants"


def test_value_is_the_code_unless_something_else_has_it() -> None:
    assert value_of(find("37194")[0]) == "37194"
    assert value_of(find("24-dordogne")[0]) == "24-dordogne"
    # A postcode too.
    assert value_of(find("Montlouis")[0]) == "37156-montlouis-sur-loire"


def test_saved_renamed_or_deleted_territory_is_found_at_once() -> None:
    territory = TerritoryFactory(name="Nouvelle-Commune", code="96A03")
    assert codes("nouvelle commune") == ["96A03"]
    territory.name = "Autrement"
    territory.save()
    assert codes("nouvelle commune") == []
    assert codes("autrement") == ["96A03"]
    territory.delete()
    assert codes("autrement") == []


def test_bulk_change_is_seen_once_the_gazetteer_says_so() -> None:
    find("lisieux")
    Territory.objects.bulk_create(
        [Territory(name="En-Masse", slug="en-masse", kind="commune", code="96A04")]
    )
    assert find("en masse") == []
    GazetteerState.mark_changed()
    assert codes("en masse") == ["96A04"]


def test_a_search_takes_two_queries() -> None:
    find("lisieux")
    for typed in ("lisieux", "saint denis", "37"):
        with CaptureQueriesContext(connection) as queries:
            find(typed)
        assert len(queries) == 2, typed
