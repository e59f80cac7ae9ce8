"""Every absolute URL of the site has the address of the setting BASE_URL."""

import re

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Site

from hub.core.site.address import set_site_address
from tests.factories import EventPageFactory, InitiativePageFactory, NewsletterPageFactory
from tests.factories.site_tree import SiteTree

BASE_URL = "https://hub.example"
WARNING = "hub.W001"


def warnings_of_the_database() -> list[str]:
    return [str(found.id) for found in run_checks(databases=["default"])]


@pytest.mark.parametrize(
    ("base_url", "hostname", "port"),
    [
        ("https://hub.example", "hub.example", 443),
        ("http://hub.example", "hub.example", 80),
        ("http://127.0.0.1:8000", "127.0.0.1", 8000),
    ],
)
def test_the_default_site_follows_the_setting(
    base_url: str, hostname: str, port: int, site_tree: SiteTree, settings: Settings
) -> None:
    settings.BASE_URL = base_url
    assert WARNING in warnings_of_the_database()

    call_command("migrate", verbosity=0, interactive=False)

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port, site.root_url) == (hostname, port, base_url)
    assert site.root_page == site_tree.home.page_ptr
    assert WARNING not in warnings_of_the_database()


def test_the_address_of_another_site_is_not_taken(site_tree: SiteTree, settings: Settings) -> None:
    Site.objects.create(hostname="hub.example", port=443, root_page=site_tree.letters.page_ptr)
    settings.BASE_URL = BASE_URL

    set_site_address()

    assert Site.objects.get(is_default_site=True).hostname == "testserver"
    assert WARNING in warnings_of_the_database()


@pytest.mark.parametrize("host", ["testserver", "localhost"])
def test_every_absolute_url_has_the_address_of_the_setting(
    host: str, client: Client, site_tree: SiteTree, settings: Settings
) -> None:
    """Whatever the Host header that a reader or a robot sends."""
    settings.BASE_URL = BASE_URL
    set_site_address()
    InitiativePageFactory()
    letter = NewsletterPageFactory()
    event = EventPageFactory()
    addresses = [
        "/sitemap.xml",
        "/robots.txt",
        *[f"/{name}" for name in ("lettres.rss", "lettres.json", "agenda.ics", "recherche.csv")],
        *[letter.get_url(), f"{letter.get_url()}texte/", f"{letter.get_url()}courriel/"],
        event.get_url(),
        "/lettres/",
    ]

    for address in addresses:
        response = client.get(address, headers={"host": host})
        assert response.status_code == 200, address
        text = response.getvalue().decode().replace("\r\n ", "")  # iCalendar folds its lines
        assert not re.search(rf"https?://{host}", text), address
        assert f"{BASE_URL}/" in text, address


@pytest.fixture
def site_form(superuser_client: Client) -> dict[str, str]:
    """The values that the form of the default site posts when all its fields are enabled."""
    site = Site.objects.get(is_default_site=True)
    return {
        "hostname": "autre.example",
        "port": "8080",
        "site_name": "Nouveau nom",
        "root_page": str(site.root_page_id),
    }


def test_the_screen_of_sites_leaves_the_address_alone(
    superuser_client: Client, site_form: dict[str, str]
) -> None:
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsites:edit", args=[site.pk])
    assert "réglage BASE_URL" in superuser_client.get(address).text

    response = superuser_client.post(address, site_form)

    assert response.status_code == 302
    changed = Site.objects.get(pk=site.pk)
    assert changed.site_name == "Nouveau nom"
    assert (changed.hostname, changed.port) == (site.hostname, site.port)
    assert changed.is_default_site


def test_another_site_keeps_its_own_address(
    superuser_client: Client, site_form: dict[str, str]
) -> None:
    values = {**site_form, "hostname": "second.example"}

    response = superuser_client.post(reverse("wagtailsites:add"), values)

    assert response.status_code == 302
    assert Site.objects.filter(hostname="second.example", port=8080).exists()
