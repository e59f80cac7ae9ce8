"""Reading many rows at once, on any database."""

from itertools import islice

from django.core.exceptions import EmptyResultSet
from django.db import connection

# Values of one statement: SQLite takes 999 at a time in older builds.
CHUNK = 300


def chunks(items, size=CHUNK):
    """Yield lists of at most `size` items."""
    items = iter(items)
    while part := list(islice(items, size)):
        yield part


def fetch(queryset):
    """Return the rows of a `values_list` of numbers and texts, all at once.

    Django reads a hundred at a time, and looks for a conversion of each value.
    """
    try:
        sql, parameters = queryset.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
