"""Quotable fragments: their references, and their lists by territory and person."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from hub.core.story.fragments import fragments_about
from hub.newsletters.models import NewsletterPage
from hub.territories.models import Territory
from tests.factories import (
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    TerritoryFactory,
)
from tests.factories import blocks as make
from tests.factories.blocks import BlockData
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(site_tree: SiteTree) -> Territory:
    return TerritoryFactory(name="Lisle-d’Essai", in_programme=True)


@pytest.fixture
def request_of_anybody(site_tree: SiteTree) -> HttpRequest:
    request = RequestFactory().get("/", SERVER_NAME="testserver")
    request.user = AnonymousUser()
    return request


def letter_of(*content: BlockData, **values: Any) -> NewsletterPage:
    return NewsletterPageFactory(rubriques=[rubrique(*content)], **values)


def test_quotation_and_answer_say_how_to_cite_them(client: Client, place: Territory) -> None:
    letter = letter_of(
        make.quote(name="Camille d’Ici", role="maire", territory=place),
        make.interview(),
        number=3,
        title="L’été",
        date=datetime.date(2022, 3, 1),
    )
    soup = BeautifulSoup(client.get(letter.get_url()).content, "html.parser")
    quote, answer, _ = soup("details", class_="cite-this")
    anchor = letter.rubriques[0].value["content"][0].id
    assert quote.summary.get_text() == "Citer Camille d’Ici"
    assert quote.p.get_text() == (
        "Camille d’Ici, maire, Lisle-d’Essai, dans «\u00a0Lettre n°\u00a03\u00a0: L’été\u00a0», "
        f"Territoires pilotes, 1er mars 2022, http://testserver{letter.get_url()}#b-{anchor}"
    )
    identifier = answer.p.get_text().partition("#")[2]
    assert "élue à l’alimentation" in answer.p.get_text()
    assert soup.find(id=identifier)["class"] == ["answer"]


def test_preview_of_a_new_letter_has_nothing_to_cite_yet(site_tree: SiteTree) -> None:
    letter = NewsletterPage(title="Lettre d’essai", intro="<p>Bonjour</p>")
    letter.rubriques = [rubrique(make.quote(name="Camille"))]
    assert "cite-this" not in letter.make_preview_request().rendered_content


def test_words_of_a_territory_come_latest_first_with_where_they_stand(
    place: Territory, request_of_anybody: HttpRequest
) -> None:
    old = letter_of(make.quote("Hier.", name="A", territory=place), date=datetime.date(2021, 1, 1))
    new = letter_of(
        make.paragraph(),
        make.quote("Ailleurs.", name="B"),
        make.quote("Demain.", name="C", territory=place),
        date=datetime.date(2022, 1, 1),
    )
    found = fragments_about(place, request_of_anybody)
    assert [(f.page.pk, f.words) for f in found] == [(new.pk, "Demain."), (old.pk, "Hier.")]
    assert found[0].anchor == f"b-{new.rubriques[0].value['content'][2].id}"


def test_words_of_a_person_are_found_in_answers_and_other_pages(
    site_tree: SiteTree, request_of_anybody: HttpRequest
) -> None:
    person = PersonFactory(name="Camille d’Ici")
    name, value = make.interview()
    value["answers"][0]["person"] = person
    InitiativePageFactory(body=[(name, value), make.quote("Oui.", person=person)])
    found = fragments_about(person, request_of_anybody)
    assert [fragment.words for fragment in found] == ["Les services s’écoutent.", "Oui."]


@pytest.mark.parametrize("hide", ["draft", "private"])
def test_words_of_a_hidden_page_are_not_shown(
    place: Territory, request_of_anybody: HttpRequest, hide: str
) -> None:
    letter = letter_of(make.quote(name="A", territory=place), draft=hide == "draft")
    if hide == "private":
        PageViewRestriction.objects.create(page=letter, restriction_type=PageViewRestriction.LOGIN)
    assert fragments_about(place, request_of_anybody) == []


def test_long_answer_is_shown_by_its_beginning(
    place: Territory, request_of_anybody: HttpRequest
) -> None:
    letter_of(make.quote("Un été long. " * 40, name="A", territory=place))
    (fragment,) = fragments_about(place, request_of_anybody)
    assert 200 < len(fragment.words) <= 220
    assert fragment.words.endswith("long.")
    assert fragment.is_quotation


@pytest.mark.parametrize(
    ("text", "is_quotation"),
    [
        ("Nous décidons ensemble, du verger au marché.", True),
        ("Elle raconte que nous décidons ensemble.", False),
        ("Une journée entre pairs.", False),
        (f"Nous avons planté {'un pommier, ' * 30}puis un verger.", False),
    ],
)
def test_answer_is_quoted_in_the_first_person_and_by_whole_sentences(
    text: str, is_quotation: bool, place: Territory, request_of_anybody: HttpRequest
) -> None:
    answer = {"name": "Zoé", "territory": place, "text": f"<p>{text}</p>"}
    letter_of(("interview", {"question": "Et vous\u00a0?", "answers": [answer]}))
    (fragment,) = fragments_about(place, request_of_anybody)
    assert fragment.is_quotation is is_quotation


def test_page_of_a_territory_shows_its_words_and_who_else_speaks_of_it(
    client: Client, place: Territory
) -> None:
    words = make.quote("Nous décidons.", name="Camille", territory=place)
    quoted = letter_of(words, title="Paroles")
    initiative = make.initiative(title="Un verger", place="", territory=place)
    letter_of(initiative, title="Un renvoi")
    InitiativePageFactory(title="Un lieu", territories=[place])
    soup = BeautifulSoup(client.get(place.url).content, "html.parser")
    quotations = soup.find("section", attrs={"aria-labelledby": "paroles"})
    assert "Nous décidons." in quotations.blockquote.get_text()
    anchor = quoted.rubriques[0].value["content"][0].id
    assert quotations.a["href"] == f"{quoted.get_url()}#b-{anchor}"
    thread = soup.find("section", attrs={"aria-labelledby": "fil"})
    assert {link.get_text() for link in thread.find_all("a")} >= {"Paroles", "Un renvoi"}


def test_letter_leads_to_what_it_speaks_of(client: Client, place: Territory) -> None:
    initiative = InitiativePageFactory(title="La friche")
    secret = InitiativePageFactory(title="SECRET", draft=True)
    letter = letter_of(
        make.initiative(initiative),
        make.initiative(initiative),
        make.initiative(secret, title="Un titre écrit"),
        make.quote(name="A", territory=place),
        make.quote(name="B", territory=TerritoryFactory()),
    )
    soup = BeautifulSoup(client.get(letter.get_url()).content, "html.parser")
    section = soup.find("section", attrs={"aria-labelledby": "mentions"})
    assert [(a.get_text(), a["href"]) for a in section.find_all("a")] == [
        ("La friche", initiative.get_url()),
        ("Lisle-d’Essai", place.url),
    ]
    other = BeautifulSoup(client.get(initiative.get_url()).content, "html.parser")
    cited = other.find("section", attrs={"aria-labelledby": "ailleurs"})
    assert letter.title in cited.get_text()
