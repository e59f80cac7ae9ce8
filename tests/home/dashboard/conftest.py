from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.factories.site_tree import SiteTree


def member_of(group: str, **names: str) -> User:
    user = UserFactory(**names)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(site_tree: SiteTree) -> User:
    """Somebody of « Rédaction »."""
    return member_of("Rédaction", first_name="Camille")


@pytest.fixture
def contributor(site_tree: SiteTree) -> User:
    """Somebody of « Contributions »."""
    return member_of("Contributions", first_name="Sacha")


@pytest.fixture
def panels(client: Client) -> Callable[..., dict[str, str]]:
    """A function that signs a user in and returns {heading: text} of their dashboard, in order."""

    def read(user: User) -> dict[str, str]:
        client.force_login(user)
        soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
        return {
            section.find("h2").get_text(strip=True): " ".join(section.get_text(" ").split())
            for section in soup.select("main section:has(h2)")
        }

    return read
