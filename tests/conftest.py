"""Fixtures used by every test: no network, an empty cache, uploads removed at the end."""

import shutil
import socket
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from hub.core.site.garbage import settle_collector
from tests.committed_changes import send_changes_before_queries

pytest_plugins = [
    "tests.fixtures",
    "tests.migrated_database",
    "tests.real_servers",
    "tests.speeds",
    "tests.web",
]


def pytest_collection_finish() -> None:
    """Leave the tests, which stay until the end, out of garbage collections."""
    settle_collector()


LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def media_folder() -> Iterator[None]:
    """Remove the files that the tests of this process uploaded."""
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def pending_changes_sent() -> Iterator[None]:
    """Send outbox changes to the search before each query, so that lists are up to date."""
    with send_changes_before_queries():
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that connects to another machine; loopback addresses are allowed."""
    connect = socket.socket.connect

    def connect_to_loopback(self: socket.socket, address: tuple[str, int] | str) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            pytest.fail(f"A test tried to reach {address[0]}: tests use no network.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_to_loopback)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Clear the cache: Wagtail caches the root paths of sites, which differ between tests."""
    cache.clear()
