"""Restoration of a backup into an empty site: all of it, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps as current_apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import DatabaseError, connections, transaction

from hub.backup.archive import ArchiveReader
from hub.backup.contents import WRITTEN_BY_PEOPLE
from hub.backup.errors import BackupError
from hub.backup.manifest import Manifest
from hub.backup.media import MediaRestoration, first_file
from hub.backup.migration_state import (
    Migration,
    applied_migrations,
    later_migrations,
    migrate_to,
    models_at,
    unknown_migrations,
)
from hub.backup.rows_loading import check_columns, empty_tables, load_table, reset_sequences

Show = Callable[[int, str], None]
SHOWN_MIGRATIONS = 5


@dataclass(frozen=True)
class RestoreReport:
    """Numbers of rows and media files; whether the backup was older than the program."""

    rows: int
    media_files: int
    was_older: bool


def restore_backup(
    path: Path, media_root: Path, show: Show, using: str = "default"
) -> RestoreReport:
    """Load a verified backup into an empty database and an empty folder of media.

    The rows are loaded in one transaction; the media files are moved to their places just before
    its commit. Raise BackupError when the site is not empty, when the migrations do not match, or
    when something fails: rows and media files are then as before.
    """
    with ArchiveReader(path) as archive:
        check_empty_media(media_root)
        check_empty_database(using)
        migrations = [(app, name) for app, name in archive.manifest.migrations]
        was_older = prepare_schema(archive.manifest, migrations, using)
        check_columns(archive.manifest.tables, using)
        media = MediaRestoration(media_root)
        try:
            files = media.extract(archive, lambda count: show(count, "médias"))
            with transaction.atomic(using):
                lift_time_limit(using)
                empty_tables(models_at(migrations, using), using)
                rows = 0
                for table in archive.manifest.tables:
                    rows += load_table(archive, table, using, show, rows)
                reset_sequences(archive.manifest.tables, using)
                check_references(using)
                media.move()
        except BaseException:
            media.undo()
            raise
    ContentType.objects.clear_cache()
    cache.clear()
    return RestoreReport(rows, files, was_older)


def check_empty_media(root: Path) -> None:
    """Raise BackupError if the folder of media has a file."""
    if found := first_file(root):
        raise BackupError(
            f"Le dossier des médias «\u00a0{root}\u00a0» n’est pas vide (il contient "
            f"«\u00a0{found.relative_to(root)}\u00a0»)\u00a0: indiquez un dossier vide dans "
            "MEDIA_ROOT."
        )


def check_empty_database(using: str) -> None:
    """Raise BackupError, with what was found, if people have written in the database."""
    connection = connections[using]
    found = []
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        for label, words in WRITTEN_BY_PEOPLE.items():
            table = current_apps.get_model(label)._meta.db_table
            if table not in existing:
                continue
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if count := cursor.fetchone()[0]:
                found.append(f"{words}\u00a0: {count}")
    if found:
        raise BackupError(
            f"Ce site n’est pas vide ({', '.join(found)}). Une sauvegarde se restaure sur une "
            "base neuve, sans compte ni page\u00a0: rien n’a été changé."
        )


def prepare_schema(manifest: Manifest, migrations: list[Migration], using: str) -> bool:
    """Bring the database to the migrations of the backup; return whether the code has newer ones.

    Raise BackupError if the code lacks migrations of the backup, or if the database has more.
    """
    if unknown := unknown_migrations(migrations, using):
        raise BackupError(
            f"Cette sauvegarde vient d’une version plus récente du site "
            f"({manifest.hub_version})\u00a0: ce programme n’a pas {describe(unknown)}."
        )
    applied = applied_migrations(using)
    if more := sorted(set(applied) - set(migrations)):
        raise BackupError(
            f"La base a des migrations que la sauvegarde n’a pas ({describe(more)}). Donnez une "
            "base sans aucune table, sans lancer «\u00a0migrate\u00a0»\u00a0: la restauration la "
            "prépare, puis la met à jour."
        )
    if set(migrations) - set(applied):
        migrate_to(migrations, using)
    return bool(later_migrations(migrations, using))


def describe(migrations: list[Migration]) -> str:
    """Return the first migrations of a list, as `app.name`."""
    shown = ", ".join(f"{app}.{name}" for app, name in migrations[:SHOWN_MIGRATIONS])
    return f"{shown}…" if len(migrations) > SHOWN_MIGRATIONS else shown


def lift_time_limit(using: str) -> None:
    """Lift, for this transaction, the limit that PostgreSQL may have for a statement."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


def check_references(using: str) -> None:
    """Raise BackupError if a foreign key refers to an absent row."""
    try:
        connections[using].check_constraints()
    except DatabaseError as error:
        raise BackupError(f"Une référence ne mène à rien\u00a0: {error}") from error
