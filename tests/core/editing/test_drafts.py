"""The page chooser creates drafts of initiatives and events, for who may add them."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from hub.agenda.models import EventPage
from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, TerritoryFactory
from tests.factories.site_tree import SiteTree

INITIATIVE, EVENT = "inspiration.initiativepage", "agenda.eventpage"


def url(page_type: str) -> str:
    return f"{reverse('new_draft')}?page_type={page_type}"


def create(client: Client, page_type: str, **typed: str) -> HttpResponseBase:
    return client.post(url(page_type), {f"brouillon-{name}": typed[name] for name in typed})


@pytest.mark.parametrize("page_type", [INITIATIVE, EVENT])
def test_form_is_offered_to_contributors(editor_client: Client, page_type: str) -> None:
    assert "Créer un brouillon" in editor_client.get(url(page_type)).content.decode()


@pytest.mark.parametrize("page_type", ["podcasts.episodepage", "wagtailcore.page", "home.homepage"])
def test_form_is_offered_for_no_other_type(editor_client: Client, page_type: str) -> None:
    response = editor_client.get(url(page_type))
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("page_type", ["", "no.such", "people.person", "x" * 300])
def test_what_is_no_page_type_is_not_found(editor_client: Client, page_type: str) -> None:
    assert editor_client.get(url(page_type)).status_code == 404


def test_initiative_becomes_a_draft_with_its_territory(
    editor_client: Client, site_tree: SiteTree
) -> None:
    lisieux = TerritoryFactory(name="Lisieux", code="14366")
    typed = {"title": "Un verger à l’école", "territory": "Lisieux (14)", "site_name": "Le pré"}
    answer = create(editor_client, INITIATIVE, **typed).json()
    page = InitiativePage.objects.get(title="Un verger à l’école")
    assert answer["step"] == "page_chosen"
    assert answer["result"]["id"] == page.pk
    assert answer["result"]["parentId"] == site_tree.initiatives.pk
    assert not page.live
    assert page.owner.groups.get().name == "Contributions"
    draft = page.get_latest_revision_as_object()
    assert (draft.territories, draft.site_name) == ([lisieux], "Le pré")


def test_event_becomes_a_draft_with_its_date(editor_client: Client) -> None:
    typed = {"title": "La nuit", "event_kind": "rencontre", "start_date": "2027-03-12"}
    answer = create(editor_client, EVENT, **typed, precision="day").json()
    page = EventPage.objects.get(pk=answer["result"]["id"])
    assert (page.live, page.when) == (False, "le 12 mars 2027")


def test_same_title_gets_an_address_of_its_own(editor_client: Client) -> None:
    first = create(editor_client, INITIATIVE, title="Un verger").json()["result"]["id"]
    again = create(editor_client, INITIATIVE, title="un verger")
    assert "Choisir Un verger (brouillon)" in again.json()["htmlFragment"]
    chosen = create(editor_client, INITIATIVE, title="un verger", existing=str(first)).json()
    assert chosen["result"]["id"] == first
    other = create(editor_client, INITIATIVE, title="Un verger", existing="new").json()
    slugs = InitiativePage.objects.filter(pk__in=[first, other["result"]["id"]]).values("slug")
    assert len({row["slug"] for row in slugs}) == 2


def test_published_initiative_of_that_title_is_pointed_out(editor_client: Client) -> None:
    InitiativePageFactory(title="Un verger")
    fragment = create(editor_client, INITIATIVE, title="Un vergér").json()["htmlFragment"]
    assert "Choisir Un verger" in fragment
    assert "(brouillon)" not in fragment


def test_title_and_dates_are_asked_in_words(editor_client: Client) -> None:
    assert "Champ requis" in create(editor_client, INITIATIVE, title=" ").json()["htmlFragment"]
    typed = {"title": "La nuit", "event_kind": "rencontre", "start_date": "31/02/2027"}
    fragment = create(editor_client, EVENT, **typed, precision="day").json()["htmlFragment"]
    assert "error-message" in fragment or "w-field--error" in fragment
    assert not EventPage.objects.exists()


def test_form_is_hidden_without_permission_to_add(editor_client: Client) -> None:
    GroupPagePermission.objects.filter(group=Group.objects.get(name="Contributions")).delete()
    assert editor_client.get(url(INITIATIVE)).content == b""
    assert create(editor_client, INITIATIVE, title="Un verger").status_code in (302, 403)
    assert not InitiativePage.objects.exists()


def test_drafts_are_for_the_admin_only(client: Client, site_tree: SiteTree) -> None:
    assert client.get(url(INITIATIVE)).status_code == 302
