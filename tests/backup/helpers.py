"""What the tests of backups share: rows of a database, and changed copies of a backup."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.backup import manifest as names
from hub.backup.contents import kept_models
from hub.backup.tables import Table

RESTORED = "restored"


def show_nothing(count: int, what: str) -> None:
    """Ignore the progress of a backup or of a restoration."""


def rows_of(using: str) -> dict[str, list[list[Any]]]:
    """Return {label: rows} of the kept models of a database, with JSON decoded."""
    return {
        table.label: [decoded(table, row) for row in table.rows(using)]
        for table in map(Table.of, kept_models())
    }


def decoded(table: Table, row: list[Any]) -> list[Any]:
    """Return a row with its JSON decoded, since PostgreSQL sorts the keys."""
    return [
        json.loads(value) if column.type == "JSONField" and value is not None else value
        for column, value in zip(table.columns, row, strict=True)
    ]


def files_of(folder: Path) -> dict[str, bytes]:
    """Return {relative path: content} of the files of a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None], *, sign: bool = False) -> Path:
    """Return a copy of a backup whose members `change` has edited, as {name: content}.

    With `sign`, the hashes of the manifest follow the change: only the content is wrong.
    """
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    if sign:
        manifest = json.loads(members[names.NAME])
        for name in manifest["members"]:
            if name in members:
                digest = hashlib.sha256(members[name]).hexdigest()
                manifest["members"][name] = {"size": len(members[name]), "sha256": digest}
        members[names.NAME] = json.dumps(manifest).encode()
    copy = path.with_name("changed.zip")
    with zipfile.ZipFile(copy, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return copy


def edit_rows(
    members: dict[str, bytes], label: str, edit: Callable[[list[list[Any]]], None]
) -> None:
    """Edit the rows of a model in place, and their number in the manifest."""
    name = names.rows_member(label)
    rows = [json.loads(line) for line in members[name].splitlines()]
    edit(rows)
    members[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    manifest = json.loads(members[names.NAME])
    manifest["counts"][label] = len(rows)
    members[names.NAME] = json.dumps(manifest).encode()


def column_index(label: str, column: str) -> int:
    """Return the position of a column in the rows of a model."""
    table = next(table for table in map(Table.of, kept_models()) if table.label == label)
    return [one.name for one in table.columns].index(column)
