"""One reader per format; `read_source` picks it by the file's extension.

A reader is `(name, bytes) -> SourceDocument`. To add a format, write its module and list it
in `READERS`; nothing else knows about formats.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError

from .email import MAX_EMAIL_BYTES, read_email
from .html import LOOKS_LIKE_HTML, read_html, read_html_characters
from .mailchimp import MAX_ARCHIVE_BYTES, letters_of, read_archive
from .markdown import read_markdown
from .text import read_characters, read_text
from .word import MAX_WORD_BYTES, read_word

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
    ".docx": Reader(read_word, MAX_WORD_BYTES),
    ".zip": Reader(read_archive, MAX_ARCHIVE_BYTES),
}


def reader_for(name: str) -> Reader:
    """The reader of a file name; raises `NewsletterImportError` for an unknown extension."""
    extension = PurePath(name).suffix.lower()
    if extension not in READERS:
        known = ", ".join(sorted(filter(None, READERS)))
        raise NewsletterImportError(
            f"Le format « {extension} » n’est pas accepté. Formats acceptés : {known}."
        )
    return READERS[extension]


def read_source(name: str, data: bytes) -> SourceDocument:
    """A whole source in memory. Raises `NewsletterImportError` when it cannot be read."""
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
    """A file on disk. A missing or unreadable file is a `NewsletterImportError` too."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            return read_stream(path.name, stream)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NewsletterImportError(f"Impossible de lire « {path.name} » : {reason}.") from error


def read_letters(path: str | Path) -> list[tuple[str, SourceDocument | NewsletterImportError]]:
    """Every letter of a file on disk, by name: several for an archive, one otherwise.

    What cannot be read is in the list as its error, so that the others still go on.
    """
    path = Path(path)
    try:
        if path.suffix.lower() != ".zip":
            return [(path.name, read_path(path))]
        with path.open("rb") as stream:
            data = stream.read(MAX_ARCHIVE_BYTES + 1)
        _refuse_size(len(data), MAX_ARCHIVE_BYTES)
        return letters_of(path.name, data)
    except NewsletterImportError as error:
        return [(path.name, error)]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return [
            (path.name, NewsletterImportError(f"Impossible de lire « {path.name} » : {reason}."))
        ]


def read_pasted(text: str) -> SourceDocument:
    """A letter pasted in a form: its words, or the HTML that Word, Outlook or Gmail paste."""
    _refuse_size(len(text.encode("utf-8", errors="replace")), MAX_TEXT_BYTES)
    if LOOKS_LIKE_HTML.match(text):
        return read_html_characters("texte collé", text)
    return read_characters("texte collé", text)


def read_pasted_page(text: str, html: str) -> SourceDocument:
    """A letter pasted in a form, with the HTML that the clipboard held beside its words.

    The words decide: when they were typed over since, the HTML is forgotten.
    """
    document = read_pasted(text)
    if not html or len(html.encode("utf-8", errors="replace")) > MAX_TEXT_BYTES:
        return document
    try:
        page = read_html_characters(document.name, html)
    except NewsletterImportError:
        return document
    said = _letters(p.text for p in document.paragraphs)
    shown = _letters(p.text for p in (*page.paragraphs, *page.left_out))
    return page if said - shown == Counter() else document


def _letters(texts: Iterable[str]) -> Counter:
    """The words of some texts, to be compared."""
    return Counter(word for text in texts for word in re.findall(r"\w+", text.casefold()))


def formats_told() -> str:
    """« .docx (25 Mo), .eml (25 Mo), … »: the formats and the largest size of each."""
    return ", ".join(
        f"{extension} ({reader.max_bytes // (1024 * 1024)}\u00a0Mo)"
        for extension, reader in sorted(READERS.items())
        if extension
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
    "formats_told",
    "read_letters",
    "read_pasted_page",
    "read_path",
    "read_pasted",
    "read_source",
    "read_stream",
    "reader_for",
]
