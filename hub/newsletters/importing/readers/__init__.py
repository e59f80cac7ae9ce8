"""One reader per format; ``read_source`` picks it by the file's extension.

A reader is ``(name, bytes) -> SourceDocument``. To add a format, write its module and list it
in ``READERS``; nothing else knows about formats.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError

from .text import read_characters, read_text

# Largest text accepted, in bytes, checked before decoding. The real letter weighs 16 kB: five
# megabytes is three hundred of them, and far below what would make a worker swap.
MAX_TEXT_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how it is read, and how many bytes of it are accepted."""

    read: Callable[[str, bytes], SourceDocument]
    max_bytes: int = MAX_TEXT_BYTES


TEXT = Reader(read_text)
# A file without extension is taken for text; what is not text is refused by the reader.
READERS: dict[str, Reader] = {"": TEXT, ".txt": TEXT, ".text": TEXT}


def reader_for(name: str) -> Reader:
    """The reader of a file name; raises ``NewsletterImportError`` for an unknown extension."""
    extension = PurePath(name).suffix.lower()
    if extension not in READERS:
        known = ", ".join(sorted(filter(None, READERS)))
        raise NewsletterImportError(
            f"Le format « {extension} » n’est pas accepté. Formats acceptés : {known}."
        )
    return READERS[extension]


def read_source(name: str, data: bytes) -> SourceDocument:
    """A whole source in memory. Raises ``NewsletterImportError`` when it cannot be read."""
    reader = reader_for(name)
    _refuse_size(len(data), reader.max_bytes)
    if not data.strip():
        raise NewsletterImportError("Ce fichier est vide.")
    return reader.read(name, data)


def read_stream(name: str, stream: BinaryIO) -> SourceDocument:
    """An open file or an upload; no more than the limit plus one byte is ever read."""
    limit = reader_for(name).max_bytes
    return read_source(name, stream.read(limit + 1))


def read_path(path: str | Path) -> SourceDocument:
    """A file on disk. A missing or unreadable file is a ``NewsletterImportError`` too."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            return read_stream(path.name, stream)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NewsletterImportError(f"Impossible de lire « {path.name} » : {reason}.") from error


def read_pasted(text: str) -> SourceDocument:
    """A letter pasted in a form."""
    _refuse_size(len(text.encode("utf-8", errors="replace")), MAX_TEXT_BYTES)
    return read_characters("texte collé", text)


def _refuse_size(size: int, limit: int) -> None:
    if size > limit:
        raise NewsletterImportError(
            f"Ce fichier est trop lourd pour une lettre : la limite est de "
            f"{limit // (1024 * 1024)} Mo."
        )


__all__ = [
    "MAX_TEXT_BYTES",
    "READERS",
    "Reader",
    "read_path",
    "read_pasted",
    "read_source",
    "read_stream",
    "reader_for",
]
