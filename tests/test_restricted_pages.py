"""Restricted pages ask readers to log in or for a password, and say nothing of themselves."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from hub.listing.format_names import FORMATS
from hub.themes.models import Theme
from tests.factories import DocumentFactory, SuperuserFactory
from tests.factories.site_tree import SiteTree
from tests.hidden_pages import (
    LOGIN_WAYS,
    PASSWORD,
    WORD,
    HiddenPages,
    addresses_of,
    canary_of,
    restrict_to_members,
)

pytestmark = pytest.mark.django_db


def login_url(address: str) -> str:
    """Return the address of the login form that leads back to `address`."""
    return f"/_util/login/?next={quote(address)}"


def text_without(address: str, response: HttpResponse) -> str:
    """Return the text of a response without the requested address, which its forms repeat."""
    return response.text.lower().replace(address, "")


@pytest.mark.parametrize("way", LOGIN_WAYS)
def test_addresses_of_restricted_pages_ask_to_log_in(
    way: str, hide: Callable[..., HiddenPages], client: Client
) -> None:
    for name, address in addresses_of(hide(way)):
        response = client.get(f"{address}?a=1")
        assert response.status_code == 302, address
        assert response.url == f"{login_url(address)}%3Fa%3D1"
        assert "no-store" in response["Cache-Control"]
        form = client.get(response.url)
        assert "Cette page est réservée" in form.text
        assert canary_of(name) not in text_without(address, form), address


def test_addresses_behind_a_password_ask_for_it(
    hide: Callable[..., HiddenPages], client: Client
) -> None:
    for name, address in addresses_of(hide("password only")):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Mot de passe demandé" in response.text
        assert "no-store" in response["Cache-Control"]
        assert canary_of(name) not in text_without(address, response), address


@pytest.mark.parametrize("kind", ["letter", "initiative", "show", "event", "resource"])
def test_formats_of_a_restricted_list_ask_to_log_in(
    kind: str, hide: Callable[..., HiddenPages], client: Client
) -> None:
    hidden = hide("under a closed page")
    parent = hidden.parents[kind]

    for name in FORMATS:
        address = f"/{parent.slug}.{name}"
        response = client.get(address)
        assert (response.status_code, response.url) == (302, login_url(address))
        assert "no-store" in response["Cache-Control"]

    client.force_login(SuperuserFactory())
    assert canary_of(kind) in client.get(f"/{parent.slug}.rss").text.lower()


@pytest.mark.parametrize("url", ["/themes/", "/themes/mobilite/", "/themes/mobilite.rss"])
def test_a_restricted_list_of_themes_asks_to_log_in_before_it_redirects(
    url: str, site_tree: SiteTree, client: Client
) -> None:
    """The redirect of a merged theme would say the name of the other one."""
    Theme.objects.get(slug="mobilite").merge_into(Theme.objects.get(slug="alimentation"))
    restrict_to_members(site_tree.themes)

    response = client.get(url)

    assert (response.status_code, response.url) == (302, login_url(url))


def test_a_document_of_a_restricted_collection_asks_to_log_in(
    site_tree: SiteTree, client: Client
) -> None:
    collection = Collection.get_first_root_node().add_child(name="Réservé")
    document = DocumentFactory(title="Secret", collection=collection)
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )

    response = client.get(document.url)
    assert (response.status_code, response.url) == (302, login_url(document.url))

    restriction.restriction_type = CollectionViewRestriction.PASSWORD
    restriction.password = PASSWORD
    restriction.save()
    form = client.get(document.url)
    assert "Mot de passe demandé" in form.text
    assert "Secret" not in form.text


def test_a_reader_who_logs_in_comes_back_to_the_page(
    hide: Callable[..., HiddenPages], client: Client, django_user_model: type[User]
) -> None:
    django_user_model.objects.create_user("zoé", password="azerty")
    address = f"{hide('members only').pages['letter'].get_url()}texte/?a=1"

    form = posted_form(client.get(address, follow=True))
    values = {"username": "zoé", "password": "azerty", "next": hidden_value(form, "next")}
    response = client.post(form["action"], values)

    assert (response.status_code, response.url) == (302, address)
    assert canary_of("letter") in client.get(response.url).text.lower()


def test_a_reader_who_gives_the_password_comes_back_to_the_page(
    hide: Callable[..., HiddenPages], client: Client
) -> None:
    address = hide("password only").pages["letter"].get_url()
    form = posted_form(client.get(address))
    values = {"password": "autre", "return_url": hidden_value(form, "return_url")}

    refused = client.post(form["action"], values)
    assert "L’accès n’est pas ouvert" in refused.text
    assert canary_of("letter") not in text_without(address, refused)

    accepted = client.post(form["action"], {**values, "password": PASSWORD})
    assert (accepted.status_code, accepted.url) == (302, address)
    assert canary_of("letter") in client.get(address).text.lower()
    assert canary_of("letter") in client.get("/lettres/").text.lower()


def posted_form(response: HttpResponse) -> Tag:
    form = BeautifulSoup(response.text, "html.parser").find("form", method="post")
    assert isinstance(form, Tag)
    return form


def hidden_value(form: Tag, name: str) -> str:
    return str(form.find("input", attrs={"name": name, "type": "hidden"})["value"])


def test_a_login_that_no_page_asked_for_leads_to_the_home_page(
    site_tree: SiteTree, client: Client, django_user_model: type[User]
) -> None:
    django_user_model.objects.create_user("zoé", password="azerty")

    response = client.post("/_util/login/", {"username": "zoé", "password": "azerty"})

    assert response.url == "/"


def test_a_member_does_not_see_what_is_for_a_group(
    hide: Callable[..., HiddenPages], client: Client, django_user_model: type[User]
) -> None:
    hidden = hide("group only")
    client.force_login(django_user_model.objects.create_user("zoé"))

    for name, page in hidden.pages.items():
        address = page.get_url()
        response = client.get(address)
        assert (response.status_code, response.url) == (302, login_url(address))
        form = client.get(response.url)
        assert "Votre compte ne donne pas accès à cette page" in form.text
        assert canary_of(name) not in text_without(address, form)
    assert canary_of("letter") not in client.get(f"/recherche/?q={WORD}").text.lower()


def test_login_form_of_a_private_page_is_in_french(site_tree: SiteTree, client: Client) -> None:
    response = client.get("/_util/login/?next=/lettres/")
    refused = client.post("/_util/login/", {"username": "x", "password": "y", "next": "/"})

    assert "Cette page est réservée" in response.text
    assert "ne vont pas ensemble" in refused.text
