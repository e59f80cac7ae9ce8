"""Reader of plain text: pasted texts and .txt files."""

import re

from hub.newsletters.importing.documents import (
    Link,
    Paragraph,
    ParagraphKind,
    SourceDocument,
    Span,
)
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.decoding import clean, decode, refuse_binary
from hub.newsletters.importing.readers.links import clean_address
from hub.newsletters.importing.readers.wrapping import joined_lines

# Tabs and runs of spaces are collapsed; a single no-break space is kept.
SPACES = re.compile(r"\t|\s{2,}")
BULLET = re.compile(r"^(?:[-–*•·‣▪◦]\s+)(?=\S)")
NUMBERED = re.compile(r"^\d{1,2}[.)]\s+\S")
SEPARATOR = re.compile(r"^[-–—=_*~•·#+.\s]{3,}$")
ADDRESS = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]’']")


def read_text(name: str, data: bytes) -> SourceDocument:
    """Read a text file, in any usual encoding.

    Raise `NewsletterImportError` when it is binary, or has no word.
    """
    refuse_binary(data)
    text, encoding, notices = decode(data)
    document = read_characters(name, text)
    document.encoding = encoding
    document.notices[:0] = notices
    return document


def read_characters(name: str, text: str) -> SourceDocument:
    """Read decoded text (a pasted letter, the text part of an e-mail)."""
    text, notices = clean(text)
    lines = [SPACES.sub(" ", line).strip() for line in text.split("\n")]
    paragraphs = [_paragraph(line, span) for line, span in joined_lines(lines, _starts_block)]
    if not any(character.isalnum() for paragraph in paragraphs for character in paragraph.text):
        raise NewsletterImportError("Ce fichier est vide : il ne contient aucun mot.")
    return SourceDocument(name=name, format="text", paragraphs=paragraphs, notices=notices)


def _starts_block(line: str) -> bool:
    return bool(BULLET.match(line) or NUMBERED.match(line) or SEPARATOR.match(line))


def _paragraph(line: str, span: Span) -> Paragraph:
    kind, cut = kind_of(line)
    line = line[cut:]
    return Paragraph(text=line, span=span, kind=kind, links=bare_links(line))


def kind_of(line: str) -> tuple[ParagraphKind, int]:
    """Return the kind of a line by its first characters, and the length of its bullet."""
    if SEPARATOR.match(line):
        return ParagraphKind.SEPARATOR, 0
    if bullet := BULLET.match(line):
        return ParagraphKind.LIST_ITEM, bullet.end()
    return (ParagraphKind.LIST_ITEM if NUMBERED.match(line) else ParagraphKind.TEXT), 0


def bare_links(line: str) -> tuple[Link, ...]:
    """Return links for the addresses written in full in a line, without tracking parameters."""
    return tuple(
        Link(address, match.start(), match.end())
        for match in ADDRESS.finditer(line)
        if (address := clean_address(match.group()).url)
    )
