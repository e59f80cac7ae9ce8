"""Keep the migrated SQLite database of the tests in `var/tests`: migrating takes a minute.

The rows that migrations make are restored after each transactional test.

The name of the file holds a digest of the migrations of all applications and of the versions of
Python and SQLite: a new migration makes a new file, and the former ones are deleted. Each run still
calls `migrate` on its copy, which has nothing left to do. Databases of servers are not kept.
"""

import fcntl
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

FOLDER = Path(__file__).resolve().parents[1] / "var" / "tests"
PREFIX = "migrated-"


def digest_of_migrations() -> str:
    """Return a digest of the files of all migrations, and of what runs them."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for application in sorted(apps.get_app_configs(), key=lambda one: one.label):
        for path in sorted(Path(application.path).glob("migrations/*.py")):
            digest.update(f"{application.label} {path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def locked_folder() -> Iterator[None]:
    """Create the folder; make the other processes wait, so that one of them migrates."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate_from_kept(command: str, *arguments: Any, **options: Any) -> None:
    """Call a command of the creation of the database; `migrate` starts from the kept file."""
    if command != "migrate" or connection.vendor != "sqlite":
        call_command(command, *arguments, **options)
        return
    kept = FOLDER / f"{PREFIX}{digest_of_migrations()}.sqlite3"
    with locked_folder():
        connection.ensure_connection()
        is_kept = kept.exists()
        if is_kept:
            with closing(sqlite3.connect(kept)) as source:
                source.backup(connection.connection)
        call_command(command, *arguments, **options)
        if not is_kept:
            keep(kept)


def keep(path: Path) -> None:
    """Write the database into a file, whole or not at all; delete the former files."""
    partial = path.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(partial)) as target:
        connection.connection.backup(target)
    for former in FOLDER.glob(f"{PREFIX}*.sqlite3"):
        former.unlink()
    partial.replace(path)


def serialize_rows() -> str:
    """Return all rows as JSON; content types first, since pages need them."""
    rows = json.loads(connection.creation.serialize_db_to_string())
    return json.dumps(sorted(rows, key=lambda row: row["model"] != "contenttypes.contenttype"))


def restore_rows(serialized: str) -> None:
    """Empty the database, then write the rows of `serialize_rows`."""
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    ContentType.objects.clear_cache()
    connection.creation.deserialize_db_from_string(serialized)
    with connection.cursor() as cursor:
        # On PostgreSQL, the next ids follow those of the rows.
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The database of the tests, as pytest-django makes it, from the kept file if there is one."""
    # Django imports `call_command` where it makes the database.
    with patch("django.core.management.call_command", migrate_from_kept):
        request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        serialized = serialize_rows()

    def restore(_: TransactionTestCase) -> None:
        restore_rows(serialized)

    # A transactional test empties all tables at its end. Restored there, outside the transaction of
    # a test, the rows are there for the next test, whatever the order of the tests.
    with patch.object(TransactionTestCase, "_fixture_teardown", restore):
        yield
