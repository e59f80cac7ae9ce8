"""Public chooser of territories: the page of results, the suggestions as JSON."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories import InitiativePageFactory, SuperuserFactory, TerritoryFactory
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

PAGE = "/territoires/chercher/"
SUGGESTIONS = "/territoires/suggestions/"


@pytest.fixture
def ask(client: Client) -> Callable[..., Tag]:
    """A function that returns the main part of the page of results."""

    def get(**query: str) -> Tag:
        response = client.get(PAGE, query)
        assert response.status_code == 200
        main = BeautifulSoup(response.content, "html.parser").main
        assert main is not None
        return main

    return get


def suggest(client: Client, typed: str) -> list[dict[str, str]]:
    return json.loads(client.get(SUGGESTIONS, {"q": typed}).content)


def test_suggestion_has_a_value_a_label_and_what_tells_it_apart(client: Client) -> None:
    departement = TerritoryFactory(departement=True, name="Côte-d’Été", code="96")
    TerritoryFactory(name="Été-sur-Mer", code="96A01", parent=departement, population=1_759)

    assert suggest(client, "ete sur") == [
        {
            "value": "96A01",
            "label": "Été-sur-Mer (96)",
            "detail": "commune, Côte-d’Été, 1\u00a0759\u00a0habitants",
        }
    ]


def test_value_is_a_path_when_a_code_is_shared(client: Client) -> None:
    TerritoryFactory(departement=True, name="Côte-d’Été", code="96")
    TerritoryFactory(region=True, name="Région-d’Été", code="96")

    assert [one["value"] for one in suggest(client, "96")[:2]] == [
        "96-cote-d-ete",
        "96-region-d-ete",
    ]


def test_suggestions_are_kept_a_minute_and_never_for_an_account(client: Client) -> None:
    shared = client.get(SUGGESTIONS, {"q": "ete"})
    client.force_login(SuperuserFactory())
    own = client.get(SUGGESTIONS, {"q": "ete"})

    assert shared["Cache-Control"] == "public, max-age=60"
    assert shared["X-Robots-Tag"] == "noindex"
    assert "private" in own["Cache-Control"]


@pytest.mark.parametrize("address", [PAGE, SUGGESTIONS])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%00",
        "q=%FF%FE%C3",
        "q=%ED%A0%80aa",
        "q=" + "a" * 5_000,
        "q=" + "saint%20" * 700,
        "q=%F0%9F%8C%BB&suite=%00",
        "q=aa&q=bb&suite=/&suite=//x",
        "q=x&suite=" + "/a" * 2_000,
    ],
)
def test_any_text_is_answered(address: str, query: str, client: Client) -> None:
    assert client.get(address, QUERY_STRING=query).status_code == 200


def test_addresses_follow_the_page_when_it_is_renamed(client: Client, site_tree: SiteTree) -> None:
    site_tree.territories.slug = "lieux"
    site_tree.territories.save_revision().publish()

    assert client.get("/lieux/chercher/").status_code == 200
    assert client.get("/lieux/suggestions/").status_code == 200


def test_closed_territories_page_closes_both_addresses(client: Client, site_tree: SiteTree) -> None:
    PageViewRestriction.objects.create(page=site_tree.territories, restriction_type="login")

    for address in (PAGE, SUGGESTIONS):
        assert client.get(address, {"q": "ete"}).status_code == 302


def test_territory_with_content_leads_to_its_page(ask: Callable[..., Tag]) -> None:
    territory = TerritoryFactory(name="Été-sur-Mer", code="96A01")
    InitiativePageFactory(territories=[territory])

    link = ask(q="ete sur mer").find("a", string="Été-sur-Mer (96)")
    assert link["href"] == "/territoires/96A01-ete-sur-mer/"


def test_territory_without_content_leads_to_what_is_near(
    ask: Callable[..., Tag],
) -> None:
    TerritoryFactory(name="Été-sur-Mer", code="96A01")

    main = ask(q="ete sur mer")
    assert "Pas encore de contenu" in shown_text(main)
    [link] = main.find_all("a", href="/inspiration/?pres_de=96A01")
    assert "Voir ce qui s’y rapproche" in link.text


def test_homonyms_are_listed_with_a_question(ask: Callable[..., Tag]) -> None:
    TerritoryFactory(name="Même-Nom", code="96A01", population=100)
    TerritoryFactory(name="Même-Nom", code="97A02", population=2_000)
    TerritoryFactory(name="Même-Nom-le-Grand", code="96A03")

    main = ask(q="même nom")
    assert "Plusieurs territoires répondent à" in shown_text(main.h2)
    names = [one.text for one in main.select(".territory-results__name")]
    assert names == ["Même-Nom (97A)", "Même-Nom (96)"]


def test_typing_error_asks_what_was_meant(ask: Callable[..., Tag]) -> None:
    TerritoryFactory(name="Grenadine", code="96A01")

    main = ask(q="Grenadyne")
    assert "Vouliez-vous dire" in shown_text(main.h2)
    assert "Grenadine (96)" in shown_text(main)


def test_unknown_name_says_what_to_try(ask: Callable[..., Tag]) -> None:
    main = ask(q="zzyzxqw <b>")
    assert "Aucun territoire ne répond à «\u00a0zzyzxqw <b>\u00a0»" in shown_text(main.h2)
    assert "code postal" in shown_text(main)
    assert main.find("input", type="text")["value"] == "zzyzxqw <b>"


def test_page_without_a_text_is_its_form(ask: Callable[..., Tag]) -> None:
    main = ask()
    assert main.find("input", attrs={"name": "q"})
    assert main.h2 is None


def test_sure_territory_goes_back_to_the_page_that_asked(client: Client) -> None:
    TerritoryFactory(name="Été-sur-Mer", code="96A01")

    response = client.get(PAGE, {"q": "ete sur mer", "suite": "/agenda/?q=jardin&theme=a&page=3"})

    assert response.status_code == 302
    back = urlsplit(response["Location"])
    assert (back.netloc, back.path) == ("", "/agenda/")
    assert parse_qs(back.query) == {"q": ["jardin"], "theme": ["a"], "pres_de": ["96A01"]}


def test_homonyms_lead_back_to_the_page_that_asked(ask: Callable[..., Tag]) -> None:
    TerritoryFactory(name="Même-Nom", code="96A01")
    TerritoryFactory(name="Même-Nom", code="97A02")

    main = ask(q="même nom", suite="/?pres_de=37194")
    links = [link["href"] for link in main.select("a.territory-results__name")]
    assert sorted(links) == ["/?pres_de=96A01", "/?pres_de=97A02"]
    assert main.find("input", attrs={"name": "suite"})["value"] == "/?pres_de=37194"


@pytest.mark.parametrize(
    "address",
    [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "/\\ailleurs.example/",
        "///ailleurs.example/",
        "javascript:alert(1)",
        "agenda/",
        "/agenda/\n",
        "/\x00",
    ],
)
def test_address_of_another_site_is_ignored(address: str, client: Client) -> None:
    TerritoryFactory(name="Été-sur-Mer", code="96A01")

    response = client.get(PAGE, {"q": "ete sur mer", "suite": address})

    assert response.status_code == 200
    assert "ailleurs" not in response.content.decode()


def test_page_is_not_indexed(client: Client) -> None:
    page = BeautifulSoup(client.get(PAGE, {"q": "ete"}).content, "html.parser")
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]
    assert page.title.string.startswith("Trouver un territoire")


@pytest.mark.parametrize("address", [PAGE, SUGGESTIONS])
def test_number_of_queries_does_not_depend_on_results(address: str, client: Client) -> None:
    counts = []
    for number in (3, 30):
        TerritoryFactory.create_batch(number, name=f"Autant-{number}")
        client.get(address, {"q": f"autant {number}"})
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {"q": f"autant {number}"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
