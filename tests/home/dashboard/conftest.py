import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.factories import UserFactory


def member_of(group, **names):
    user = UserFactory(**names)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(site_tree):
    """Somebody of « Rédaction »."""
    return member_of("Rédaction", first_name="Camille")


@pytest.fixture
def contributor(site_tree):
    """Somebody of « Contributions »."""
    return member_of("Contributions", first_name="Sacha")


@pytest.fixture
def panels(client):
    """A function that signs a user in and returns {heading: text} of their dashboard, in order."""

    def read(user):
        client.force_login(user)
        soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
        return {
            section.find("h2").get_text(strip=True): " ".join(section.get_text(" ").split())
            for section in soup.select("main section:has(h2)")
        }

    return read
