"""References between the rows of a backup, checked in a temporary SQLite database.

The database is private and on disk: memory stays bounded whatever the number of rows.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Self

from hub.backup.tables import Table

SCHEMA = """
    CREATE TABLE keys (place INTEGER, value, PRIMARY KEY (place, value)) WITHOUT ROWID;
    CREATE TABLE refs (place INTEGER, target INTEGER, value, PRIMARY KEY (place, target, value))
        WITHOUT ROWID;
    CREATE TABLE named (value PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE listed (value PRIMARY KEY) WITHOUT ROWID;
"""
DANGLING = """
    SELECT place, target, count(*), min(value) FROM refs
    WHERE NOT EXISTS (
        SELECT 1 FROM keys WHERE keys.place = refs.target AND keys.value = refs.value
    )
    GROUP BY place, target
"""
ABSENT = "SELECT value FROM named EXCEPT SELECT value FROM listed"


class References:
    """Keys, references and names of media files of the rows of a backup."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._columns = [(table, column) for table in tables for column in table.columns]
        self._keys = {
            table.name: number
            for number, (table, column) in enumerate(self._columns)
            if column.name == table.key
        }
        self._first: dict[str, int] = {}
        for number, (table, _) in enumerate(self._columns):
            self._first.setdefault(table.name, number)
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def add_row(self, table: Table, row: list[Any]) -> str:
        """Record a row of JSON values; return a problem in French, empty if there is none."""
        first = self._first[table.name]
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True), first):
            if value is None:
                continue
            if column.target:
                target = self._keys.get(column.target, -1)
                self._db.execute(
                    "INSERT OR IGNORE INTO refs VALUES (?, ?, ?)", (number, target, value)
                )
            if column.is_file and value:
                self._db.execute("INSERT OR IGNORE INTO named VALUES (?)", (value,))
        key = row[table.key_index]
        try:
            self._db.execute("INSERT INTO keys VALUES (?, ?)", (self._keys[table.name], key))
        except sqlite3.IntegrityError:
            return f"{table.label}\u00a0: la clé {key} est en double."
        return ""

    def add_media(self, name: str) -> None:
        """Record the name of a media file that the backup lists."""
        self._db.execute("INSERT OR IGNORE INTO listed VALUES (?)", (name,))

    def problems(self) -> Iterator[str]:
        """Yield the references to absent rows and files, in French."""
        for place, _, count, value in self._db.execute(DANGLING):
            table, column = self._columns[place]
            yield (
                f"{table.label}.{column.name}\u00a0: {count} références à des lignes absentes "
                f"de {column.target} (la première\u00a0: {value})."
            )
        for (name,) in self._db.execute(ABSENT):
            yield f"Le fichier «\u00a0{name}\u00a0» n’est pas dans la sauvegarde."
