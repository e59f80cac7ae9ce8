"""The commands `backup`, `verify` and `restore`: what they print and how they end."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hub.backup.management.commands import restore
from hub.backup.restoring import RestoreReport

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    output = StringIO()
    call_command(*map(str, arguments), stdout=output, stderr=output)
    return output.getvalue()


def test_backup_prints_the_counts_and_is_private(content: None, tmp_path: Path) -> None:
    path = tmp_path / "site.zip"

    output = run("backup", path)

    assert "Sauvegarde écrite" in output
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "La sauvegarde est entière." in run("verify", path)


def test_backup_in_an_absent_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        run("backup", tmp_path / "absent" / "site.zip")


def test_verify_prints_a_table_and_fails_with_the_reasons(backup_file: Path) -> None:
    assert "core.HubPage" in run("verify", backup_file)
    backup_file.write_bytes(backup_file.read_bytes()[:-40])

    with pytest.raises(CommandError, match=r"pas bonne\.\n.*tronqué"):
        run("verify", backup_file)


def test_restore_refuses_a_site_with_content(backup_file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Rien n’a été restauré"):
        run("restore", backup_file)


def test_restore_rebuilds_what_was_left_out(
    backup_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = []

    def record(command: str, *arguments: str, **options: object) -> None:
        called.append(command)
        if command == "make_renditions":
            raise CommandError("1 image illisible")

    monkeypatch.setattr(restore, "restore_backup", lambda *args: RestoreReport(12, 3, False))
    monkeypatch.setattr(restore, "call_command", record)
    with pytest.raises(CommandError, match="relancer\u00a0: make_renditions"):
        run("restore", backup_file)

    assert called == [
        "migrate",
        "rebuild_references_index",
        "wagtail_update_index",
        "make_renditions",
        "search_rebuild",
    ]
