"""Reports of pages and images to review."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hub.core.models import HubImage
from tests.csv_exports import csv_rows
from tests.factories import (
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ResourcePageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.factories.site_tree import SiteTree

REPORTS = [
    "sans-theme",
    "images-sans-texte",
    "jamais-verifie",
    "completude-des-initiatives",
    "liens-des-ressources",
]


def report_url(slug: str) -> str:
    return reverse(f"hub_report_{slug}")


def rows(client: Client, slug: str, **parameters: Any) -> list[dict[str, Any]]:
    return csv_rows(client.get(report_url(slug), {"export": "csv", **parameters}))


def titles(client: Client, slug: str, **parameters: str) -> list[str]:
    return [row["Titre"] for row in rows(client, slug, **parameters)]


@pytest.mark.parametrize("slug", REPORTS)
def test_report_links_to_the_edit_form_and_is_in_the_menu(
    slug: str, superuser_client: Client
) -> None:
    page = ResourcePageFactory(title="Un guide", resource_url="https://example.org/guide")
    if slug == "completude-des-initiatives":
        page = InitiativePageFactory()
    if slug == "images-sans-texte":
        page.image = ImageFactory()
        page.save()
    content = superuser_client.get(report_url(slug)).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in content
    menu = superuser_client.get(reverse("wagtailadmin_home")).content.decode()
    assert report_url(slug) in menu


@pytest.mark.parametrize("slug", REPORTS)
def test_report_takes_the_same_queries_whatever_its_length(
    slug: str, superuser_client: Client
) -> None:
    def fill(number: int) -> None:
        ResourcePageFactory.create_batch(
            number, resource_url="https://example.org/", image=ImageFactory()
        )
        InitiativePageFactory.create_batch(number, complete=True)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert superuser_client.get(report_url(slug)).status_code == 200
        return len(queries)

    fill(3)
    count()
    short = count()
    fill(12)
    assert count() == short <= 25


def test_themeless_report_keeps_pages_without_theme(superuser_client: Client) -> None:
    InitiativePageFactory(title="Avec", themes=[ThemeFactory()])
    EventPageFactory(title="Sans", themes=[])
    assert titles(superuser_client, "sans-theme") == ["Sans"]


def test_themeless_report_is_filtered_by_type(superuser_client: Client) -> None:
    EventPageFactory(title="Une date")
    NewsletterPageFactory(title="Une lettre")
    assert titles(superuser_client, "sans-theme", kind="lettre") == ["Une lettre"]


def test_undescribed_images_report_reads_covers_and_bodies(superuser_client: Client) -> None:
    image = ImageFactory()
    InitiativePageFactory(title="Décrite", image=image, image_alt="Un verger")
    InitiativePageFactory(title="Décorative", image=image, image_alt="", image_is_decorative=True)
    InitiativePageFactory(title="Vignette nue", image=image, image_alt="")
    nude = ("image", {"image": image_value(image, ""), "caption": ""})
    described = ("image", {"image": image_value(image, "Un verger"), "caption": ""})
    InitiativePageFactory(title="Récit nu", image=None, body=[nude])
    InitiativePageFactory(title="Récit dit", image=None, body=[described])
    gallery = ("gallery", {"title": "", "images": [described[1], nude[1]]})
    InitiativePageFactory(title="Galerie nue", image=None, body=[gallery])
    found = titles(superuser_client, "images-sans-texte")
    assert found == ["Galerie nue", "Récit nu", "Vignette nue"]


def image_value(image: HubImage, alternative: str) -> HubImage:
    """Return an image as a block of a story holds it."""
    copy = type(image).objects.get(pk=image.pk)
    copy.contextual_alt_text, copy.decorative = alternative, False
    return copy


def test_unverified_report_keeps_pages_never_or_long_ago_verified(superuser_client: Client) -> None:
    today = timezone.localdate()
    ResourcePageFactory(title="Jamais", verified_on=None)
    ResourcePageFactory(title="Il y a deux ans", verified_on=today - datetime.timedelta(days=730))
    ResourcePageFactory(title="Hier", verified_on=today - datetime.timedelta(days=1))
    assert titles(superuser_client, "jamais-verifie") == ["Il y a deux ans", "Jamais"]


def test_completeness_report_says_what_is_missing(superuser_client: Client) -> None:
    InitiativePageFactory(title="Complète", complete=True)
    InitiativePageFactory(title="Presque", complete=True, advice="")
    complete, almost = rows(superuser_client, "completude-des-initiatives")
    assert (complete["Complétude"], complete["Ce qui manque"]) == ("100\u00a0%", "")
    assert almost["Ce qui manque"] == "les conseils aux pairs"


def test_links_report_shows_lost_links_first(superuser_client: Client) -> None:
    ResourcePageFactory(title="Un guide", resource_url="https://example.org/a", link_health="ok")
    ResourcePageFactory(
        title="Vers rien", resource_url="https://example.org/b", link_health="perdu"
    )
    ResourcePageFactory(title="Un fichier", resource_url="")
    assert titles(superuser_client, "liens-des-ressources") == ["Vers rien", "Un guide"]
    assert titles(superuser_client, "liens-des-ressources", link_health="perdu") == ["Vers rien"]


def test_reports_are_closed_to_who_edits_no_page(client: Client, site_tree: SiteTree) -> None:
    user = UserFactory()
    user.groups.add(Group.objects.create(name="Images seulement"))
    group = user.groups.get()
    group.permissions.add(*Group.objects.get(name="Contributions").permissions.all())
    client.force_login(user)
    assert client.get(report_url("sans-theme")).status_code == 302
