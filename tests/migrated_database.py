"""The database of the tests, from the kept one; its first rows restored after each transaction.

A transactional test empties all the tables: the rows that migrations make are written again.
"""

import json
from collections.abc import Iterator
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

from tests.kept_database import migrate_from_kept


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
