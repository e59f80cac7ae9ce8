"""Loading of the rows of a backup into the tables of a database, inside a transaction."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction

from hub.backup.archive import ArchiveReader
from hub.backup.contents import stored_models
from hub.backup.errors import BackupError
from hub.backup.manifest import rows_member
from hub.backup.tables import Table, mirror_of, row_line

BATCH_ROWS = 500
BATCH_BYTES = 4 * 1024 * 1024
# A virtual table of SQLite, emptied by the triggers of the table that it indexes.
VIRTUAL = "wagtailsearch.sqliteftsindexentry"

Show = Callable[[int, str], None]


def check_columns(tables: Iterable[Table], using: str) -> None:
    """Raise BackupError if a table of the backup has other columns in the database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        for table in tables:
            found = (
                {c.name for c in connection.introspection.get_table_description(cursor, table.name)}
                if table.name in existing
                else set()
            )
            if found != {column.name for column in table.columns}:
                raise BackupError(
                    f"La table «\u00a0{table.name}\u00a0» de la base n’a pas les colonnes de la "
                    "sauvegarde."
                )


def empty_tables(apps: Apps, using: str) -> None:
    """Delete the rows that the migrations made; references are checked at the commit."""
    connection = connections[using]
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        for model in stored_models(apps):
            table = model._meta.db_table
            if table in existing and model._meta.label_lower != VIRTUAL:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608


def batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """Group rows, up to `BATCH_ROWS` rows and about `BATCH_BYTES` bytes of JSON."""
    batch: list[list[Any]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row_line(row))
        if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def load_table(archive: ArchiveReader, table: Table, using: str, show: Show, done: int) -> int:
    """Insert the rows of a table; return their number. Raise BackupError for a refused row."""
    count = 0
    for batch in batches(archive.lines(rows_member(table.label))):
        rows = [table.read(row) for row in batch]
        try:
            with transaction.atomic(using):
                table.insert(rows, using)
        except (DatabaseError, ValueError):
            insert_one_by_one(table, rows, using)
        count += len(rows)
        show(done + count, table.label)
    return count


def insert_one_by_one(table: Table, rows: list[list[Any]], using: str) -> None:
    """Insert rows of a refused batch; raise BackupError with the key of the one at fault."""
    for row in rows:
        try:
            with transaction.atomic(using):
                table.insert([row], using)
        except (DatabaseError, ValueError) as error:
            raise BackupError(
                f"{table.label}, clé {row[table.key_index]}\u00a0: la base refuse cette ligne "
                f"({str(error).strip()})."
            ) from error


def reset_sequences(tables: Iterable[Table], using: str) -> None:
    """Make the next automatic keys follow those of the restored rows."""
    connection = connections[using]
    mirrors = [mirror_of(table) for table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), mirrors):
            cursor.execute(statement)
