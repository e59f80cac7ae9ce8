"""Verification of a backup, without the data of a site."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.backup import manifest as names
from hub.backup.archive import ArchiveReader
from hub.backup.errors import BackupError
from hub.backup.manifest import Manifest
from hub.backup.media import is_safe_name
from hub.backup.references import References
from hub.backup.tables import Table

# Above this number of problems, the next ones are only counted.
MAX_PROBLEMS = 50
SHOW_EVERY = 1000

Show = Callable[[int, str], None]


@dataclass
class Verification:
    """Result: rows read by label, media files read, problems, and notices that are not errors."""

    counts: dict[str, int] = field(default_factory=dict)
    media_files: int = 0
    media_bytes: int = 0
    problems: list[str] = field(default_factory=list)
    other_problems: int = 0
    notices: list[str] = field(default_factory=list)
    manifest: Manifest | None = None

    def add_problem(self, words: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(words)
        else:
            self.other_problems += 1


def verify_backup(path: Path, show: Show) -> Verification:
    """Read a whole backup: hashes, counts, rows, references, media files.

    Return what is wrong instead of raising: BackupError is caught.
    """
    result = Verification()
    try:
        with ArchiveReader(path) as archive, References(archive.manifest.tables) as references:
            result.manifest = archive.manifest
            check_members(archive, result)
            for table in archive.manifest.tables:
                check_rows(archive, table, references, result, show)
            check_media(archive, references, result, show)
            for words in references.problems():
                result.add_problem(words)
    except BackupError as error:
        result.add_problem(str(error))
    return result


def check_members(archive: ArchiveReader, result: Verification) -> None:
    """Report members in double, unknown members, and those without a table."""
    found = archive.member_names
    if len(found) != len(set(found)):
        result.add_problem("Des membres de la sauvegarde sont en double.")
    listed = {names.NAME, *archive.manifest.members}
    for name in sorted(set(found) - listed):
        if not name.startswith("media/"):
            result.add_problem(f"Le manifeste ne connaît pas «\u00a0{name}\u00a0».")
    try:
        readme = archive.manifest.members.get(names.README)
        for _ in archive.chunks(names.README, readme):
            pass
    except BackupError as error:
        result.add_problem(str(error))


def check_rows(
    archive: ArchiveReader,
    table: Table,
    references: References,
    result: Verification,
    show: Show,
) -> None:
    """Read the rows of a table, and compare their number with the manifest."""
    count = 0
    before = sum(result.counts.values())
    try:
        for row in archive.lines(names.rows_member(table.label)):
            count += 1
            if count % SHOW_EVERY == 1:
                show(before + count, table.label)
            check_row(table, count, row, references, result)
    except BackupError as error:
        result.add_problem(str(error))
    result.counts[table.label] = count
    expected = archive.manifest.counts.get(table.label)
    if count != expected:
        result.add_problem(f"{table.label}\u00a0: {count} lignes, {expected} attendues.")


def check_row(
    table: Table, number: int, row: Any, references: References, result: Verification
) -> None:
    """Check the values of a row, and record its references."""
    try:
        table.read(row)
        for column, value in zip(table.columns, row, strict=True):
            if column.type == "JSONField" and value is not None:
                json.loads(value)
    except (ValueError, TypeError) as error:
        result.add_problem(f"{table.label}, ligne {number}, ne se lit pas\u00a0: {error}")
        return
    if has_null_character(row):
        result.notices.append(
            f"{table.label}, ligne {number}\u00a0: un texte contient le caractère nul, que "
            "PostgreSQL refuse. Corrigez-le avant une restauration sur PostgreSQL."
        )
    if problem := references.add_row(table, row):
        result.add_problem(problem)


def has_null_character(row: list[Any]) -> bool:
    """Return whether a text of the row contains U+0000, plain or escaped in JSON."""
    texts = [value for value in row if isinstance(value, str)]
    return any("\0" in text or "\\u0000" in text for text in texts)


def check_media(
    archive: ArchiveReader, references: References, result: Verification, show: Show
) -> None:
    """Read every media file and compare its hash."""
    listed: set[str] = set()
    missing = 0
    try:
        for name, expected in archive.media():
            references.add_media(name)
            if not is_safe_name(name):
                result.add_problem(f"Nom de fichier refusé\u00a0: «\u00a0{name}\u00a0».")
                continue
            if expected is None:
                missing += 1
                result.notices.append(
                    f"Le fichier «\u00a0{name}\u00a0» manquait déjà sur le disque du site."
                )
                continue
            listed.add(names.media_member(name))
            show(len(listed), name)
            try:
                size = sum(len(c) for c in archive.chunks(names.media_member(name), expected))
            except BackupError as error:
                result.add_problem(str(error))
                continue
            result.media_files += 1
            result.media_bytes += size
    except BackupError as error:
        result.add_problem(str(error))
    if (len(listed), missing) != (archive.manifest.media_files, archive.manifest.missing_media):
        result.add_problem(
            f"{len(listed)} fichiers listés, {archive.manifest.media_files} attendus."
        )
    for name in archive.member_names:
        if name.startswith("media/") and name not in listed:
            result.add_problem(f"La liste des médias ne connaît pas «\u00a0{name}\u00a0».")
