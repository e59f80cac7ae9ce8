"""Deleting a person from the admin keeps their quotations."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from hub.people.models import Person, PersonCategory
from tests.factories import EpisodePageFactory, InitiativePageFactory, PersonFactory
from tests.factories.blocks import paragraph
from tests.factories.site_tree import SiteTree


def quote_of(person: Person) -> tuple[str, dict[str, str | Person]]:
    return ("quote", {"text": "Nous avons planté ensemble.", "person": person})


def delete_url(person: Person) -> str:
    return reverse("wagtailsnippets_people_person:delete", args=[person.pk])


@pytest.fixture
def person(site_tree: SiteTree) -> Person:
    return PersonFactory(name="Anaïs L’Hévéder", category=PersonCategory.ELU)


def test_person_who_is_quoted_nowhere_is_deleted(person: Person, superuser_client: Client) -> None:
    assert "citée nulle part" in superuser_client.get(delete_url(person)).content.decode()
    superuser_client.post(delete_url(person))
    assert not Person.objects.filter(pk=person.pk).exists()


def test_person_who_is_quoted_is_erased_and_the_words_stay(
    person: Person, superuser_client: Client
) -> None:
    page = InitiativePageFactory(body=[quote_of(person)])
    assert "sera effacée" in superuser_client.get(delete_url(person)).content.decode()
    superuser_client.post(delete_url(person))
    person.refresh_from_db()
    assert person.erased_at
    assert "Hévéder" not in person.name
    page.refresh_from_db()
    assert page.body[0].value["text"] == "Nous avons planté ensemble."
    assert page.body[0].value.speaker == person.name


def test_person_quoted_in_a_draft_only_is_erased(person: Person, superuser_client: Client) -> None:
    page = InitiativePageFactory(body=[paragraph()])
    page.body = [quote_of(person)]
    page.save_revision()
    superuser_client.post(delete_url(person))
    assert Person.objects.get(pk=person.pk).erased_at


def test_person_heard_in_an_episode_is_erased(person: Person, superuser_client: Client) -> None:
    episode = EpisodePageFactory(remote=True)
    episode.people.create(person=person)
    episode.save()
    superuser_client.post(delete_url(person))
    assert Person.objects.get(pk=person.pk).erased_at
    assert episode.people.count() == 1


def test_erasing_also_clears_the_name_from_the_history(
    person: Person, superuser_client: Client
) -> None:
    InitiativePageFactory(body=[quote_of(person)])
    superuser_client.post(delete_url(person))
    labels = ModelLogEntry.objects.filter(object_id=str(person.pk)).values_list("label", flat=True)
    assert list(labels) == [Person.objects.get(pk=person.pk).name]


def test_check_boxes_of_the_list_follow_the_same_rule(
    person: Person, superuser_client: Client
) -> None:
    InitiativePageFactory(body=[quote_of(person)])
    unknown = PersonFactory(name="Zoé Martin")
    url = reverse("wagtail_bulk_action", args=["people", "person", "delete"])
    url += f"?id={person.pk}&id={unknown.pk}&next=/admin/"
    assert "Qui est cité est effacé" in superuser_client.get(url).content.decode()
    superuser_client.post(url)
    assert Person.objects.get(pk=person.pk).erased_at
    assert not Person.objects.filter(pk=unknown.pk).exists()
