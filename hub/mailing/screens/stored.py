"""Messages in the folder of Django's file backend, which stores them instead of sending them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from itertools import islice
from pathlib import Path

from django.utils import timezone

# The backend writes this line after each message; what follows it is a header or the end.
SEPARATOR = re.compile(rb"\n-{79}\n(?=\Z|[A-Za-z-]+:)")
FILES = "*.log"


@dataclass(frozen=True)
class StoredMessage:
    """A message of the folder, found again by its file and its place in it, from 0."""

    file: str
    place: int
    data: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.data, policy=policy.default)

    def header(self, name: str) -> str:
        """Return the decoded value of a header; empty without it."""
        return str(self.message.get(name, ""))

    @property
    def subject(self) -> str:
        return self.header("Subject")

    @property
    def recipients(self) -> str:
        return self.header("To")

    @property
    def sent_at(self) -> datetime | None:
        """The date of the message, in the time zone of the site; None without one."""
        found = getattr(self.message.get("Date"), "datetime", None)
        if found is None:
            return None
        if timezone.is_naive(found):  # « -0000 », as Django writes: a time in UTC
            found = found.replace(tzinfo=UTC)
        return timezone.localtime(found)

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers, in their order, as (name, value)."""
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""

    @property
    def attachments(self) -> list[tuple[str, int]]:
        """The attachments, as (name, size in bytes)."""
        return [
            (part.get_filename() or "sans nom", len(part.get_payload(decode=True) or b""))
            for part in self.message.iter_attachments()
        ]


def latest_messages(folder: Path, count: int) -> list[StoredMessage]:
    """Return the last messages of a folder, latest first."""
    return list(islice(_all_messages(folder), count))


def stored_message(folder: Path, file: str, place: int) -> StoredMessage | None:
    """Return a message of the folder, or None: `file` is a name, not a path."""
    names = {path.name: path for path in folder.glob(FILES)}
    messages = _messages_of(names[file]) if file in names else []
    return messages[place] if place < len(messages) else None


def _all_messages(folder: Path) -> Iterator[StoredMessage]:
    # A name begins with the date and the time.
    for path in sorted(folder.glob(FILES), reverse=True):
        yield from reversed(_messages_of(path))


def _messages_of(path: Path) -> list[StoredMessage]:
    parts = [part for part in SEPARATOR.split(path.read_bytes()) if part.strip()]
    return [StoredMessage(path.name, place, data) for place, data in enumerate(parts)]
