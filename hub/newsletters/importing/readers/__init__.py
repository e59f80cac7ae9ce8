"""Readers of source files, one per format; `read_source` chooses by the extension of the file.

A reader is `(name, bytes) -> SourceDocument`. To add a format, write its module and add it to
`READERS`; no other module depends on formats.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError

from .email import MAX_EMAIL_BYTES, read_email, read_web_archive
from .html import LOOKS_LIKE_HTML, read_html, read_html_characters
from .mailchimp import MAX_ARCHIVE_BYTES, read_archive, read_archive_letters
from .markdown import read_markdown
from .messages import ATTACHED_READERS
from .opendocument import MAX_DOCUMENT_BYTES, read_opendocument
from .outlook import MAX_OUTLOOK_BYTES, read_outlook
from .pasting import merged, unread_notice
from .text import read_characters, read_text
from .word import MAX_WORD_BYTES, read_word

logger = logging.getLogger(__name__)

# Largest text accepted, in bytes, checked before decoding. The real letter has 16 kB: 5 MB is three
# hundred times as much, and too little to exhaust the memory of a worker.
MAX_TEXT_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader function of a format, and the largest size accepted, in bytes."""

    read: Callable[[str, bytes], SourceDocument]
    max_bytes: int = MAX_TEXT_BYTES


TEXT = Reader(read_text)
# A file without extension is read as text; the reader refuses binary data.
HTML, MARKDOWN = Reader(read_html), Reader(read_markdown)
READERS: dict[str, Reader] = {
    "": TEXT,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".eml": Reader(read_email, MAX_EMAIL_BYTES),
    ".mht": Reader(read_web_archive, MAX_EMAIL_BYTES),
    ".mhtml": Reader(read_web_archive, MAX_EMAIL_BYTES),
    ".msg": Reader(read_outlook, MAX_OUTLOOK_BYTES),
    ".docx": Reader(read_word, MAX_WORD_BYTES),
    ".odt": Reader(read_opendocument, MAX_DOCUMENT_BYTES),
    ".zip": Reader(read_archive, MAX_ARCHIVE_BYTES),
}
# Messages attached to one of the other format.
ATTACHED_READERS |= {".eml": read_email, ".msg": read_outlook}


def reader_for(name: str) -> Reader:
    """Return the reader of a file name; raise `NewsletterImportError` for an unknown extension."""
    extension = PurePath(name).suffix.lower()
    if extension not in READERS:
        known = ", ".join(sorted(filter(None, READERS)))
        raise NewsletterImportError(
            f"Le format « {extension} » n’est pas accepté. Formats acceptés : {known}."
        )
    return READERS[extension]


def read_source(name: str, data: bytes) -> SourceDocument:
    """Read a source from memory; raise `NewsletterImportError` when it cannot be read."""
    reader = reader_for(name)
    _refuse_size(len(data), reader.max_bytes)
    if not data.strip():
        raise NewsletterImportError("Ce fichier est vide.")
    try:
        return reader.read(name, data)
    except NewsletterImportError:
        raise
    except Exception as error:
        # Libraries raise anything on a damaged file; one file must not stop a batch.
        logger.exception("Unexpected error while reading a letter")
        raise _unexpected(error) from error


def read_stream(name: str, stream: BinaryIO) -> SourceDocument:
    """Read an open file or an upload, at most one byte more than the limit of its format."""
    limit = reader_for(name).max_bytes
    return read_source(name, stream.read(limit + 1))


def read_path(path: str | Path) -> SourceDocument:
    """Read a file on disk; raise `NewsletterImportError` when it is missing or unreadable."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            return read_stream(path.name, stream)
    except OSError as error:
        raise _unreadable(path, error) from error


def read_letters(path: str | Path) -> list[tuple[str, SourceDocument | NewsletterImportError]]:
    """Read every letter of a file on disk, as (name, document): several for an archive.

    A letter that cannot be read has its error instead of a document; the others are still read.
    """
    path = Path(path)
    try:
        if path.suffix.lower() != ".zip":
            return [(path.name, read_path(path))]
        with path.open("rb") as stream:
            data = stream.read(MAX_ARCHIVE_BYTES + 1)
        _refuse_size(len(data), MAX_ARCHIVE_BYTES)
        return read_archive_letters(path.name, data)
    except NewsletterImportError as error:
        return [(path.name, error)]
    except OSError as error:
        return [(path.name, _unreadable(path, error))]
    except Exception as error:
        logger.exception("Unexpected error while reading an archive")
        return [(path.name, _unexpected(error))]


def read_pasted(text: str) -> SourceDocument:
    """Read the text or HTML pasted in a form."""
    _refuse_size(len(text.encode("utf-8", errors="replace")), MAX_TEXT_BYTES)
    if LOOKS_LIKE_HTML.match(text):
        return read_html_characters("texte collé", text)
    return read_characters("texte collé", text)


def read_pasted_page(text: str, html: str) -> SourceDocument:
    """Read a letter pasted in a form, with the HTML of the clipboard.

    When the text was edited after the paste, only the paragraphs that were not edited come from
    the HTML, and a notice says what the others lose.
    """
    document = read_pasted(text)
    if not html:
        return document
    try:
        _refuse_size(len(html.encode("utf-8", errors="replace")), MAX_TEXT_BYTES)
        page = read_html_characters(document.name, html)
    except NewsletterImportError:
        return replace(document, notices=[*document.notices, unread_notice()])
    return merged(document, page)


def describe_formats() -> str:
    """Return « .docx (25 Mo), .eml (25 Mo), … »: each format and its largest size."""
    return ", ".join(
        f"{extension} ({reader.max_bytes // (1024 * 1024)}\u00a0Mo)"
        for extension, reader in sorted(READERS.items())
        if extension
    )


def _unreadable(path: Path, error: OSError) -> NewsletterImportError:
    reason = error.strerror or type(error).__name__
    return NewsletterImportError(f"Impossible de lire « {path.name} » : {reason}.")


def _unexpected(error: Exception) -> NewsletterImportError:
    return NewsletterImportError(
        f"Ce fichier ne se lit pas ({type(error).__name__})\u00a0: il est abîmé, ou écrit d’une "
        "manière inconnue du site. Enregistrez-le dans un autre format, ou collez son texte."
    )


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
    "describe_formats",
    "read_letters",
    "read_pasted_page",
    "read_path",
    "read_pasted",
    "read_source",
    "read_stream",
    "reader_for",
]
