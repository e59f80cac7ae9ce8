import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories.site_tree import SiteTree
from tests.factories.users import UserFactory


@pytest.fixture
def publisher_client(client: Client, site_tree: SiteTree) -> Client:
    """A client signed in as « Rédaction », which may change images of other users."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(user)
    return client
