"""The maps of lists: their numbers are those of the lists that their links show."""

import random
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from hub.listing.listing import Listing
from hub.listing.map.sources import map_of_listing
from hub.territories.map.contours import contours
from hub.territories.models import Territory
from inspiration.map import map_of_initiatives
from tests.factories import InitiativePageFactory, NewsletterPageFactory, TerritoryFactory
from tests.factories.site_tree import SiteTree
from tests.listing.maps import said_by_the_map, said_by_the_table


@pytest.fixture
def places(site_tree: SiteTree) -> list[Territory]:
    """Communes in four départements: two in Calvados."""
    names = {"14": "Calvados", "37": "Indre-et-Loire", "75": "Paris", "974": "La Réunion"}
    departements = {
        code: TerritoryFactory(kind="departement", code=code, name=name, parent=None)
        for code, name in names.items()
    }
    codes = ["14366", "14118", "37194", "75056", "97411"]
    return [
        TerritoryFactory(code=code, parent=departements[code[: 3 if code[:2] == "97" else 2]])
        for code in codes
    ]


@pytest.fixture
def initiatives(places: list[Territory]) -> None:
    """Initiatives of one, two or all places, one of a département, one without territory."""
    numbers = random.Random(14)
    for _ in range(12):
        InitiativePageFactory(territories=numbers.sample(places, numbers.choice([1, 1, 2, 5])))
    InitiativePageFactory(territories=[places[0].parent])
    NewsletterPageFactory(territories=[places[2]])


def anonymous(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    "query",
    ["", "q=verger", "departement=14-calvados", "departement=75-paris&departement=14-calvados"],
)
@pytest.mark.parametrize("path", ["/inspiration/", "/recherche/"])
def test_each_number_is_the_total_of_the_list_that_its_link_shows(
    path: str, query: str, initiatives: None
) -> None:
    kinds = ["initiative"] if path == "/inspiration/" else None
    found = map_of_listing(
        Listing(anonymous(f"{path}?{query}"), kinds), "initiative", "initiatives"
    )

    assert found is not None
    assert len(found.entries) == 4
    for entry in found.entries:
        assert Listing(anonymous(entry.url), kinds).total == entry.count, entry
        assert urlsplit(entry.url).query.count("departement=") == 1


def test_map_of_the_home_page_counts_like_the_list(initiatives: None) -> None:
    found = map_of_initiatives(anonymous("/"))
    listed = map_of_listing(Listing(anonymous("/inspiration/"), ["initiative"]), "x", "x")

    assert listed is not None
    assert {(e.code, e.count, e.url) for e in found.entries} == {
        (e.code, e.count, e.url) for e in listed.entries
    }
    assert found.total == listed.total


def test_map_of_the_home_page_leaves_out_what_the_reader_may_not_see(
    places: list[Territory],
) -> None:
    InitiativePageFactory(territories=[places[0]], live=False)
    InitiativePageFactory(territories=[places[2]])

    assert [(e.code, e.count) for e in map_of_initiatives(anonymous("/")).entries] == [("37", 1)]


def test_map_of_the_home_page_takes_as_many_queries_for_many(places: list[Territory]) -> None:
    counts = []
    for more in (3, 27):
        for _ in range(more):
            InitiativePageFactory(territories=places)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            map_of_initiatives(anonymous("/"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 5


@pytest.mark.parametrize("path", ["/inspiration/", "/recherche/", "/territoires/"])
def test_page_shows_the_map(path: str, client: Client, initiatives: None) -> None:
    page = BeautifulSoup(client.get(path).content, "html.parser")

    assert "Calvados" in said_by_the_map(page)
    assert said_by_the_map(page) == said_by_the_table(page)


def test_numbers_of_the_territories_are_those_of_their_pages(
    client: Client, initiatives: None
) -> None:
    page = BeautifulSoup(client.get("/territoires/").content, "html.parser")

    for name, (url, number) in said_by_the_map(page).items():
        there = BeautifulSoup(client.get(f"{url}?tri=titre").content, "html.parser")
        assert there.find(id="resultats").get_text().split()[0] == str(number), name


@pytest.mark.parametrize("path", ["/lettres/", "/agenda/"])
def test_other_lists_have_no_map(path: str, client: Client, initiatives: None) -> None:
    assert not BeautifulSoup(client.get(path).content, "html.parser").select(".map")


def test_points_are_the_initiatives_of_the_page_with_a_place(
    client: Client, places: list[Territory]
) -> None:
    InitiativePageFactory(
        title="L’été à Lisieux", territories=[places[0]], latitude=49.1458, longitude=0.2267
    )
    InitiativePageFactory(title="Au pôle", territories=[places[2]], latitude=90, longitude=0)

    page = BeautifulSoup(client.get("/inspiration/").content, "html.parser")

    assert [point.get_text().strip() for point in page.select("svg .map__point")] == [
        "L’été à Lisieux"
    ]
    circle = page.select_one(".map circle")
    assert contours()["14"].box.holds(float(circle["cx"]), float(circle["cy"]))


@pytest.mark.parametrize("value", ["x" * 5000, "14%00", "99-nulle-part", "14-manche", "<b>"])
def test_unknown_departement_shows_the_whole_map(
    value: str, client: Client, initiatives: None
) -> None:
    answer = client.get(f"/inspiration/?departement={value}")

    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one(".map svg")
