"""Description of a table that does not depend on the code of its model, and its rows as JSON.

A row is a list of JSON values, in the order of the columns. Rows are read and written through
mirror models, made of plain fields on the same table: no signal, no `auto_now`, no parent table
and no custom field changes a value.
"""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from typing import Any, Self

from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FileField
from django.utils.duration import duration_iso_string

from hub.backup.errors import BackupError

PAGE_ROWS = 200


class StoredJSONField(models.TextField):
    """A JSON column as its text, which keeps the difference between SQL NULL and JSON null."""

    def get_internal_type(self) -> str:
        return "JSONField"


TEXTS = ("CharField", "EmailField", "FileField", "FilePathField", "SlugField", "TextField")
WHOLE_NUMBERS = (
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "IntegerField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SmallAutoField",
    "SmallIntegerField",
)
OTHERS = (
    "BinaryField",
    "BooleanField",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "DurationField",
    "FloatField",
    "GenericIPAddressField",
    "TimeField",
    "UUIDField",
)
FIELDS: dict[str, type[models.Field]] = {
    **dict.fromkeys(TEXTS, models.TextField),
    **{name: getattr(models, name) for name in (*WHOLE_NUMBERS, *OTHERS)},
    "JSONField": StoredJSONField,
}
# Type of a column that refers to one of these.
REFERRING = {
    "AutoField": "IntegerField",
    "BigAutoField": "BigIntegerField",
    "SmallAutoField": "SmallIntegerField",
}


@dataclass(frozen=True)
class Column:
    """A column: its Django field type, and the table that it refers to, if the database checks it.

    `digits` and `decimals` are those of a decimal number; `is_file` marks the name of a media file.
    """

    name: str
    type: str
    target: str = ""
    is_file: bool = False
    digits: int | None = None
    decimals: int | None = None

    @classmethod
    def of(cls, field: models.Field) -> Self:
        """Describe the column of a model field; raise BackupError for an unknown type."""
        stored: Any = field
        while stored.remote_field:
            stored = stored.target_field
        kind = stored.get_internal_type()
        target = ""
        if field.remote_field:
            kind = REFERRING.get(kind, kind)
            remote: Any = field.remote_field.model
            if getattr(field, "db_constraint", True) and stored.primary_key:
                target = remote._meta.db_table
        if kind not in FIELDS:
            raise BackupError(f"La colonne «\u00a0{field}\u00a0» a un type inconnu\u00a0: {kind}.")
        return cls(
            name=field.column,
            type=kind,
            target=target,
            is_file=isinstance(field, FileField),
            digits=getattr(stored, "max_digits", None),
            decimals=getattr(stored, "decimal_places", None),
        )

    def make_field(self, is_primary: bool) -> models.Field:
        """Return the field of a mirror model for this column."""
        options: dict[str, Any] = {"db_column": self.name, "null": not is_primary}
        if self.type == "DecimalField":
            options |= {"max_digits": self.digits, "decimal_places": self.decimals}
        return FIELDS[self.type](primary_key=is_primary, **options)


@dataclass(frozen=True)
class Table:
    """A table: the label of its model, its name, the name of its key and its columns."""

    label: str
    name: str
    key: str
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, model: type[models.Model]) -> Self:
        """Describe the table of a model, without the columns of its parents."""
        meta = model._meta
        if isinstance(meta.pk, models.CompositePrimaryKey):
            raise BackupError(f"{meta.label} a une clé de plusieurs colonnes.")
        columns = tuple(Column.of(field) for field in meta.local_concrete_fields)
        return cls(meta.label, meta.db_table, meta.pk.column, columns)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """Read a description written by `to_json`; raise KeyError, TypeError or ValueError."""
        columns = tuple(Column(**column) for column in content["columns"])
        table = cls(content["label"], content["name"], content["key"], columns)
        if table.key not in {column.name for column in columns}:
            raise ValueError(f"{table.label}: no column {table.key}")
        if unknown := {column.type for column in columns} - FIELDS.keys():
            raise ValueError(f"{table.label}: unknown types {unknown}")
        return table

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @cached_property
    def key_index(self) -> int:
        """Position of the key in a row."""
        return [column.name for column in self.columns].index(self.key)

    def rows(self, using: str) -> Iterator[list[Any]]:
        """Yield the rows of a database, by key, as lists of values; `PAGE_ROWS` in memory."""
        mirror = mirror_of(self)
        names = [field.name for field in mirror._meta.local_concrete_fields]
        found = mirror._base_manager.using(using).order_by("pk").values_list(*names)
        page = list(found[:PAGE_ROWS])
        while page:
            yield from (list(row) for row in page)
            page = list(found.filter(pk__gt=page[-1][self.key_index])[:PAGE_ROWS])

    def read(self, row: Any) -> list[Any]:
        """Return the Python values of a row read as JSON; raise ValueError if it is not one."""
        fields = mirror_of(self)._meta.local_concrete_fields
        if not isinstance(row, list) or len(row) != len(fields):
            raise ValueError(f"{len(fields)} values expected")
        try:
            return [field.to_python(value) for field, value in zip(fields, row, strict=True)]
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def insert(self, rows: list[list[Any]], using: str) -> None:
        """Insert rows of Python values with their keys."""
        mirror = mirror_of(self)
        names = [field.attname for field in mirror._meta.local_concrete_fields]
        mirror._base_manager.using(using).bulk_create(
            mirror(**dict(zip(names, row, strict=True))) for row in rows
        )


@cache
def mirror_of(table: Table) -> type[models.Model]:
    """Return a model of plain fields on a table, in a registry of its own."""
    fields = {
        f"column_{number}": column.make_field(column.name == table.key)
        for number, column in enumerate(table.columns)
    }
    options = {"app_label": "backup", "managed": False, "db_table": table.name, "apps": Apps()}
    members = {**fields, "__module__": __name__, "Meta": type("Meta", (), options)}
    return type("Mirror", (models.Model,), members)


def json_value(value: object) -> str:
    """Return the text of a value that JSON has no type for (the `default` of `json.dumps`)."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, datetime.timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"No JSON form for {type(value)}")


def row_line(row: list[Any]) -> bytes:
    """Return a row as one line of JSON, in UTF-8."""
    text = json.dumps(row, default=json_value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"
