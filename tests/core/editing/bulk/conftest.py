"""Fixtures of bulk actions: accounts, and how to send the form of an action."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page

from hub.core.models import HubPage
from tests.factories import UserFactory
from tests.factories.site_tree import SiteTree


def member_of(name: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def bulk_url(action: str, pages: list[Page]) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    return f"{address}?next=/admin/initiatives/&{chosen}"


def draft_of(page: Page) -> HubPage:
    """Return the latest draft, read again from the database."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def live(page: Page) -> HubPage:
    """Return the live page, read again from the database."""
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def editor(site_tree: SiteTree, client: Client) -> User:
    """Somebody of « Rédaction », signed in."""
    user = member_of("Rédaction")
    client.force_login(user)
    return user


@pytest.fixture
def contributor(site_tree: SiteTree, client: Client) -> User:
    """Somebody of « Contributions », signed in."""
    user = member_of("Contributions")
    client.force_login(user)
    return user


@pytest.fixture
def act(client: Client) -> Callable[..., str]:
    """A function that sends the form of an action and returns the text of the screen."""

    def send(action: str, pages: list[Page], **answers: Any) -> str:
        response = client.post(bulk_url(action, pages), answers)
        assert response.status_code == 302, response.content.decode()
        said = " ".join(str(message) for message in get_messages(response.wsgi_request))
        return strip_tags(said.replace("</li>", " ").replace("<ul>", " "))

    return send
