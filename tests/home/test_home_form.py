"""The form of the home page: words, and the territory of the reader (`pres_de`)."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from hub.territories.models import Territory
from tests.factories import InitiativePageFactory, TerritoryFactory
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text

pytestmark = pytest.mark.django_db

HERE = "/?pres_de=98101"


@pytest.fixture
def here(site_tree: SiteTree) -> Territory:
    return TerritoryFactory(name="Étang-d’Ici", code="98101")


def soup_of(client: Client, url: str = HERE) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, (url, response.headers.get("Location"))
    return BeautifulSoup(response.content, "html.parser")


def section(soup: BeautifulSoup, name: str) -> Tag | None:
    """Return the section whose heading has this id."""
    return soup.select_one(f"[aria-labelledby={name}]")


@pytest.mark.parametrize(
    ("asked", "path", "fields"),
    [
        ("?q=jardin&pres_de=", "/recherche/", {"q": ["jardin"]}),
        (
            "?q=école d’été&pres_de=Étang-d’Ici",
            "/recherche/",
            {"q": ["école d’été"], "pres_de": ["98101"]},
        ),
        ("?q=été&pres_de=nulle+part", "/recherche/", {"q": ["été"], "pres_de": ["nulle part"]}),
        ("?q=%00été", "/recherche/", {"q": ["été"]}),
        ("?q=&pres_de=étang-d’ici", "/", {"pres_de": ["98101"]}),
        ("?q=&pres_de=98101", "/", {"pres_de": ["98101"]}),
        ("?pres_de=Étang-d’Ici+(98)", "/", {"pres_de": ["98101"]}),
        ("?q=&pres_de=", "/", {}),
        ("?q=+&pres_de=+", "/", {}),
        ("?pres_de=", "/", {}),
    ],
)
def test_form_leads_to_the_search_or_to_the_url_of_the_territory(
    client: Client, here: Territory, asked: str, path: str, fields: dict[str, list[str]]
) -> None:
    response = client.get(f"/{asked}")

    assert response.status_code == 302
    url = urlsplit(response["Location"])
    assert (url.path, parse_qs(url.query)) == (path, fields)


def test_long_words_are_cut_where_the_search_says_so(client: Client, here: Territory) -> None:
    response = client.get("/", {"q": "é" * 5_000, "pres_de": "98101"})

    assert len(response["Location"]) < 2_000
    assert "au-delà de 200 signes" in shown_text(soup_of(client, response["Location"]))


@pytest.mark.parametrize("typed", ["zzz", "é" * 5_000, "\0", "🌻", "99999", "<b>"])
def test_unknown_territory_is_said_and_the_page_is_the_usual_one(
    client: Client, here: Territory, typed: str
) -> None:
    InitiativePageFactory(title="Un verger")
    response = client.get("/", {"pres_de": typed}, follow=True)
    soup = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 200
    assert section(soup, "pour") is None
    assert [title.get_text() for title in section(soup, "initiatives").select(".card__title")] == [
        "Un verger"
    ]
    if typed != "\0":
        assert "ne désigne pas un seul territoire" in shown_text(soup.main.form)
        assert soup.select_one("[name=pres_de]")["value"].startswith(typed[:20])


def test_homonyms_are_links_that_choose_one(client: Client, here: Territory) -> None:
    other = TerritoryFactory(name="Étang-d’Ici", code="98102")
    notice = soup_of(client, "/?pres_de=Étang-d’Ici").select_one(".notice")

    assert {link["href"] for link in notice.find_all("a")} == {
        f"/?pres_de={place.path}" for place in (here, other)
    }
    response = client.get(notice.a["href"], follow=True)
    assert "Pour Étang-d’Ici" in response.content.decode()


def test_page_depends_on_its_url_alone(client: Client, here: Territory) -> None:
    response = client.get(HERE)

    assert not response.cookies
    assert response["Cache-Control"] == "public, no-cache"
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.title.get_text().startswith("Pour Étang-d’Ici (98) – ")
    assert soup.find("link", rel="canonical")["href"] == "http://testserver/"
    assert soup.select_one("[name=pres_de]")["value"] == "Étang-d’Ici (98)"


def test_one_link_forgets_the_territory(client: Client, here: Territory) -> None:
    link = soup_of(client).find("a", attrs={"data-near-forget": True})

    assert (link.get_text(), link["href"]) == ("L’oublier", "/")
    assert section(soup_of(client, "/"), "pour") is None
