"""Writing of a backup: the rows of one state of the database, then the media files they name."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.core.files.storage import Storage, default_storage
from django.db import connections
from django.db.models import Model
from django.utils import timezone

import hub
from hub.backup import manifest as names
from hub.backup.archive import ArchiveWriter
from hub.backup.contents import kept_models
from hub.backup.errors import BackupError
from hub.backup.manifest import Manifest
from hub.backup.media import copy_to_archive
from hub.backup.migration_state import applied_migrations, missing_migrations
from hub.backup.snapshot import snapshot
from hub.backup.tables import Table, row_line

Show = Callable[[int, str], None]
SHOW_EVERY = 1000
README_TEXT = """\
Sauvegarde du site «\u00a0Territoires pilotes\u00a0», faite le {date}.

Ce fichier contient les comptes (noms, adresses, empreintes des mots de passe), les brouillons,
les pages et les documents privés\u00a0: gardez-le comme vous gardez le serveur.

Le vérifier\u00a0: python manage.py verify FICHIER
Le restaurer sur un site vide\u00a0: python manage.py restore FICHIER
"""


@dataclass
class BackupReport:
    """What a backup holds: rows by label, number of media files, names of the missing ones."""

    counts: dict[str, int] = field(default_factory=dict)
    media_files: int = 0
    missing_media: list[str] = field(default_factory=list)


def write_backup(path: Path, show: Show, using: str = "default") -> BackupReport:
    """Write a backup of the site to a new file; return its report.

    `show` receives the numbers of rows, then of media files, and what they are. Raise BackupError
    if the file exists or cannot be written, or if a migration is not applied.
    """
    if path.exists():
        raise BackupError(f"«\u00a0{path}\u00a0» existe déjà\u00a0: il n’est pas remplacé.")
    if missing := missing_migrations(using):
        raise BackupError(
            f"La base n’a pas toutes les migrations du programme ({len(missing)} manquent)\u00a0: "
            "lancez d’abord «\u00a0manage.py migrate\u00a0»."
        )
    return write_models(path, kept_models(), default_storage, show, using)


def write_models(
    path: Path, models: Sequence[type[Model]], storage: Storage, show: Show, using: str
) -> BackupReport:
    """Write the rows of `models`, current or historical, and their media files."""
    report = BackupReport()
    with (
        ArchiveWriter(path) as archive,
        tempfile.TemporaryFile(dir=path.parent) as file_names,
        tempfile.TemporaryFile(dir=path.parent) as media_list,
    ):
        manifest = Manifest(
            hub_version=hub.__version__,
            created_at=timezone.now().isoformat(timespec="seconds"),
            database=connections[using].vendor,
            migrations=[],
            tables=[Table.of(model) for model in models],
        )
        readme = README_TEXT.format(date=timezone.localtime().strftime("%d/%m/%Y à %H:%M"))
        manifest.members[names.README] = archive.add(names.README, readme.encode("utf-8"))
        with snapshot(using):
            manifest.migrations = [list(migration) for migration in applied_migrations(using)]
            for table in manifest.tables:
                member = names.rows_member(table.label)
                with archive.member(member) as writer:
                    for row in counted(table.rows(using), table, manifest.counts, show):
                        writer.write(row_line(row))
                        write_file_names(table, row, file_names)
                manifest.members[member] = writer.member
        copy_media(archive, storage, read_names(file_names), media_list, report, show)
        media_list.seek(0)
        with archive.member(names.MEDIA_LIST) as writer:
            for line in media_list:
                writer.write(line)
        manifest.members[names.MEDIA_LIST] = writer.member
        manifest.media_files = report.media_files
        manifest.missing_media = len(report.missing_media)
        archive.add(names.NAME, manifest.to_json())
    report.counts = manifest.counts
    return report


def counted(
    rows: Iterator[list[object]], table: Table, counts: dict[str, int], show: Show
) -> Iterator[list[object]]:
    """Yield the rows, and count them in `counts`."""
    done, counts[table.label] = sum(counts.values()), 0
    for row in rows:
        counts[table.label] += 1
        if counts[table.label] % SHOW_EVERY == 1:
            show(done + counts[table.label], table.label)
        yield row


def write_file_names(table: Table, row: list[object], stream: IO[bytes]) -> None:
    """Add the media files that a row names, one per line of JSON."""
    for column, value in zip(table.columns, row, strict=True):
        if column.is_file and value:
            stream.write(json.dumps(value).encode("ascii") + b"\n")


def read_names(stream: IO[bytes]) -> Iterator[str]:
    """Yield the names written by `write_file_names`."""
    stream.seek(0)
    for line in stream:
        yield json.loads(line)


def copy_media(
    archive: ArchiveWriter,
    storage: Storage,
    file_names: Iterator[str],
    media_list: IO[bytes],
    report: BackupReport,
    show: Show,
) -> None:
    """Copy each file once; write its name to `media_list`, with its size and hash if it exists."""
    seen: set[str] = set()
    for number, name in enumerate(file_names, start=1):
        show(number, name)
        if name in seen:
            continue
        seen.add(name)
        member = copy_to_archive(storage, name, archive)
        content: dict[str, object] = {"name": name}
        if member is None:
            report.missing_media.append(name)
        else:
            report.media_files += 1
            content |= {"size": member.size, "sha256": member.sha256}
        media_list.write(json.dumps(content).encode("ascii") + b"\n")
