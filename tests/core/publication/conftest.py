"""Clients signed in as editor and contributor, with the permissions of the migrations."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories import UserFactory
from tests.factories.site_tree import SiteTree


def client_of(group_name: str, **values: str) -> Client:
    user = UserFactory(**values)
    user.groups.add(Group.objects.get(name=group_name))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def editing(site_tree: SiteTree) -> Client:
    """Somebody of « Rédaction »."""
    return client_of("Rédaction", email="redaction@example.org")


@pytest.fixture
def contributing(site_tree: SiteTree) -> Client:
    """Somebody of « Contributions »."""
    return client_of("Contributions")
