"""Fixtures shared by every test: the site tree and the people who edit it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from tests.factories import EditorFactory, SuperuserFactory
from tests.factories.site_tree import SiteTree, read_site_tree
from tests.hidden_pages import HIDINGS, HiddenPages, closed_parents


@pytest.fixture
def site_tree(db: None) -> SiteTree:
    """The home page and the index pages (`tests.factories.site_tree.SiteTree`)."""
    return read_site_tree()


@pytest.fixture
def requests_keep_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the database connection open, as Django's test client does, for the transaction.

    The receiver of the signals stays connected: the test client connects it again, also when the
    collector of garbage closes a response that an earlier test did not read to its end.
    """
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _: None)


@pytest.fixture
def superuser(site_tree: SiteTree) -> User:
    return SuperuserFactory()


@pytest.fixture
def superuser_client(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


@pytest.fixture
def editor_client(client: Client, site_tree: SiteTree) -> Client:
    client.force_login(EditorFactory())
    return client


@pytest.fixture
def hide(site_tree: SiteTree) -> Callable[..., HiddenPages]:
    """Make a page of each type hidden in one way, with visible pages that link to them."""

    def make(way: str) -> HiddenPages:
        parents = closed_parents(site_tree) if way == "under a closed page" else None
        hidden = HiddenPages(parents)
        hidden.make_linking_pages(site_tree.home)
        for page in hidden.pages.values():
            HIDINGS[way](page)
        return hidden

    return make
