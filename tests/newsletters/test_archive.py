"""The archive of letters, by rubrique, year and territory."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.newsletters.models import NewsletterPage, Rubrique
from hub.newsletters.models.rubrique_archive import PER_PAGE
from tests.factories import InitiativePageFactory, NewsletterPageFactory
from tests.factories import blocks as make
from tests.factories.blocks import BlockData
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

ADDRESS = "/lettres/rubriques/en-pratique/"


@pytest.fixture
def practice(site_tree: SiteTree) -> Rubrique:
    return Rubrique.objects.get(slug="en-pratique")


def letter_with(
    practice: Rubrique, *content: BlockData, headline: str = "", **values: Any
) -> NewsletterPage:
    part = rubrique(*content, rubrique=practice, headline=headline)
    return NewsletterPageFactory(rubriques=[rubrique(), part], **values)


def page_of(client: Client, address: str = ADDRESS) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_rubrique_lists_its_issues_latest_first_with_their_parts(
    client: Client, practice: Rubrique
) -> None:
    letter_with(practice, title="L’hiver", date=datetime.date(2021, 1, 1))
    latest = letter_with(
        practice,
        make.paragraph("Un jardin s’ouvre."),
        make.interview("Qui décide\u00a0?"),
        make.initiative(InitiativePageFactory(title="La friche")),
        headline="Des jardins",
        title="L’été",
        date=datetime.date(2022, 1, 1),
    )
    NewsletterPageFactory(title="Sans elle")
    soup = page_of(client)
    first, second = soup("article")
    assert soup.h1.get_text() == "En pratique…"
    block = latest.rubriques[1]
    assert first.h2.get_text() == "Des jardins"
    assert first.h2.a["href"] == f"{latest.get_url()}#r-{block.id}"
    assert "Un jardin s’ouvre." in first.get_text()
    assert [(a.get_text(), a["href"]) for a in first.select("ul a")] == [
        ("Qui décide\u00a0?", f"{latest.get_url()}#b-{block.value['content'][1].id}"),
        ("La friche", f"{latest.get_url()}#b-{block.value['content'][2].id}"),
    ]
    assert second.h2.get_text() == "L’hiver"
    assert "Sans elle" not in soup.main.get_text()


def test_every_anchor_of_the_archive_is_in_its_letter(client: Client, practice: Rubrique) -> None:
    letter = letter_with(practice, *make.every_block())
    identifiers = {tag["id"] for tag in page_of(client, letter.get_url())(id=True)}
    targets = [link["href"] for link in page_of(client).select("article a")]
    assert targets
    for target in targets:
        address, _, anchor = target.partition("#")
        assert address == letter.get_url()
        assert anchor in identifiers


@pytest.mark.parametrize("hide", ["draft", "private"])
def test_hidden_letter_is_in_no_archive(client: Client, practice: Rubrique, hide: str) -> None:
    letter_with(practice, title="L’été")
    secret = letter_with(practice, title="SECRET", draft=hide == "draft")
    if hide == "private":
        PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert "SECRET" not in str(page_of(client))


def test_rubrique_without_a_visible_letter_has_no_page(client: Client, practice: Rubrique) -> None:
    letter_with(practice, draft=True)
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/lettres/rubriques/inconnue/").status_code == 404
    assert ADDRESS not in client.get("/sitemap.xml").text
    assert ADDRESS not in client.get("/lettres/").text


def test_list_of_letters_and_site_map_lead_to_the_rubriques_in_use(
    client: Client, practice: Rubrique
) -> None:
    letter_with(practice)
    links = page_of(client, "/lettres/").select("nav.archive-rubriques a")
    assert ADDRESS in [link["href"] for link in links]
    assert "/lettres/rubriques/edito/" not in [link["href"] for link in links]
    assert f"http://testserver{ADDRESS}" in client.get("/sitemap.xml").text
    assert client.get("/lettres/rubriques/").headers["Location"] == "/lettres/"


def test_archive_is_paged_and_invalid_pages_do_not_fail(client: Client, practice: Rubrique) -> None:
    for _ in range(PER_PAGE + 1):
        letter_with(practice)
    assert len(page_of(client)("article")) == PER_PAGE
    second = page_of(client, f"{ADDRESS}?page=2")
    assert len(second("article")) == 1
    assert second.find("link", rel="canonical")["href"].endswith("?page=2")
    for odd in ("0", "-1", "999", "é", ""):
        page_of(client, f"{ADDRESS}?page={odd}")


def test_title_and_trail_name_the_rubrique(client: Client, practice: Rubrique) -> None:
    letter_with(practice)
    soup = page_of(client)
    assert soup.title.get_text().startswith("En pratique…")
    current = soup.select_one('nav.breadcrumb [aria-current="page"]')
    assert current.get_text() == "En pratique…"


def test_archive_costs_the_same_with_three_or_thirty_letters(
    client: Client, practice: Rubrique
) -> None:
    def cost() -> int:
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        return len(queries)

    for _ in range(3):
        letter_with(practice)
    few = cost()
    for _ in range(27):
        letter_with(practice)
    assert cost() <= few <= 25


def test_archive_stays_light(client: Client, practice: Rubrique) -> None:
    for _ in range(PER_PAGE):
        letter_with(practice, *[make.interview() for _ in range(6)])
    assert len(page_of(client).find_all(True)) <= 250


def test_letters_are_found_by_year_and_by_territory(client: Client, practice: Rubrique) -> None:
    letter_with(practice, title="L’hiver", date=datetime.date(2021, 1, 1))
    letter_with(practice, title="L’été", date=datetime.date(2022, 1, 1))
    words = page_of(client, "/lettres/?annee=2021").main.get_text()
    assert "L’hiver" in words
    assert "L’été" not in words
