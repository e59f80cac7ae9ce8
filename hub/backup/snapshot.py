"""One state of a database for the whole of a backup, while editors write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """Read the same state of the database until the end of the block, without blocking writers.

    PostgreSQL: a read-only transaction at the level « repeatable read », as `pg_dump` uses. SQLite:
    a deferred transaction, which reads one state of the write-ahead log; `transaction.atomic`
    would take the lock of writers, because of the setting `transaction_mode`. Inside a
    transaction of the caller (tests), that one is used.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                # A limit of the site for its requests is too short for a backup.
                cursor.execute("SET LOCAL statement_timeout = 0")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            # The state is the one of the first read.
            cursor.execute("SELECT count(*) FROM sqlite_master")
            cursor.fetchall()
        try:
            yield
        finally:
            connection.cursor().execute("ROLLBACK")
