"""The form asks for confirmation, once, before it saves a duplicate name."""

import pytest
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from hub.people.models import Organisation, Person
from hub.themes.models import Theme
from tests.backoffice.snippet_forms import form_values
from tests.factories import OrganisationFactory, PersonFactory, ThemeFactory


def add_url(model: type[Model]) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))


def edit_url(row: Model) -> str:
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])


def submit(client: Client, url: str, **values: str) -> HttpResponseBase:
    return client.post(url, {**form_values(client.get(url)), **values})


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Ecole  et œuvres", "slug": "autre"},
        {"name": "Autre", "slug": "ecole-et-oeuvres"},
        {"name": "Vie scolaire", "slug": "vie-scolaire"},
        {"name": "EEO", "slug": "eeo"},
        {"name": "Autre", "slug": "autre", "synonyms": "Périscolaire\nECOLE ET OEUVRES"},
        {"name": "Autre", "slug": "autre", "synonyms": "e.e.o"},
    ],
)
def test_theme_that_is_a_synonym_of_another_is_saved_at_the_second_try(
    typed: dict[str, str], superuser_client: Client
) -> None:
    known = ThemeFactory(
        name="École et œuvres", slug="les-ecoles", synonyms="Vie scolaire\nEEO\ne e o"
    )
    answer = submit(superuser_client, add_url(Theme), **typed)
    screen = answer.content.decode()
    assert answer.status_code == 200
    assert "enregistrez de nouveau" in screen
    assert edit_url(known) in screen
    assert "Rien n’est encore enregistré" in screen
    assert not Theme.objects.filter(name=typed["name"]).exists()
    answer = superuser_client.post(add_url(Theme), form_values(answer))
    assert answer.status_code == 302
    assert Theme.objects.filter(name=typed["name"]).exists()


def test_theme_with_a_name_of_its_own_is_saved_at_once(superuser_client: Client) -> None:
    ThemeFactory(name="École")
    answer = submit(superuser_client, add_url(Theme), name="Écologie", slug="ecologie")
    assert answer.status_code == 302


def test_merged_theme_is_no_duplicate(superuser_client: Client) -> None:
    merged, target = ThemeFactory(name="Jardins"), ThemeFactory(name="Potagers")
    merged.merge_into(target)
    Theme.objects.filter(pk=target.pk).update(synonyms="")
    answer = submit(superuser_client, add_url(Theme), name="JARDINS", slug="les-jardins")
    assert answer.status_code == 302


def test_confirmation_holds_for_the_name_it_was_given_for(superuser_client: Client) -> None:
    ThemeFactory(name="École")
    ThemeFactory(name="Verger")
    answer = submit(superuser_client, add_url(Theme), name="ECOLE", slug="scolaire")
    again = {**form_values(answer), "name": "VERGER"}
    answer = superuser_client.post(add_url(Theme), again)
    assert answer.status_code == 200
    assert "Verger" in answer.content.decode()


def test_editing_another_field_asks_no_confirmation(superuser_client: Client) -> None:
    ThemeFactory(name="École")
    twin = ThemeFactory(name="ECOLE", slug="ecole-bis")
    assert submit(superuser_client, edit_url(twin), definition="Apprendre").status_code == 302


def test_person_of_the_same_name_is_shown_and_may_be_added(superuser_client: Client) -> None:
    known = PersonFactory(name="Anaïs L’Hévéder")
    answer = submit(superuser_client, add_url(Person), name="anais l'heveder")
    assert edit_url(known) in answer.content.decode()
    superuser_client.post(add_url(Person), form_values(answer))
    assert Person.objects.filter(name="anais l'heveder").exists()


def test_erased_person_is_no_duplicate(superuser_client: Client) -> None:
    PersonFactory(name="Un·e élu·e").erase()
    name = Person.objects.get().name
    assert submit(superuser_client, add_url(Person), name=name).status_code == 302


@pytest.mark.parametrize(
    "typed", [{"name": "regie de l'ecluse"}, {"name": "Autre", "acronym": "rqe"}]
)
def test_organisation_with_the_name_or_acronym_of_another_is_shown(
    typed: dict[str, str], superuser_client: Client
) -> None:
    known = OrganisationFactory(name="Régie de l’Écluse", acronym="RQE")
    answer = submit(superuser_client, add_url(Organisation), **typed)
    assert edit_url(known) in answer.content.decode()
    assert Organisation.objects.count() == 1


def test_name_with_markup_is_shown_as_text(superuser_client: Client) -> None:
    ThemeFactory(name="<b>École</b>")
    answer = submit(superuser_client, add_url(Theme), name="<B>ecole</B>", slug="autre")
    assert "&lt;b&gt;École&lt;/b&gt;" in answer.content.decode()
    assert "<b>École</b>" not in answer.content.decode()


def test_theme_without_address_takes_that_of_its_name(superuser_client: Client) -> None:
    assert submit(superuser_client, add_url(Theme), name="Forêts d’été").status_code == 302
    assert Theme.objects.get(name="Forêts d’été").slug == "forets-d-ete"


def test_theme_without_name_is_refused_in_words(superuser_client: Client) -> None:
    answer = submit(superuser_client, add_url(Theme), name="")
    assert "Champ requis" in answer.content.decode() or "obligatoire" in answer.content.decode()
