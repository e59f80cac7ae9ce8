"""A query that is a code, a postcode or the name of a territory."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.territories.models import Territory, TerritoryKind
from tests.factories import InitiativePageFactory, TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def beauvais() -> Territory:
    region = TerritoryFactory(name="Hauts-de-France", kind=TerritoryKind.REGION, code="32")
    oise = TerritoryFactory(name="Oise", kind=TerritoryKind.DEPARTEMENT, code="60", parent=region)
    return TerritoryFactory(
        name="Beauvais", code="60057", parent=oise, postcodes="60000 60155", population=55_906
    )


@pytest.fixture
def pages(beauvais: Territory) -> None:
    elsewhere = TerritoryFactory(name="Saint-Éloi", code="96001", population=900)
    InitiativePageFactory(title="Un verger d’essai", territories=[beauvais])
    InitiativePageFactory(title="Loin de Beauvais", territories=[elsewhere])


def results(client: Client, query: str, path: str = "/recherche/") -> tuple[list[str], list[str]]:
    """Return the names of the territories above the results, and the titles of the results."""
    listing = client.get(path, {"q": query}).context["listing"]
    named = [str(place.territory) for place in listing.places.shown]
    return named, [card.title for card in listing.page]


@pytest.mark.parametrize("query", ["60057", "60 057", "60155", "Beauvais (60)"])
@pytest.mark.usefixtures("pages")
def test_code_or_postcode_answers_with_the_territory(client: Client, query: str) -> None:
    named, titles = results(client, query)

    assert named == ["Beauvais (60)"]
    assert titles[0] == "Un verger d’essai"


@pytest.mark.parametrize("query", ["60057", "60000"])
@pytest.mark.usefixtures("pages")
def test_code_lists_what_happens_there_only(client: Client, query: str) -> None:
    assert results(client, query)[1] == ["Un verger d’essai"]
    assert results(client, query, "/inspiration/")[1] == ["Un verger d’essai"]


@pytest.mark.usefixtures("pages")
def test_code_of_a_departement_lists_its_communes(client: Client) -> None:
    named, titles = results(client, "60")

    assert named == ["Oise (60)"]
    assert titles == ["Un verger d’essai"]


@pytest.mark.usefixtures("pages")
def test_name_lists_the_pages_of_the_territory_first(client: Client) -> None:
    named, titles = results(client, "hauts de france")

    assert named == ["Hauts-de-France (Région)"]
    assert titles[0] == "Un verger d’essai"
    assert results(client, "beauvais")[1] == ["Un verger d’essai", "Loin de Beauvais"]


@pytest.mark.usefixtures("pages")
def test_code_without_page_says_so(client: Client) -> None:
    TerritoryFactory(name="Nantes", code="44109", population=323_204)

    response = client.get("/recherche/", {"q": "44109"})

    assert "Aucune page n’en parle encore." in response.text
    assert "/inspiration/?pres_de=44109" in response.text


@pytest.mark.usefixtures("pages")
def test_name_without_page_is_a_word_only(client: Client) -> None:
    TerritoryFactory(name="Verger", code="96002")

    assert results(client, "verger") == ([], ["Un verger d’essai"])


@pytest.mark.usefixtures("pages")
def test_shared_code_names_each_territory(client: Client) -> None:
    TerritoryFactory(name="Aude", kind=TerritoryKind.DEPARTEMENT, code="11", in_programme=True)

    assert sorted(results(client, "11")[0]) == ["Aude (11)", "Île-de-France (Région)"]


@pytest.mark.parametrize("query", ["99999", "000", "2A", "123456789", "7" * 300])
@pytest.mark.usefixtures("pages")
def test_unknown_code_is_a_search_by_words(client: Client, query: str) -> None:
    assert results(client, query)[0] == []


@pytest.mark.usefixtures("pages")
def test_code_on_the_page_of_a_territory_stays_inside(client: Client) -> None:
    response = client.get("/territoires/60057-beauvais/", {"q": "32"})

    assert response.context["listing"].places.shown == []


def test_homonyms_take_no_more_queries(client: Client, beauvais: Territory) -> None:
    InitiativePageFactory(title="Un verger d’essai", territories=[beauvais])

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/recherche/", {"q": "Beauvais"}).status_code == 200
        return len(captured)

    count()  # fills what each process keeps
    alone = count()
    for code in ("96003", "96004", "96005"):
        TerritoryFactory(name="Beauvais", code=code)
    count()

    assert count() == alone
