"""Revisions of snippets: history, comparison, restoration."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from factory.django import DjangoModelFactory
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Revision

from hub.people.models import Person
from hub.themes.models import Theme
from tests.backoffice.snippet_forms import form_values
from tests.factories import (
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    RubriqueFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import quote

FACTORIES = [
    ThemeFactory,
    TerritoryFactory,
    PersonFactory,
    OrganisationFactory,
    RubriqueFactory,
]


def address(row: Model, action: str, *args: object) -> str:
    return reverse(row.snippet_viewset.get_url_name(action), args=[row.pk, *args])


def filled_form(client: Client, url: str) -> dict[str, list[str]]:
    """Return what the form at `url` would send as it stands."""
    return form_values(client.get(url))


def save(client: Client, row: Model, **changes: str) -> None:
    url = address(row, "edit")
    answer = client.post(url, {**filled_form(client, url), **changes})
    assert answer.status_code == 302, answer.context["form"].errors


def restore(client: Client, row: Model, revision: Revision) -> None:
    url = address(row, "revisions_revert", revision.pk)
    answer = client.post(url, filled_form(client, url))
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda f: f._meta.model.__name__)
def test_first_version_is_kept_shown_compared_and_restored(
    factory: type[DjangoModelFactory], superuser_client: Client
) -> None:
    row = factory(name="Avant l’été")
    save(superuser_client, row, name="Après l’été")
    row.refresh_from_db()
    assert row.name == "Après l’été"
    first, last = row.revisions.order_by("pk")
    assert (first.content["name"], last.content["name"]) == ("Avant l’été", "Après l’été")
    history = superuser_client.get(address(row, "history")).content.decode()
    assert address(row, "revisions_revert", first.pk) in history
    assert "État avant la modification qui suit" in history
    compare = address(row, "revisions_compare", first.pk, last.pk)
    assert superuser_client.get(compare).status_code == 200
    restore(superuser_client, row, first)
    row.refresh_from_db()
    assert row.name == "Avant l’été"
    assert row.revisions.count() == 3


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda f: f._meta.model.__name__)
def test_nothing_is_saved_while_typing(
    factory: type[DjangoModelFactory], superuser_client: Client
) -> None:
    """No autosave: a snippet has no draft, so that would publish it."""
    row = factory()
    for url in (address(row, "edit"), reverse(row.snippet_viewset.get_url_name("add"))):
        screen = superuser_client.get(url).content.decode()
        assert "w-autosave-interval" not in screen
        assert "w-autosave-indicator" not in screen


def test_version_written_by_a_program_is_kept_too(superuser_client: Client) -> None:
    theme = ThemeFactory(definition="Première")
    save(superuser_client, theme, definition="Deuxième")
    Theme.objects.filter(pk=theme.pk).update(definition="Importée")
    save(superuser_client, theme, definition="Troisième")
    kept = [r.content["definition"] for r in theme.revisions.order_by("pk")]
    assert kept == ["Première", "Deuxième", "Importée", "Troisième"]


def test_saving_again_does_not_repeat_the_former_version(superuser_client: Client) -> None:
    theme = ThemeFactory()
    for definition in ("Une", "Deux", "Trois"):
        save(superuser_client, theme, definition=definition)
    assert theme.revisions.count() == 4


def test_restoring_a_renamed_theme_redirects_the_later_address(superuser_client: Client) -> None:
    theme = ThemeFactory(name="Jardins", slug="jardins")
    save(superuser_client, theme, name="Potagers", slug="potagers")
    restore(superuser_client, theme, theme.revisions.order_by("pk").first())
    theme.refresh_from_db()
    assert theme.slug == "jardins"
    assert Redirect.objects.get(old_path="/themes/potagers").link == "/themes/jardins/"
    assert not Redirect.objects.filter(old_path="/themes/jardins").exists()


def test_restoring_never_undoes_a_merge(superuser_client: Client) -> None:
    theme, target = ThemeFactory(name="Jardins"), ThemeFactory(name="Potagers")
    save(superuser_client, theme, definition="Cultiver")
    first = theme.revisions.order_by("pk").first()
    url = address(theme, "merge")
    superuser_client.post(url, {"target": target.pk, "confirm": "1"})
    answer = superuser_client.post(
        address(theme, "revisions_revert", first.pk), {"name": "Jardins"}
    )
    assert answer.url == address(target, "edit")
    theme.refresh_from_db()
    assert theme.merged_into == target
    assert first.as_object().merged_into == target
    # The theme that remains has both states in its history.
    kept = [r.content["synonyms"] for r in target.revisions.order_by("pk")]
    assert "Jardins" not in kept[0]
    assert "Jardins" in kept[1]


def test_restored_parent_that_was_merged_since_is_the_one_that_took_its_place(
    superuser_client: Client,
) -> None:
    former, target = ThemeFactory(), ThemeFactory()
    child = ThemeFactory(parent=former)
    save(superuser_client, child, definition="Cultiver")
    former.merge_into(target)
    assert child.revisions.first().as_object().parent == target


def test_erased_person_has_no_earlier_version(superuser_client: Client) -> None:
    person = PersonFactory(name="Anaïs L’Hévéder")
    PersonFunctionFactory(person=person)
    InitiativePageFactory(body=[quote(person=person)])
    save(superuser_client, person, biography="Elle a planté cent arbres.")
    assert person.revisions.count() == 2
    # The next screen says once more who was saved.
    superuser_client.get(address(person, "history"))
    superuser_client.post(address(person, "delete"))
    assert not Revision.objects.for_instance(person).exists()
    entries = ModelLogEntry.objects.filter(object_id=str(person.pk))
    assert not entries.exclude(revision=None).exists()
    assert "Hévéder" not in superuser_client.get(address(person, "history")).content.decode()
    # What is saved later starts from the erased record.
    save(superuser_client, person, name="Une élue du Nord")
    assert not [r for r in Revision.objects.for_instance(person) if "Hévéder" in str(r.content)]
    assert Person.objects.get(pk=person.pk).erased_at


def test_deleted_snippet_takes_its_versions_along(superuser_client: Client) -> None:
    theme = ThemeFactory()
    save(superuser_client, theme, definition="Cultiver")
    superuser_client.post(address(theme, "delete"))
    assert not Revision.objects.for_instance(theme).exists()


def test_contributor_may_not_restore(editor_client: Client) -> None:
    theme = ThemeFactory(name="Jardins")
    revision = theme.save_revision()
    theme.name = "Potagers"
    theme.save()
    editor_client.post(address(theme, "revisions_revert", revision.pk), {"name": "Jardins"})
    theme.refresh_from_db()
    assert theme.name == "Potagers"
