"""`count_downloads`: the log of sounds of nginx is counted once, then erased."""

import datetime
import json
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command

from podcasts.counting import logs
from podcasts.counting.logs import count_log
from podcasts.models import (
    CountedLogPart,
    DownloadCount,
    DownloadSalt,
    EpisodePage,
    PartialDownload,
)
from tests.podcasts.counting.conftest import FIREFOX, NOON, total

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "sounds.log"


def line(episode: EpisodePage, **values: Any) -> str:
    """Return the line of a whole sound, with other `values`."""
    return json.dumps(
        {
            "time": NOON.isoformat(),
            "address": "192.0.2.1",
            "agent": FIREFOX,
            "method": "GET",
            "uri": episode.sound_url,
            "status": "200",
            "bytes": str(episode.audio_length),
            "uncounted": "",
            **values,
        }
    )


def write(log: Path, *lines: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.writelines(f"{text}\n" for text in lines)


def run(*paths: Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("count_downloads", *map(str, paths), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_log_is_counted_then_erased(log: Path, episode: EpisodePage) -> None:
    write(log, line(episode), line(episode), line(episode, address="192.0.2.2"))

    out, err = run(log)

    assert "3 lignes, 2 écoutes" in out
    assert err == ""
    assert total(episode) == 2
    assert log.read_bytes().strip(b"\n") == b""
    assert not CountedLogPart.objects.exists()


def test_second_run_counts_only_the_new_lines(log: Path, episode: EpisodePage) -> None:
    write(log, line(episode))
    run(log)
    assert "0 lignes, 0 écoutes" in run(log)[0]
    write(log, line(episode, address="192.0.2.2"))

    assert "1 lignes, 1 écoutes" in run(log)[0]
    assert total(episode) == 2


def test_interrupted_run_does_not_count_twice(
    log: Path, episode: EpisodePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(log, line(episode))

    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(logs, "_erase", stop)
        with pytest.raises(KeyboardInterrupt):
            count_log(log)
    # What nginx wrote meanwhile, and the listeners forgotten at midnight.
    write(log, line(episode, address="192.0.2.2"))
    PartialDownload.objects.all().delete()

    report = count_log(log)

    assert (report.lines, report.downloads, total(episode)) == (1, 1, 2)
    assert log.read_bytes().strip(b"\n") == b""


def test_replaced_log_is_read_from_its_start(log: Path, episode: EpisodePage) -> None:
    CountedLogPart.objects.create(path=str(log.resolve()), length=10, digest="autre")
    write(log, line(episode))
    assert count_log(log).downloads == 1


def test_large_log_is_read_in_parts(
    log: Path, episode: EpisodePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "PART_BYTES", 1000)
    write(log, *[line(episode, address=f"192.0.2.{number}") for number in range(20)])
    write(log, line(episode, agent="x" * 3000))

    report = count_log(log)

    assert (report.lines, report.downloads) == (21, 21)
    assert log.read_bytes().strip(b"\n") == b""
    assert count_log(log).lines == 0


def test_incomplete_last_line_waits_for_its_end(log: Path, episode: EpisodePage) -> None:
    text = line(episode)
    log.write_text(text[:50], encoding="utf-8")
    assert count_log(log).lines == 0
    assert log.read_text(encoding="utf-8") == text[:50]
    with log.open("a", encoding="utf-8") as file:
        file.write(text[50:] + "\n")

    assert count_log(log).downloads == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("192.0.2.1 - - [02/Mar/2026] GET", "ce n’est pas du JSON"),
        ("[1, 2]", "ce n’est pas un objet JSON"),
        ("{}", "le champ «\u00a0address\u00a0» manque"),
        ('{"bytes": "-1"}', "le champ «\u00a0bytes\u00a0» n’est pas un nombre"),
        ('{"bytes": "²"}', "le champ «\u00a0bytes\u00a0» n’est pas un nombre"),
        ('{"bytes": 12}', "le champ «\u00a0bytes\u00a0» manque"),
        ('{"time": "hier"}', "le champ «\u00a0time\u00a0» n’est pas une date"),
        ('{"time": "2026-13-45T00:00:00Z"}', "le champ «\u00a0time\u00a0» n’est pas une date"),
        ('{"time": "2026-03-02T12:00:00"}', "le champ «\u00a0time\u00a0» n’est pas une date"),
        ('{"time": "2999-01-01T00:00:00Z"}', "la date est à venir"),
    ],
)
def test_unreadable_line_is_reported_without_its_contents(
    text: str, reason: str, log: Path, episode: EpisodePage
) -> None:
    if text.startswith('{"'):
        text = line(episode, **json.loads(text))
    write(log, text, line(episode))

    out, err = run(log)

    assert "2 lignes, 1 écoutes" in out
    assert "1 lignes illisibles" in err
    assert f"ligne 1\u00a0: {reason}" in err
    assert "192.0.2.1" not in err
    assert log.read_bytes().strip(b"\n") == b""


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00\n", b"\x00\n", b'{"a":\n', b"[" * 100_000 + b"\n"]
)
def test_binary_garbage_does_not_stop_the_count(
    content: bytes, log: Path, episode: EpisodePage
) -> None:
    log.write_bytes(content)
    write(log, line(episode))
    report = count_log(log)
    assert (report.downloads, len(report.unreadable)) == (1, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"method": "HEAD"},
        {"status": "304"},
        {"status": "416"},
        {"status": "404"},
        {"uncounted": "editor"},
        {"uri": "/admin/sons/1/fichier/"},
        {"uri": f"/sons/{uuid4()}.wav"},
        {"uri": f"/sons/{'-' * 36}.wav"},
        {"bytes": "2", "status": "206"},
        {"agent": "Googlebot/2.1"},
        {"agent": ""},
    ],
)
def test_what_is_no_listening_is_not_counted(
    values: dict[str, str], log: Path, episode: EpisodePage
) -> None:
    write(log, line(episode, **values))
    report = count_log(log)
    assert (report.downloads, report.unreadable) == (0, [])
    assert not PartialDownload.objects.exists()


def test_parameters_of_the_address_do_not_matter(log: Path, episode: EpisodePage) -> None:
    write(log, line(episode, uri=f"{episode.sound_url}?telecharger"))
    assert count_log(log).downloads == 1


def test_lines_of_yesterday_have_the_day_of_yesterday(log: Path, episode: EpisodePage) -> None:
    """The command runs after midnight: both days are counted, then yesterday is forgotten."""
    midnight = NOON.replace(hour=0) + datetime.timedelta(days=1)
    before, after = (midnight + datetime.timedelta(minutes=minutes) for minutes in (-5, 5))
    write(log, line(episode, time=before.isoformat()), line(episode, time=after.isoformat()))

    with time_machine.travel(after, tick=False):
        out, _ = run(log)

    assert [count.day for count in DownloadCount.objects.order_by("day")] == [
        before.date(),
        after.date(),
    ]
    assert "2 lignes détruites" in out
    assert [salt.day for salt in DownloadSalt.objects.all()] == [after.date()]


def test_missing_log_is_reported_and_the_others_are_counted(
    log: Path, tmp_path: Path, episode: EpisodePage
) -> None:
    write(log, line(episode))
    with pytest.raises(CommandError, match="1 journaux"):
        run(tmp_path / "absent.log", log)
    assert total(episode) == 1
