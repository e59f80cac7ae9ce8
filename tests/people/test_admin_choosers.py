"""Creating people and organisations in their choosers: duplicates, permissions."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from hub.people.models import Organisation, Person
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.factories.site_tree import SiteTree
from tests.shown_text import text_of

CHOOSE = "wagtailsnippetchoosers_people_person"


@pytest.fixture
def newsroom_client(client: Client, site_tree: SiteTree) -> Client:
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(user)
    return client


def create(client: Client, model: str = "person", **typed: str) -> dict[str, Any]:
    url = reverse(f"wagtailsnippetchoosers_people_{model}:create")
    return client.post(url, {f"nouveau-{name}": value for name, value in typed.items()}).json()


def test_person_is_created_with_their_function(newsroom_client: Client) -> None:
    TerritoryFactory(name="Lisieux", code="14366")
    OrganisationFactory(name="Ville de Lisieux")
    answer = create(
        newsroom_client,
        name="Zoé Nouvelle",
        category="elu",
        function="maire",
        organisation="ville de lisieux",
        territory="Lisieux (14)",
    )
    person = Person.objects.get(name="Zoé Nouvelle")
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(person.pk)
    function = person.current_function
    assert (function.title, function.organisation.name) == ("maire", "Ville de Lisieux")
    assert function.territory.code == "14366"
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=person.pk).exists()


def test_unknown_organisation_is_added_when_the_editor_says_so(newsroom_client: Client) -> None:
    typed = {"name": "Zoé Nouvelle", "function": "présidente", "organisation": "Régie de l’Eau"}
    answer = create(newsroom_client, **typed)
    assert "Ajouter cette organisation" in answer["htmlFragment"]
    assert not Person.objects.filter(name="Zoé Nouvelle").exists()
    answer = create(newsroom_client, **typed, add_organisation="on")
    assert answer["step"] == "chosen"
    assert Person.objects.get(name="Zoé Nouvelle").current_function.organisation.name == (
        "Régie de l’Eau"
    )


def test_function_is_asked_with_an_organisation_or_a_territory(newsroom_client: Client) -> None:
    TerritoryFactory(name="Lisieux", code="14366")
    answer = create(newsroom_client, name="Zoé Nouvelle", territory="Lisieux")
    assert "Dites la fonction" in answer["htmlFragment"]


def test_several_territories_are_named_rather_than_guessed(newsroom_client: Client) -> None:
    TerritoryFactory(name="Saint-Denis-du-Bourg", code="96001")
    TerritoryFactory(name="Saint-Denis-du-Val", code="96002")
    answer = create(newsroom_client, name="Zoé", function="maire", territory="saint denis du")
    assert "Saint-Denis-du-Bourg (96)" in answer["htmlFragment"]
    assert "Choisissez-en un" in answer["htmlFragment"]


def test_known_name_is_pointed_out_and_can_be_chosen(newsroom_client: Client) -> None:
    known = PersonFactory(name="Anaïs L’Hévéder")
    PersonFunctionFactory(person=known, title="adjointe au climat")
    typed = {"name": "L'Heveder Anais"}
    answer = create(newsroom_client, **typed)
    assert "Choisir Anaïs L’Hévéder, adjointe au climat" in answer["htmlFragment"]
    answer = create(newsroom_client, **typed, existing=str(known.pk))
    assert answer["result"]["id"] == str(known.pk)
    assert Person.objects.count() == 1


def test_homonym_is_created_when_the_editor_says_it_is_somebody_else(
    newsroom_client: Client,
) -> None:
    known = PersonFactory(name="Anaïs L’Hévéder")
    answer = create(newsroom_client, name="Anaïs L’Hévéder", existing="new")
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] != str(known.pk)


def test_erased_person_is_neither_listed_nor_pointed_out(newsroom_client: Client) -> None:
    person = PersonFactory(name="Anaïs L’Hévéder")
    person.erase()
    answer = create(newsroom_client, name=person.name)
    assert answer["step"] == "chosen"


def test_organisation_is_recognised_by_its_acronym(newsroom_client: Client) -> None:
    known = OrganisationFactory(name="Agence de la transition", acronym="ADEME")
    answer = create(newsroom_client, "organisation", name="Ademe")
    assert "Choisir Agence de la transition (ADEME)" in answer["htmlFragment"]
    answer = create(newsroom_client, "organisation", name=known.name, existing="new")
    assert "déjà dans l’annuaire" in answer["htmlFragment"]
    assert Organisation.objects.count() == 1


def test_search_without_answer_offers_to_create_what_was_typed(newsroom_client: Client) -> None:
    found = newsroom_client.get(reverse(f"{CHOOSE}:choose_results"), {"q": "Zoé <Nouvelle>"})
    assert 'data-hub-create-words-value="Zoé &lt;Nouvelle&gt;"' in found.content.decode()


def test_contributor_reads_who_may_add_and_cannot_create(editor_client: Client) -> None:
    window = editor_client.get(reverse(f"{CHOOSE}:choose")).json()["html"]
    assert "tab-create" not in window
    found = editor_client.get(reverse(f"{CHOOSE}:choose_results"), {"q": "Zoé"})
    assert "demandez à «\u00a0Rédaction\u00a0»" in text_of(found)
    response = editor_client.post(reverse(f"{CHOOSE}:create"), {"nouveau-name": "Zoé"})
    assert response.status_code == 302
    assert not Person.objects.exists()


def test_suggestions_are_for_the_admin_only(client: Client, editor_client: Client) -> None:
    OrganisationFactory(name="Ville de Lisieux")
    url = reverse("wagtailsnippetchoosers_people_organisation:suggest")
    assert editor_client.get(url, {"q": "lisi"}).json() == {"names": ["Ville de Lisieux"]}
    assert editor_client.get(url, {"q": ""}).json() == {"names": []}
    editor_client.logout()
    assert client.get(url, {"q": "lisi"}).status_code == 302
