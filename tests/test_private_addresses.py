"""A private e-mail address is in no page, feed, message or index."""

import re

import pytest
from django.test import Client

from hub.people.models import Person
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    PersonFunctionFactory,
    TerritoryFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

CANARY = "canari-secret"
ADDRESS = f"{CANARY}@example.org"


@pytest.fixture
def person(site_tree: SiteTree) -> Person:
    """A person with a private address who signs, is quoted, answers and has a function."""
    territory = TerritoryFactory(in_programme=True)
    person = PersonFactory(name="Camille d’Ici", email=ADDRESS)
    PersonFunctionFactory(person=person, territory=territory)
    name, interview = make.interview()
    interview["answers"][0]["person"] = person
    speech = [make.quote(person=person, territory=territory), (name, interview)]
    NewsletterPageFactory(
        rubriques=[rubrique(*speech, author=person)], import_source=f"Léa, {ADDRESS}"
    )
    InitiativePageFactory(body=speech, territories=[territory])
    EpisodePageFactory(notes=speech)
    EventPageFactory()
    return person


def public_addresses(client: Client) -> list[str]:
    """Return the URLs of the site map, and the other formats of pages and lists."""

    found = re.findall(r"<loc>http://testserver([^<]+)</loc>", client.get("/sitemap.xml").text)
    letters = [path for path in found if re.fullmatch(r"/lettres/[^/]+/", path)]
    assert letters
    return [
        *found,
        *[f"{letter}{form}/" for letter in letters for form in ("texte", "courriel")],
        *[f"/{name}.rss" for name in ("lettres", "inspiration", "podcasts", "agenda")],
        "/recherche/?q=camille",
    ]


def test_private_address_is_in_no_response(client: Client, person: Person) -> None:
    for address in public_addresses(client):
        response = client.get(address)
        assert response.status_code == 200, address
        assert CANARY not in response.text, address


def test_private_address_is_not_in_the_search_index(client: Client, person: Person) -> None:
    response = client.get("/recherche/", {"q": ADDRESS})
    assert "Camille" not in response.text


def test_canary_is_found_once_the_address_is_public(client: Client, person: Person) -> None:
    person.email_is_public = True
    person.save()
    seen = [a for a in public_addresses(client) if CANARY in client.get(a).text]
    assert any(address.endswith("/texte/") for address in seen)
    assert any(address.endswith("/courriel/") for address in seen)
    assert "/lettres.rss" in seen
