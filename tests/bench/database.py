"""Set up Django and an empty database for benchmarks: SQLite in a file, or PostgreSQL."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
django.setup()


@contextmanager
def bench_database() -> Iterator[None]:
    """Create a database with its tables, and remove it at the end.

    PostgreSQL if HUB_TEST_DATABASE_URL is set, otherwise SQLite in a file, as on a site: a database
    in memory would be faster.
    """
    database = settings.DATABASES["default"]
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        if database["ENGINE"].endswith("sqlite3"):
            database["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
            # As on a site: concurrent writers wait for the lock.
            database["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        created = setup_databases(verbosity=0, interactive=False)
        try:
            yield
        finally:
            teardown_databases(created, verbosity=0)
