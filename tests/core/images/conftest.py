import pytest
from django.contrib.auth.models import Group

from tests.factories.users import UserFactory


@pytest.fixture
def publisher_client(client, site_tree):
    """A browser where somebody of « Rédaction » has signed in: they change anybody's images."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(user)
    return client
