"""The server confirms successful saves to the kept-text script, not refused ones."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from hub.agenda.models import EventPage
from tests.backoffice.kept_forms import (
    KEPT,
    SAVE,
    create_editor,
    edit_url,
    latest_title,
    saved_event,
    typed,
)
from tests.factories.site_tree import SiteTree


@pytest.fixture
def page(site_tree: SiteTree) -> EventPage:
    return saved_event()


@pytest.fixture
def editor(client: Client, site_tree: SiteTree) -> User:
    user = create_editor()
    client.force_login(user)
    return user


def test_save_by_the_script_answers_where_to_go(
    client: Client, editor: User, page: EventPage
) -> None:
    answer = client.post(edit_url(page), typed(client, page, title="Après"), **SAVE)
    assert answer.json() == {"location": edit_url(page)}
    assert latest_title(page) == "Après"


def test_messages_wait_for_the_next_page(client: Client, editor: User, page: EventPage) -> None:
    client.post(edit_url(page), typed(client, page, title="Après"), **SAVE)
    assert "Après" in [str(m) for m in client.get(edit_url(page)).context["messages"]][0]


def test_save_by_the_script_without_session_is_a_401(
    client: Client, editor: User, page: EventPage
) -> None:
    data = typed(client, page, title="Après")
    client.logout()
    answer = client.post(edit_url(page), data, **SAVE)
    assert (answer.status_code, answer.json()["error"]) == (401, "signed_out")
    assert latest_title(page) == "Avant"


def test_contributor_without_permission_gets_403_and_no_redirect(
    client: Client, site_tree: SiteTree, editor: User
) -> None:
    editor.groups.set([Group.objects.get(name="Contributions")])
    home = edit_url(site_tree.home)
    answer = client.post(home, KEPT, **SAVE)
    assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")


def test_mistake_shows_the_form_again(client: Client, editor: User, page: EventPage) -> None:
    data = typed(client, page, title="")
    answer = client.post(edit_url(page), {**data, "action-publish": "1"}, **SAVE)
    assert answer.status_code == 200
    assert "hub_saved" not in answer.cookies


def test_native_save_sets_a_cookie_for_the_script(
    client: Client, editor: User, page: EventPage
) -> None:
    answer = client.post(edit_url(page), typed(client, page, title="Après"))
    assert answer.status_code == 302
    assert answer.cookies["hub_saved"].value == "texte-1"
    assert answer.cookies["hub_saved"]["path"] == "/admin/"


def test_native_save_without_session_sets_no_cookie(
    client: Client, editor: User, page: EventPage
) -> None:
    data = typed(client, page)
    client.logout()
    answer = client.post(edit_url(page), data)
    assert answer.status_code == 302
    assert "hub_saved" not in answer.cookies


def test_login_leads_back_to_the_form(client: Client, editor: User, page: EventPage) -> None:
    data = typed(client, page)
    client.logout()
    login = client.post(edit_url(page), data)["Location"]
    assert login == f"{reverse('wagtailadmin_login')}?next={edit_url(page)}"
    form = {"username": editor.username, "password": "Quatre chèvres sur un quai"}
    answer = client.post(login, {**form, "next": edit_url(page)})
    assert answer["Location"] == edit_url(page)


def test_logout_names_the_user_whose_texts_to_delete(client: Client, editor: User) -> None:
    answer = client.post(reverse("wagtailadmin_logout"))
    assert answer.cookies["hub_signed_out"].value == str(editor.pk)


def test_session_state_says_who_is_signed_in(client: Client, editor: User) -> None:
    answer = client.get(reverse("kept_text_session")).json()
    assert (answer["user"], answer["name"]) == (str(editor.pk), "Camille")
    assert answer["token"]


def test_session_state_requires_login(client: Client, site_tree: SiteTree) -> None:
    url = reverse("kept_text_session")
    assert client.get(url, HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 403


def test_public_forms_get_no_cookie(client: Client, site_tree: SiteTree) -> None:
    answer = client.post("/recherche/clic/", {**KEPT, "hub-restore": "1"}, **SAVE)
    assert not answer.cookies
