"""Reading many rows at once, on any database."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# Values of one statement: SQLite takes 999 at a time in older builds.
CHUNK = 300

T = TypeVar("T")


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield lists of at most `size` items."""
    items = iter(items)
    while part := list(islice(items, size)):
        yield part


def fetch(queryset: QuerySet) -> list[tuple[Any, ...]]:
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
