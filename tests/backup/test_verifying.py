"""What `verify` finds in a backup, without the data of the site."""

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.backup.media import is_safe_name
from hub.backup.verifying import verify_backup
from tests.backup.helpers import column_index, edit_rows, rewrite, show_nothing

pytestmark = pytest.mark.django_db

Change = Callable[[dict[str, bytes]], None]


def problems_of(path: Path) -> list[str]:
    return verify_backup(path, show_nothing).problems


def test_whole_backup_has_no_problem(backup_file: Path) -> None:
    result = verify_backup(backup_file, show_nothing)

    assert (result.problems, result.notices) == ([], [])
    assert result.counts == result.manifest.counts
    assert result.counts["core.HubPage"] >= 3
    assert result.media_files == result.manifest.media_files >= 3


def test_truncated_file_is_reported(backup_file: Path) -> None:
    data = backup_file.read_bytes()
    for length in (0, 10, len(data) // 2, len(data) - 1):
        backup_file.write_bytes(data[:length])
        assert "tronqué" in problems_of(backup_file)[0]


def test_absent_file_is_reported(tmp_path: Path) -> None:
    assert "ne se lit pas" in problems_of(tmp_path / "absent.zip")[0]


def test_changed_byte_is_reported_unless_it_changes_no_content(backup_file: Path) -> None:
    data = backup_file.read_bytes()
    whole = members_of(backup_file)
    seed = random.Random(28)
    reported = 0
    for position in seed.sample(range(len(data)), 60):
        changed = bytearray(data)
        changed[position] ^= 0x41
        backup_file.write_bytes(changed)
        if problems_of(backup_file):
            reported += 1
        else:
            # A date or a flag in the directory of the ZIP: nothing that is restored.
            assert members_of(backup_file) == whole
    assert reported > 40


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remove(name: str) -> Change:
    def change(members: dict[str, bytes]) -> None:
        del members[name]

    return change


def replace(name: str, old: bytes, new: bytes) -> Change:
    def change(members: dict[str, bytes]) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (remove("manifest.json"), "n’a pas de manifeste"),
        (remove("rows/people.Person.jsonl"), "Il manque «\u00a0rows/people.Person.jsonl"),
        (remove("media.jsonl"), "Il manque «\u00a0media.jsonl"),
        (replace("rows/auth.User.jsonl", b"true", b"null"), "a changé depuis la sauvegarde"),
        (replace("manifest.json", b'"format": 1', b'"format": 2'), "plus récente"),
        (replace("manifest.json", b"{", b"("), "manifeste de la sauvegarde ne se lit pas"),
        (replace("manifest.json", b'"tables"', b'"tabels"'), "manifeste de la sauvegarde"),
        (lambda members: members.update({"rows/x": b""}), "ne connaît pas «\u00a0rows/x"),
        (lambda members: members.update({"media/x": b""}), "ne connaît pas «\u00a0media/x"),
    ],
)
def test_changed_member_is_reported(backup_file: Path, change: Change, words: str) -> None:
    assert words in " ".join(problems_of(rewrite(backup_file, change)))


def test_missing_and_changed_media_are_reported(backup_file: Path) -> None:
    name = next(name for name in members_of(backup_file) if name.startswith("media/"))

    assert f"Il manque «\u00a0{name}" in problems_of(rewrite(backup_file, remove(name)))[0]
    changed = rewrite(backup_file, lambda members: members.update({name: b"other"}))
    assert "a changé" in problems_of(changed)[0]


def test_row_that_is_not_readable_is_reported(backup_file: Path) -> None:
    def spoil(rows: list[list[object]]) -> None:
        rows[0][column_index("wagtailcore.Revision", "created_at")] = "hier"

    copy = rewrite(
        backup_file, lambda members: edit_rows(members, "wagtailcore.Revision", spoil), sign=True
    )
    assert "wagtailcore.Revision, ligne 1, ne se lit pas" in problems_of(copy)[0]


def test_reference_to_an_absent_row_is_reported(backup_file: Path) -> None:
    copy = rewrite(
        backup_file,
        lambda members: edit_rows(members, "core.HubImage", lambda rows: rows.clear()),
        sign=True,
    )
    assert any("core.HubPage.image_id" in words for words in problems_of(copy))


def test_key_in_double_is_reported(backup_file: Path) -> None:
    copy = rewrite(
        backup_file,
        lambda members: edit_rows(members, "auth.User", lambda rows: rows.append(rows[0])),
        sign=True,
    )
    assert any("auth.User\u00a0: la clé" in words for words in problems_of(copy))


def test_number_of_rows_is_compared(backup_file: Path) -> None:
    def forget_last(members: dict[str, bytes]) -> None:
        name = "rows/wagtailcore.PageLogEntry.jsonl"
        members[name] = members[name].partition(b"\n")[2] if members[name] else b"[]\n"

    problems = problems_of(rewrite(backup_file, forget_last, sign=True))
    assert any("attendues" in words for words in problems)


def test_file_named_by_a_row_but_not_listed_is_reported(backup_file: Path) -> None:
    def forget_first(members: dict[str, bytes]) -> None:
        lines = members["media.jsonl"].splitlines(keepends=True)
        members["media.jsonl"] = b"".join(lines[1:])
        del members[f"media/{json.loads(lines[0])['name']}"]

    problems = problems_of(rewrite(backup_file, forget_first, sign=True))
    assert any("n’est pas dans la sauvegarde" in words for words in problems)


def test_null_character_is_a_notice(backup_file: Path) -> None:
    def add_null(rows: list[list[object]]) -> None:
        rows[0][column_index("people.Person", "name")] = "Zo\0é"

    copy = rewrite(
        backup_file, lambda members: edit_rows(members, "people.Person", add_null), sign=True
    )
    result = verify_backup(copy, show_nothing)

    assert result.problems == []
    assert "caractère nul" in result.notices[0]


@pytest.mark.parametrize("name", ["images/place.jpg", "é/ù.pdf", "a..b"])
def test_name_inside_the_folder_is_accepted(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../x", "a/../../x", "a\\b", "./x", "a//b", "x\0", None, 3]
)
def test_name_outside_the_folder_is_refused(name: object) -> None:
    assert not is_safe_name(name)
