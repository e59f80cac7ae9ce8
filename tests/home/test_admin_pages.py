"""Every page type is added, edited and previewed; no asset of another host is loaded."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import get_page_models

from hub.core.models import HubPage
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    FreePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PodcastPageFactory,
    ResourcePageFactory,
)
from tests.factories.pages import PageFactory
from tests.factories.site_tree import SiteTree

FACTORIES = [
    EpisodePageFactory,
    EventPageFactory,
    FreePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PodcastPageFactory,
    ResourcePageFactory,
]
ADMIN_PAGES = [
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "letters:index",
    "initiatives:index",
    "wagtailsnippets_people_person:list",
    "wagtailsnippets_people_person:add",
    "wagtailimages:index",
    "wagtailmedia:index",
    "wagtailadmin_account",
]
MENU = ["Lettres", "Initiatives", "Podcasts", "Agenda", "Thèmes", "Territoires", "Personnes"]
ASSET = re.compile(
    r'<(?:script|img|iframe|source|audio|video|embed)[^>]*\ssrc="([^"]+)"'
    r'|<link[^>]*\shref="([^"]+)"|url\(["\']?([^"\')]+)'
)


def foreign_assets(html: str) -> list[str]:
    """Return the addresses that a browser would load from another machine."""
    found = [next(filter(None, groups)) for groups in ASSET.findall(html)]
    return [url for url in found if urlsplit(url).netloc not in ("", "testserver")]


def test_foreign_assets_finds_external_addresses() -> None:
    html = '<img src="//www.gravatar.com/a"><link rel="x" href="https://example.org/a.css">'
    assert len(foreign_assets(html)) == 2
    assert foreign_assets('<a href="https://example.org/">ici</a><img src="/media/a.png">') == []


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_admin_page_loads_nothing_from_another_machine(
    name: str, superuser_client: Client, superuser: User
) -> None:
    response = superuser_client.get(reverse(name))
    assert response.status_code == 200
    assert foreign_assets(response.content.decode()) == []
    assert "gravatar" not in response.content.decode()


@pytest.mark.parametrize("factory", FACTORIES)
def test_page_is_edited_and_previewed(factory: type[PageFactory], superuser_client: Client) -> None:
    page = factory()
    edit = superuser_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code == 200
    assert foreign_assets(edit.content.decode()) == []
    preview = superuser_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert preview.status_code == 200


@pytest.mark.parametrize("factory", FACTORIES)
def test_page_is_added_under_its_parent(
    factory: type[PageFactory], superuser_client: Client
) -> None:
    page = factory()
    meta = page._meta
    args = [meta.app_label, meta.model_name, page.get_parent().pk]
    assert superuser_client.get(reverse("wagtailadmin_pages:add", args=args)).status_code == 200


def test_every_page_type_says_what_it_is_for() -> None:
    silent = [
        model.__name__
        for model in get_page_models()
        if model.__module__.startswith(("hub", "home", "inspiration", "podcasts"))
        and model is not HubPage
        and not model.get_page_description()
    ]
    assert silent == []


def test_menu_names_what_editors_look_for_first(superuser_client: Client) -> None:
    content = superuser_client.get(reverse("wagtailadmin_home")).content.decode()
    labels = re.findall(r'"label": "([^"]+)"', content)
    decoded = [label.encode().decode("unicode_escape") for label in labels]
    places = [decoded.index(label) for label in MENU]
    assert places == sorted(places)
    assert places[-1] < decoded.index("Images")
    assert "Sons" in decoded


def test_welcome_offers_what_the_person_may_add(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    content = superuser_client.get(reverse("wagtailadmin_home")).content.decode()
    args = ["inspiration", "initiativepage", site_tree.initiatives.pk]
    assert reverse("wagtailadmin_pages:add", args=args) in content
    assert "Par où commencer" in content


def test_preview_checks_images_lists_and_tables_too(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    preview = superuser_client.get(url).content.decode()
    assert all(rule in preview for rule in ("image-alt", "table-fake-caption", "listitem"))
