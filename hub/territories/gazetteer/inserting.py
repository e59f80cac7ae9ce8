"""Insertion of many rows at once, without model instances."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values, in the order of the columns `names`; others get their defaults.

    For tens of thousands of rows: `bulk_create` spends most of its time on instances and on the
    text of its queries. No signal is sent, and the values must already be those of the database.
    """
    fields = {
        field.attname: field for field in model._meta.concrete_fields if not field.primary_key
    }
    blank = model()
    others = {
        name: field.get_db_prep_save(getattr(blank, name), connection)
        for name, field in fields.items()
        if name not in names
    }
    quote = connection.ops.quote_name
    columns = ", ".join(quote(fields[name].column) for name in (*names, *others))
    marks = ", ".join(["%s"] * len(fields))
    query = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  names of the model
    defaults = tuple(others.values())
    with connection.cursor() as cursor:
        cursor.executemany(query, [(*row, *defaults) for row in rows])
