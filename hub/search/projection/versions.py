"""Version numbers that only grow, across all processes."""

from django.db import connection
from django.utils import timezone

from hub.search.models import SearchChange


def next_version() -> int:
    """Return a number greater than all those returned before.

    Uses the id sequence of the outbox table: PostgreSQL sequences need no lock, and SQLite
    (AUTOINCREMENT) never reuses an id, even after its row is deleted.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = SearchChange._meta.db_table
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            return cursor.fetchone()[0]
    now = timezone.now()
    row = SearchChange.objects.create(due_at=now, done_at=now)
    version = row.pk
    row.delete()
    return version
