"""Publishing, submitting and deleting redirect to the list that the editor came from."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from inspiration.models import InitiativePage
from tests.factories import FreePageFactory, InitiativePageFactory
from tests.factories.site_tree import SiteTree

HOST = "http://testserver"


def next_of(client: Client, page: InitiativePage, referer: str) -> str:
    response = client.get(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), headers={"referer": referer}
    )
    assert response.status_code == 200
    return response.context["next"]


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/initiatives/?q=verger&p=2",
        "/admin/pages/3/?ordering=title",
        "/admin/reports/jamais-verifie/?kind=initiative",
        "/admin/reports/workflow/",
        "/admin/recherche/sans-reponse/",
    ],
)
def test_form_goes_back_to_the_list_that_led_to_it(path: str, superuser_client: Client) -> None:
    expected = "" if "recherche" in path else path
    assert next_of(superuser_client, InitiativePageFactory(), HOST + path) == expected


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://example.org/admin/initiatives/",
        f"{HOST}/initiatives/",
        f"{HOST}/admin/pages/3/delete/",
        f"{HOST}/admin/login/",
        f"{HOST}/admin/nulle-part/",
    ],
)
def test_form_does_not_go_back_to_what_is_no_list(referer: str, superuser_client: Client) -> None:
    assert not next_of(superuser_client, InitiativePageFactory(), referer)


def test_next_of_the_address_is_kept(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?next=/admin/images/"
    response = superuser_client.get(url, headers={"referer": f"{HOST}/admin/initiatives/"})
    assert response.context["next"] == "/admin/images/"


def test_page_added_from_a_list_goes_back_to_it(superuser_client: Client) -> None:
    response = superuser_client.get(reverse("initiatives:choose_parent"))
    target = urlsplit(response["Location"])
    assert parse_qs(target.query) == {"next": [reverse("initiatives:index")]}
    form = superuser_client.get(response["Location"])
    assert form.context["next"] == reverse("initiatives:index")


def test_actions_of_a_row_come_back_to_the_list_as_filtered(superuser_client: Client) -> None:
    page = InitiativePageFactory(title="Le verger")
    response = superuser_client.get(reverse("initiatives:index"), {"q": "verger"})
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])
    content = response.content.decode()
    assert f"{delete}?next=%2Fadmin%2Finitiatives%2F%3Fq%3Dverger" in content


def test_deletion_from_the_form_goes_to_the_list_of_the_type(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    response = superuser_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert response["Location"] == reverse("initiatives:index")


def test_deletion_of_a_page_without_list_goes_to_the_tree(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    page = FreePageFactory(parent=site_tree.home)
    response = superuser_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert response["Location"] == reverse("wagtailadmin_explore", args=[site_tree.home.pk])
