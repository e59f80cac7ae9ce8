"""Fixtures shared by every test: the site tree and the people who edit it."""

import pytest

from tests.factories import EditorFactory, SuperuserFactory
from tests.factories.site_tree import (
    read_site_tree,
    restore_migrated_data,
    serialize_migrated_data,
)


@pytest.fixture(scope="session")
def migrated_data(django_db_setup, django_db_blocker):
    """What the migrations wrote, as text: transactional tests empty the database."""
    with django_db_blocker.unblock():
        return serialize_migrated_data()


@pytest.fixture
def site_tree(migrated_data, db):
    """The home page and the index pages (`tests.factories.site_tree.SiteTree`)."""
    restore_migrated_data(migrated_data)
    return read_site_tree()


@pytest.fixture
def superuser(site_tree):
    return SuperuserFactory()


@pytest.fixture
def superuser_client(client, superuser):
    client.force_login(superuser)
    return client


@pytest.fixture
def editor_client(client, site_tree):
    client.force_login(EditorFactory())
    return client
