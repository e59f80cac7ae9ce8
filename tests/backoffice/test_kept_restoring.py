"""Restoring kept form data fills the form and saves nothing."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from hub.agenda.models import EventPage
from hub.newsletters.models import NewsletterPage
from hub.people.models import Organisation
from tests.backoffice.kept_forms import (
    create_editor,
    edit_url,
    latest_title,
    latest_version,
    saved_event,
    typed,
)
from tests.factories import OrganisationFactory
from tests.factories.site_tree import SiteTree
from tests.form_data import add_url, new_form_data

RESTORE = {"hub-restore": "texte-1"}


@pytest.fixture(autouse=True)
def camille(client: Client, site_tree: SiteTree) -> User:
    user = create_editor()
    client.force_login(user)
    return user


@pytest.fixture
def page(site_tree: SiteTree) -> EventPage:
    return saved_event()


def test_page_comes_back_with_the_typed_text_unsaved(client: Client, page: EventPage) -> None:
    revisions = page.revisions.count()
    answer = client.post(edit_url(page), {**typed(client, page, title="Perdu"), **RESTORE})
    assert answer.status_code == 200
    assert answer.context["form"]["title"].value() == "Perdu"
    assert answer.context["has_unsaved_changes"]
    assert page.revisions.count() == revisions
    assert latest_title(page) == "Avant"


def test_asking_to_publish_publishes_nothing(client: Client, page: EventPage) -> None:
    data = typed(client, page, title="Perdu")
    client.post(edit_url(page), {**data, **RESTORE, "action-publish": "1"})
    assert latest_title(page) == "Avant"


def test_text_with_mistakes_comes_back_too(client: Client, page: EventPage) -> None:
    data = typed(client, page, title="", summary="Un chapô tapé")
    answer = client.post(edit_url(page), {**data, **RESTORE})
    assert answer.context["form"]["summary"].value() == "Un chapô tapé"


def test_new_page_comes_back_and_is_not_made(client: Client, site_tree: SiteTree) -> None:
    data = new_form_data(client, site_tree.agenda, EventPage, title="Jamais enregistrée")
    answer = client.post(add_url(site_tree.agenda, EventPage), {**data, **RESTORE})
    assert answer.context["form"]["title"].value() == "Jamais enregistrée"
    assert not EventPage.objects.filter(title="Jamais enregistrée").exists()


def test_blocks_of_a_letter_come_back(client: Client, site_tree: SiteTree) -> None:
    data = new_form_data(client, site_tree.letters, NewsletterPage, title="Lettre")
    answer = client.post(add_url(site_tree.letters, NewsletterPage), {**data, **RESTORE})
    shown = answer.context["form"]["rubriques"].value()
    assert len(shown) == data["rubriques-count"]


def test_text_typed_on_an_older_version_keeps_that_version(
    client: Client, page: EventPage, camille: User
) -> None:
    data = typed(client, page, title="Perdu")
    other = latest_version(page)
    other.title = "Entre-temps"
    other.save_revision(user=create_editor("Dominique"))
    html = client.post(edit_url(page), {**data, **RESTORE}).text
    form = BeautifulSoup(html, "html.parser").find(id="page-edit-form")
    version = form.find("input", attrs={"name": "loaded_revision_created_at"})["value"]
    assert version == data["loaded_revision_created_at"][0]


def test_snippet_comes_back_unsaved(client: Client) -> None:
    organisation = OrganisationFactory(name="Avant")
    url = reverse("wagtailsnippets_people_organisation:edit", args=[organisation.pk])
    answer = client.post(url, {**RESTORE, "name": "Perdue"})
    assert answer.context["form"]["name"].value() == "Perdue"
    organisation.refresh_from_db()
    assert organisation.name == "Avant"


def test_new_snippet_comes_back_and_is_not_made(client: Client, site_tree: SiteTree) -> None:
    url = reverse("wagtailsnippets_people_organisation:add")
    answer = client.post(url, {**RESTORE, "name": "Perdue"})
    assert answer.context["form"]["name"].value() == "Perdue"
    assert not Organisation.objects.filter(name="Perdue").exists()


def test_form_of_another_kind_is_filled_by_the_browser(client: Client, camille: User) -> None:
    url = reverse("wagtailadmin_account")
    answer = client.post(url, {**RESTORE, "name_email-first_name": "Autre"})
    assert answer["Location"] == f"{url}?hub-refill=texte-1"
    camille.refresh_from_db()
    assert camille.first_name == "Camille"


def test_restoring_needs_the_right_to_edit(page: EventPage) -> None:
    client = Client()
    answer = client.post(edit_url(page), RESTORE)
    assert urlsplit(answer["Location"]).path == reverse("wagtailadmin_login")


def test_review_of_an_import_comes_back_without_a_letter(
    client: Client, site_tree: SiteTree
) -> None:
    url = reverse("import_letter")
    first = client.post(url, {"text": "Lettre n° 9\n\nÉdito\nBonjour à toutes et à tous."})
    source = first.context["form"]["source"].value()
    answer = client.post(url, {"source": source, "date": "2026-12-01", **RESTORE})
    assert answer.status_code == 200
    assert answer.context["form"]["date"].value() == "2026-12-01"
    assert not NewsletterPage.objects.exists()


def test_outdated_form_is_refused_in_french(site_tree: SiteTree, camille: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(camille)
    page = saved_event()
    answer = client.post(edit_url(page), {"title": "Perdu"})
    assert answer.status_code == 403
    assert "Ce formulaire n’est plus à jour" in answer.text
    assert f'href="{edit_url(page)}"' in answer.text


@pytest.mark.parametrize("headers", [{"HTTP_X_HUB_SAVE": "1"}, {"HTTP_ACCEPT": "application/json"}])
def test_outdated_form_is_refused_in_json_to_scripts(
    site_tree: SiteTree, camille: User, headers: dict[str, str]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(camille)
    answer = client.post(edit_url(saved_event()), {"title": "Perdu"}, **headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "csrf")
