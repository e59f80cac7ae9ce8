"""Save conflicts: a version that the editor has not seen is not overwritten silently."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import querydict_from_html

from hub.agenda.models import EventPage
from hub.backoffice.keeping.conflicts import OtherVersion
from tests.backoffice.kept_forms import (
    AUTOSAVE,
    SAVE,
    create_editor,
    edit_url,
    latest_title,
    latest_version,
    saved_event,
    typed,
)
from tests.factories import SuperuserFactory
from tests.factories.site_tree import SiteTree


@pytest.fixture
def page(site_tree: SiteTree) -> EventPage:
    return saved_event()


@pytest.fixture
def dominique(site_tree: SiteTree) -> User:
    return create_editor("Dominique")


@pytest.fixture(autouse=True)
def camille(client: Client, site_tree: SiteTree) -> User:
    user = create_editor()
    client.force_login(user)
    return user


def save_elsewhere(page: EventPage, user: User, title: str = "De Dominique") -> Revision:
    other = latest_version(page)
    other.title = title
    return other.save_revision(user=user)


def test_second_save_is_refused_and_says_whose_version_is_there(
    client: Client, page: EventPage, dominique: User
) -> None:
    data = typed(client, page, title="De Camille")
    save_elsewhere(page, dominique)
    answer = client.post(edit_url(page), data, **SAVE)
    assert answer.status_code == 409
    sentence = answer.json()["conflict"]["sentence"]
    assert sentence.startswith("Dominique a enregistré une autre version à ")
    assert latest_title(page) == "De Dominique"


def test_conflict_between_two_tabs_of_one_person_says_so(
    client: Client, page: EventPage, camille: User
) -> None:
    data = typed(client, page, title="Onglet un")
    save_elsewhere(page, camille, "Onglet deux")
    sentence = client.post(edit_url(page), data, **SAVE).json()["conflict"]["sentence"]
    assert sentence.startswith("Vous avez vous-même enregistré une autre version")


def test_version_changed_in_place_by_an_autosave_is_detected(
    client: Client, page: EventPage, dominique: User
) -> None:
    revision = save_elsewhere(page, dominique, "Un")
    data = typed(client, page, title="De Camille")
    other = latest_version(page)
    other.title = "Deux"
    other.save_revision(user=dominique, overwrite_revision=revision)
    assert client.post(edit_url(page), data, **SAVE).status_code == 409


def test_autosave_is_refused_with_the_same_words(
    client: Client, page: EventPage, dominique: User
) -> None:
    data = typed(client, page, title="De Camille")
    save_elsewhere(page, dominique)
    answer = client.post(edit_url(page), data, **AUTOSAVE)
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert "Dominique" in answer.json()["conflict"]["sentence"]


def test_agreed_replacement_keeps_the_other_version_in_the_history(
    client: Client, page: EventPage, dominique: User
) -> None:
    data = typed(client, page, title="De Camille")
    theirs = save_elsewhere(page, dominique)
    key = client.post(edit_url(page), data, **SAVE).json()["conflict"]["key"]
    answer = client.post(edit_url(page), {**data, "hub-replace": key}, **SAVE)
    assert "location" in answer.json()
    assert latest_title(page) == "De Camille"
    assert page.revisions.get(pk=theirs.pk).content["title"] == "De Dominique"
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, theirs.pk, "latest"])
    assert compare in client.get(edit_url(page)).text


def test_agreement_to_one_version_does_not_cover_the_next(
    client: Client, page: EventPage, dominique: User
) -> None:
    data = typed(client, page, title="De Camille")
    save_elsewhere(page, dominique)
    key = client.post(edit_url(page), data, **SAVE).json()["conflict"]["key"]
    save_elsewhere(page, dominique, "Encore Dominique")
    answer = client.post(edit_url(page), {**data, "hub-replace": key}, **SAVE)
    assert answer.status_code == 409
    assert latest_title(page) == "Encore Dominique"


def test_save_without_script_gets_a_page_that_leads_back(
    client: Client, page: EventPage, dominique: User
) -> None:
    data = typed(client, page, title="De Camille")
    save_elsewhere(page, dominique)
    answer = client.post(edit_url(page), data)
    assert answer.status_code == 409
    assert f'href="{edit_url(page)}"' in answer.text
    assert "gardé sur cet appareil" in answer.text


def test_own_successive_saves_are_no_conflict(client: Client, page: EventPage) -> None:
    for title in ("Un", "Deux"):
        data = typed(client, page, title=title)
        assert "location" in client.post(edit_url(page), data, **SAVE).json()
    assert latest_title(page) == "Deux"


def test_object_without_revisions_is_protected_by_its_log(
    client: Client, site_tree: SiteTree
) -> None:
    """The settings of the site have no revisions; the log knows who saved them."""
    url = reverse("wagtailsettings:edit", args=["core", "hubsettings", site_tree.site.pk])
    client.force_login(SuperuserFactory(first_name="Camille"))
    data = form_of_settings(client, url)
    client.force_login(SuperuserFactory(first_name="Dominique"))
    theirs = client.post(url, {**form_of_settings(client, url), "contact_email": "d@b.fr"}, **SAVE)
    assert "location" in theirs.json()
    client.force_login(SuperuserFactory(first_name="Alix"))
    mine = client.post(url, {**data, "contact_email": "c@b.fr"}, **SAVE)
    assert mine.status_code == 409
    conflict = mine.json()["conflict"]
    assert conflict["sentence"].startswith("Dominique a enregistré une autre version")
    assert not conflict["in_history"]
    again = {**data, "contact_email": "c@b.fr", "hub-replace": conflict["key"]}
    assert "location" in client.post(url, again, **SAVE).json()


def form_of_settings(client: Client, url: str) -> dict[str, Any]:
    """Return the data of the form, with the moment it was loaded."""
    html = client.get(url).text
    loaded = html.partition('"now": "')[2].partition('"')[0]
    return {**querydict_from_html(html, form_id="w-editor-form").dict(), "hub-loaded": loaded}


def test_moment_of_another_day_has_its_date() -> None:
    saved = datetime(2026, 11, 27, 16, 2, tzinfo=UTC)
    other = OtherVersion("1", saved, "Dominique", by_same_person=False)
    with time_machine.travel("2026-11-28T16:02:00Z", tick=False):
        assert other.moment == "le 27 novembre à 17:02"
    with time_machine.travel("2026-11-27T17:00:00Z", tick=False):
        assert other.moment == "à 17:02"
