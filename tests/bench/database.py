"""Django, and an empty database for programs that measure: SQLite in a file, or PostgreSQL."""

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
    """Create the tables in a database of its own, and remove it at the end.

    PostgreSQL when HUB_TEST_DATABASE_URL says so. SQLite in a file, as a site has: in memory it
    would be faster.
    """
    database = settings.DATABASES["default"]
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        if database["ENGINE"].endswith("sqlite3"):
            database["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
            # As a site has it: threads that write wait for each other.
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
