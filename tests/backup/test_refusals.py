"""Backups that are not written, and restorations that change nothing."""

import errno
import json
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from hub.backup import restoring, writing
from hub.backup.archive import HashedWriter
from hub.backup.contents import kept_models
from hub.backup.errors import BackupError
from hub.backup.restoring import restore_backup
from hub.backup.verifying import verify_backup
from hub.backup.writing import write_backup, write_models
from hub.core.models import HubDocument
from hub.people.models import Person
from tests.backup.helpers import (
    RESTORED,
    column_index,
    edit_rows,
    files_of,
    rewrite,
    rows_of,
    show_nothing,
)

pytestmark = pytest.mark.django_db


def test_existing_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "site.zip"
    path.write_bytes(b"an older backup")

    with pytest.raises(BackupError, match="existe déjà"):
        write_backup(path, show_nothing)
    assert path.read_bytes() == b"an older backup"


def test_database_behind_the_code_is_not_backed_up(empty_site: Path, tmp_path: Path) -> None:
    recorder = MigrationRecorder(connections[RESTORED])
    recorder.record_unapplied("home", "0010_programme_rights")

    with pytest.raises(BackupError, match="1 manquent.*migrate"):
        write_backup(tmp_path / "site.zip", show_nothing, RESTORED)


@pytest.mark.parametrize("writes", [0, 5, 60])
def test_full_disk_leaves_no_file(
    content: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    write = HashedWriter.write
    count = 0

    def fill_the_disk(self: HashedWriter, data: bytes) -> None:
        nonlocal count
        count += 1
        if count > writes:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, data)

    monkeypatch.setattr(HashedWriter, "write", fill_the_disk)
    with pytest.raises(BackupError, match="est plein"):
        write_backup(tmp_path / "site.zip", show_nothing)
    assert list(tmp_path.iterdir()) == []


def test_interrupted_backup_leaves_no_file(
    content: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "copy_media", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_backup(tmp_path / "site.zip", show_nothing)
    assert list(tmp_path.iterdir()) == []


def test_file_missing_on_disk_is_reported_and_the_rest_saved(
    content: None, tmp_path: Path, empty_site: Path
) -> None:
    name = HubDocument.objects.get().file.name
    default_storage.delete(name)
    path = tmp_path / "site.zip"

    report = write_models(path, kept_models(), default_storage, show_nothing, "default")

    assert report.missing_media == [name]
    assert report.media_files >= 2
    result = verify_backup(path, show_nothing)
    assert result.problems == []
    assert any(name in notice for notice in result.notices)
    restore_backup(path, empty_site, show_nothing, RESTORED)
    assert name not in files_of(empty_site)


def test_site_with_content_is_refused_by_name(backup_file: Path, empty_site: Path) -> None:
    Person.objects.using(RESTORED).create(name="Zoé")
    before = rows_of(RESTORED)

    with pytest.raises(BackupError, match="pas vide .personnes\u00a0: 1"):
        restore_backup(backup_file, empty_site, show_nothing, RESTORED)
    assert rows_of(RESTORED) == before


def test_folder_of_media_with_a_file_is_refused(backup_file: Path, empty_site: Path) -> None:
    (empty_site / "images").mkdir()
    (empty_site / "images" / "place.jpg").write_bytes(b"mine")

    with pytest.raises(BackupError, match=r"images/place\.jpg"):
        restore_backup(backup_file, empty_site, show_nothing, RESTORED)
    assert files_of(empty_site) == {"images/place.jpg": b"mine"}


def test_empty_folders_and_an_interrupted_restoration_are_replaced(
    backup_file: Path, empty_site: Path
) -> None:
    (empty_site / "documents" / "deep").mkdir(parents=True)
    (empty_site / ".restauration").mkdir()
    (empty_site / ".restauration" / "rest.jpg").write_bytes(b"rest")

    report = restore_backup(backup_file, empty_site, show_nothing, RESTORED)

    assert len(files_of(empty_site)) == report.media_files


def test_backup_of_a_newer_version_is_refused(backup_file: Path, empty_site: Path) -> None:
    def add_migration(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["migrations"].append(["home", "9999_from_the_future"])
        members["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(BackupError, match=r"plus récente .* home\.9999_from_the_future"):
        restore_backup(rewrite(backup_file, add_migration), empty_site, show_nothing, RESTORED)


def test_database_ahead_of_the_backup_is_refused(backup_file: Path, empty_site: Path) -> None:
    def remove_migration(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["migrations"].remove(["home", "0010_programme_rights"])
        members["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(BackupError, match=r"home\.0010_programme_rights.*sans aucune table"):
        restore_backup(rewrite(backup_file, remove_migration), empty_site, show_nothing, RESTORED)


def test_failure_at_the_end_changes_nothing(
    backup_file: Path, empty_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(RESTORED)

    def fail(using: str) -> None:
        raise BackupError("Une référence ne mène à rien.")

    monkeypatch.setattr(restoring, "check_references", fail)
    with pytest.raises(BackupError, match="ne mène à rien"):
        restore_backup(backup_file, empty_site, show_nothing, RESTORED)
    assert rows_of(RESTORED) == before
    assert list(empty_site.iterdir()) == []


def test_refused_row_is_named(backup_file: Path, empty_site: Path) -> None:
    def clear_name(rows: list[list[object]]) -> None:
        rows[-1][column_index("people.Person", "name")] = None

    copy = rewrite(
        backup_file, lambda members: edit_rows(members, "people.Person", clear_name), sign=True
    )
    before = rows_of(RESTORED)

    with pytest.raises(BackupError, match=r"people\.Person, clé \d+"):
        restore_backup(copy, empty_site, show_nothing, RESTORED)
    assert rows_of(RESTORED) == before


def test_dangling_reference_is_refused_by_the_database(backup_file: Path, empty_site: Path) -> None:
    def remove_all(rows: list[list[object]]) -> None:
        rows.clear()

    copy = rewrite(
        backup_file, lambda members: edit_rows(members, "core.HubImage", remove_all), sign=True
    )

    with pytest.raises(BackupError, match="ne mène à rien"):
        restore_backup(copy, empty_site, show_nothing, RESTORED)
    assert list(empty_site.iterdir()) == []
