"""Fixtures of the worker: the real queue instead of the immediate backend."""

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connections
from pytest_django import Settings

from hub.settings import base
from hub.worker.watch import Watch
from tests.worker.site import Shared, shared


@pytest.fixture
def queue_settings(settings: Settings) -> Settings:
    """Use the queue of the site."""
    settings.TASKS = base.TASKS
    return settings


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def site(transactional_db: None, site_tree: None, tmp_path: Path) -> Iterator[Shared]:
    """Return the database of the tests, or a copy of it in a file if it is in memory."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        file = tmp_path / "hub.sqlite3"
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
        url = f"sqlite:///{file}"
    else:
        server = connection.settings_dict
        user, password = quote(server["USER"]), quote(server["PASSWORD"] or "")
        url = f"postgresql://{user}:{password}@{server['HOST']}:{server['PORT']}/{server['NAME']}"
    with shared(url, tmp_path) as site:
        yield site


@pytest.fixture
def postgresql_folder(tmp_path: Path) -> Iterator[Path]:
    """Return an empty folder that the system account of PostgreSQL can read."""
    with tempfile.TemporaryDirectory(prefix="hub-postgresql-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
