"""The two parts of a result on the page, under their headings."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory

from hub.listing.listing import Listing
from hub.search.engines import get_engine
from tests.factories import EventPageFactory, InitiativePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def pages() -> None:
    InitiativePageFactory(title="Un verger partagé à l’école")
    InitiativePageFactory(title="Un verger au bord du canal")


def shown(client: Client, text: str, path: str = "/recherche/") -> list[str]:
    """Return the headings and the titles of the results of a search, in the order of the page."""
    page = BeautifulSoup(client.get(path, {"q": text}).content, "lxml")
    found = page.select(".listing__results h2.count, .listing__results article h3")
    return [" ".join(heading.get_text().split()) for heading in found]


def test_pages_with_a_part_of_the_words_have_their_own_heading(client: Client, pages: None) -> None:
    assert shown(client, "verger école partagé") == [
        "1 résultat",
        "Un verger partagé à l’école",
        "Avec une partie des mots",
        "Un verger au bord du canal",
    ]


def test_a_page_says_that_nothing_contains_all_the_words(client: Client, pages: None) -> None:
    headings = shown(client, "verger piscine")
    assert headings[0] == "Aucune page ne contient tous ces mots"
    assert set(headings[1:]) == {"Un verger partagé à l’école", "Un verger au bord du canal"}
    html = client.get("/recherche/", {"q": "verger piscine"}).content.decode()
    assert "Les plus proches&nbsp;:" in html


def test_pages_near_in_meaning_have_their_own_heading(
    client: Client, pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = get_engine()
    monkeypatch.setattr(
        "hub.listing.listing.get_engine",
        lambda: SimpleNamespace(search=lambda r: replace(engine.search(r), by_meaning=True)),
    )
    assert shown(client, "verger école partagé")[2:] == [
        "Proches par le sens",
        "Un verger au bord du canal",
    ]


def test_totals_of_both_parts_are_those_of_the_engine(pages: None) -> None:
    listing = Listing(RequestFactory().get("/recherche/?q=verger+école+partagé"))
    assert (listing.total, listing.holding_all, listing.by_meaning) == (2, 1, False)
    assert [title for title, _ in listing.groups] == ["", "Avec une partie des mots"]


def test_a_question_without_a_whole_answer_is_counted_as_unanswered(
    client: Client, pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    monkeypatch.setattr(
        "hub.listing.views.record_search", lambda request, text, results: counted.append(results)
    )
    client.get("/recherche/", {"q": "verger piscine"})
    client.get("/recherche/", {"q": "verger"})
    assert counted == [0, 2]


def test_a_list_by_date_shows_a_part_of_the_words_only_when_nothing_holds_all(
    client: Client,
) -> None:
    EventPageFactory(title="Fête du verger partagé")
    EventPageFactory(title="Fête du verger")
    whole, part = "fête verger partagé", "fête verger piscine"
    assert shown(client, whole, "/agenda/") == ["1 rendez-vous à venir", "Fête du verger partagé"]
    assert shown(client, part, "/agenda/")[0] == "Aucune page ne contient tous ces mots"
    assert len(shown(client, part, "/agenda/")) == 3
