"""The edit form of an initiative shows its completeness."""

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory
from tests.factories.site_tree import SiteTree

HEADING = "Où en est la fiche"


def edit_form(client: Client, page: InitiativePage) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_edit_form_says_what_is_missing(superuser_client: Client) -> None:
    form = edit_form(superuser_client, InitiativePageFactory(complete=True, advice="", steps=[]))
    assert HEADING in form
    assert "Fiche brève, complète à 82\u00a0%" in form
    assert "les conseils aux pairs, la démarche" in form


def test_edit_form_of_a_complete_initiative_says_so(superuser_client: Client) -> None:
    form = edit_form(superuser_client, InitiativePageFactory(complete=True))
    assert "Fiche complète, complète à 100\u00a0%" in form
    assert "Tout est raconté." in form


def test_new_initiative_shows_no_account(superuser_client: Client, site_tree: SiteTree) -> None:
    args = ["inspiration", "initiativepage", site_tree.initiatives.pk]
    screen = superuser_client.get(reverse("wagtailadmin_pages:add", args=args)).text
    form = BeautifulSoup(screen, "html.parser").find(id="page-edit-form")
    assert HEADING not in form.text
