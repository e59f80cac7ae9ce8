"""HTTP caching of responses: Cache-Control, 304, compression."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import InitiativePageFactory, NewsletterPageFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

SHARED, OWN = {"public", "no-cache"}, {"private", "no-cache"}


def cache_rule(response: HttpResponse) -> set[str]:
    return set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("path", ["/", "/lettres/", "/recherche/?q=ete", "/lettres.rss", "/rien/"])
def test_public_response_is_cached_and_revalidated(
    client: Client, site_tree: SiteTree, path: str
) -> None:
    assert cache_rule(client.get(path)) == SHARED


def test_an_unchanged_page_answers_304(client: Client, site_tree: SiteTree) -> None:
    first = client.get("/lettres/")
    second = client.get("/lettres/", headers={"if-none-match": first["ETag"]})

    assert second.status_code == 304
    assert second.content == b""
    assert second["ETag"] == first["ETag"]


def test_a_changed_page_is_sent_again(client: Client, site_tree: SiteTree) -> None:
    letter = NewsletterPageFactory(title="Avant")
    tag = client.get(letter.get_url())["ETag"]
    letter.title = "Après"
    letter.save_revision().publish()

    response = client.get(letter.get_url(), headers={"if-none-match": tag})

    assert response.status_code == 200
    assert "Après" in response.content.decode()


def test_response_to_a_signed_in_user_is_private(superuser_client: Client) -> None:
    assert cache_rule(superuser_client.get("/lettres/")) == OWN


def test_a_private_page_is_not_cached_by_proxies(superuser_client: Client) -> None:
    page = NewsletterPageFactory()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    rule = cache_rule(superuser_client.get(page.get_url()))

    assert "private" in rule
    assert "public" not in rule


def test_a_form_is_not_cached(client: Client, site_tree: SiteTree) -> None:
    page = InitiativePageFactory(contact_email="mairie@example.org")

    rule = cache_rule(client.get(f"{page.get_url()}contact/"))

    assert {"private", "no-store"} <= rule


def test_the_admin_keeps_its_own_rule(superuser_client: Client) -> None:
    assert "public" not in cache_rule(superuser_client.get("/admin/"))


def test_pages_are_compressed(client: Client, site_tree: SiteTree) -> None:
    response = client.get("/lettres/", headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert b"<!DOCTYPE html>" in gzip.decompress(response.content)
