"""Fixtures shared by every test: the site tree, editors, data made once for a whole module."""

import pytest
from django.db import transaction

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


@pytest.fixture(scope="module")
def module_database(migrated_data, django_db_blocker):
    """Data that a module makes once: module fixtures ask for it, then make what they need.

    Tests of such a module take `module_rollback` instead of `db`. All is undone at the end.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        restore_migrated_data(migrated_data)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def module_rollback(module_database):
    """Undo what one test writes over the data of its module."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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
