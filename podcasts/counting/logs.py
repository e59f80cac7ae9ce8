"""Counting of the downloads that nginx sent, from its log of sounds (`SOUND_SERVER=nginx`).

One JSON object per line, in the format `hub_sounds` of `deploy/nginx/hub.conf`. Counted lines are
erased in place, with line feeds: nginx may add lines meanwhile, so the file is never truncated.
"""

import datetime
import fcntl
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from podcasts.counting.downloads import Transfer, record_transfer
from podcasts.models import CountedLogPart, EpisodePage

PART_BYTES = 1024 * 1024
SOUND_PATH = re.compile(r"/sons/([0-9a-f-]{36})\.\w+(?:\?.*)?", re.DOTALL)
# A line dated after now is wrong, save for clocks that differ.
CLOCK_SLACK = datetime.timedelta(minutes=5)


class LogFormatError(Exception):
    """A line of the log cannot be read; the message says why, in French, without its contents."""


@dataclass
class LogReport:
    """What was read from a log: lines, downloads counted, and unreadable lines with the reason.

    Line numbers start at 1 at the first line that was not erased yet.
    """

    lines: int = 0
    downloads: int = 0
    unreadable: list[tuple[int, str]] = field(default_factory=list)


def count_log(path: Path) -> LogReport:
    """Count the downloads of a log and erase its lines; raise OSError if it cannot be written.

    Each part of the log is counted in one transaction, then erased. If the process stops between
    the two, the next run erases that part without counting it. An incomplete last line stays.
    """
    report = LogReport()
    with path.open("r+b") as log:
        fcntl.flock(log, fcntl.LOCK_EX)  # two runs of the command, one after the other
        name = str(path.resolve())
        start = _first_line(log)
        start += _erase_counted_part(log, start, name)
        while lines := _read_part(log, start):
            with transaction.atomic():
                _count_lines(lines, report)
                _remember(name, lines)
            _erase(log, start, len(lines), name)
            start += len(lines)
    return report


def _first_line(log: IO[bytes]) -> int:
    """Return the position of the first byte that is not erased."""
    log.seek(0)
    position = 0
    while part := log.read(PART_BYTES):
        left = part.lstrip(b"\n")
        if left:
            return position + len(part) - len(left)
        position += len(part)
    return position


def _read_part(log: IO[bytes], start: int) -> bytes:
    """Return whole lines from `start`, 1 MB at most; a longer line is returned alone."""
    log.seek(start)
    part = log.read(PART_BYTES)
    end = part.rfind(b"\n") + 1
    if end:
        return part[:end]
    line = part + log.readline()
    return line if line.endswith(b"\n") else b""


def _remember(name: str, lines: bytes) -> None:
    digest = hashlib.sha256(lines).hexdigest()
    values = {"length": len(lines), "digest": digest}
    CountedLogPart.objects.update_or_create(path=name, defaults=values)


def _erase(log: IO[bytes], start: int, length: int, name: str) -> None:
    log.seek(start)
    log.write(b"\n" * length)
    log.flush()
    CountedLogPart.objects.filter(path=name).delete()


def _erase_counted_part(log: IO[bytes], start: int, name: str) -> int:
    """Erase the part that an interrupted run counted, if it is there; return its length."""
    counted = CountedLogPart.objects.filter(path=name).first()
    if counted is None:
        return 0
    log.seek(start)
    if hashlib.sha256(log.read(counted.length)).hexdigest() != counted.digest:
        counted.delete()  # the log was replaced since
        return 0
    _erase(log, start, counted.length, name)
    return counted.length


def _count_lines(lines: bytes, report: LogReport) -> None:
    entries = list(_read_entries(lines, report))
    uids = {entry.uid for entry in entries}
    episodes = EpisodePage.objects.filter(uid__in=uids).only(
        "uid", "audio_length", "duration", "title"
    )
    by_uid = {episode.uid: episode for episode in episodes}
    for entry in entries:
        if episode := by_uid.get(entry.uid):  # an episode may have been deleted since
            transfer = Transfer(episode, entry.address, entry.agent, entry.bytes_sent, entry.time)
            report.downloads += record_transfer(transfer)


@dataclass(frozen=True)
class LogEntry:
    """A response to count: 200 or 206 to a GET request of a sound by a reader."""

    uid: UUID
    address: str
    agent: str
    bytes_sent: int
    time: datetime.datetime


def _read_entries(lines: bytes, report: LogReport) -> Iterator[LogEntry]:
    for line in lines.split(b"\n"):
        if not line.strip():
            continue
        report.lines += 1
        try:
            entry = parse_line(line)
        except LogFormatError as error:
            report.unreadable.append((report.lines, str(error)))
            continue
        if entry:
            yield entry


def parse_line(line: bytes) -> LogEntry | None:
    """Return the entry of a line, or None if it is not to be counted.

    Not counted: other methods and statuses than those of a sound that was sent, other addresses
    than /sons/ (the admin), and users of the admin. Raise LogFormatError for an unreadable line.
    """
    try:
        values = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise LogFormatError("ce n’est pas du JSON") from error
    if not isinstance(values, dict):
        raise LogFormatError("ce n’est pas un objet JSON")
    texts = {name: _text(values, name) for name in ("address", "agent", "method", "uri", "status")}
    path = SOUND_PATH.fullmatch(texts["uri"])
    if (
        texts["method"] != "GET"
        or texts["status"] not in ("200", "206")
        or path is None
        or values.get("uncounted")
    ):
        return None
    try:
        uid = UUID(path[1])
    except ValueError:
        return None
    return LogEntry(uid, texts["address"], texts["agent"], _size(values), _time(values))


def _text(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str):
        raise LogFormatError(f"le champ «\u00a0{name}\u00a0» manque")
    return value


def _size(values: dict[str, Any]) -> int:
    text = _text(values, "bytes")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise LogFormatError("le champ «\u00a0bytes\u00a0» n’est pas un nombre")
    return int(text)


def _time(values: dict[str, Any]) -> datetime.datetime:
    try:
        time = parse_datetime(_text(values, "time"))
    except ValueError:
        time = None
    if time is None or timezone.is_naive(time):
        raise LogFormatError("le champ «\u00a0time\u00a0» n’est pas une date")
    if time > timezone.now() + CLOCK_SLACK:
        raise LogFormatError("la date est à venir")
    return time
