"""Pasted text and .txt files."""

import re

from hub.newsletters.importing.documents import Link, Paragraph, ParagraphKind, SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError

from .decoding import clean, decode, refuse_binary
from .wrapping import joined_lines

# Tabs and runs of spaces are layout; a single no-break space stays.
SPACES = re.compile(r"\t|\s{2,}")
BULLET = re.compile(r"^(?:[-–*•·‣▪◦]\s+)(?=\S)")
NUMBERED = re.compile(r"^\d{1,2}[.)]\s+\S")
SEPARATOR = re.compile(r"^[-–—=_*~•·#+.\s]{3,}$")
ADDRESS = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]’']")


def read_text(name: str, data: bytes) -> SourceDocument:
    """Bytes of a text file, in any usual encoding, to neutral paragraphs.

    Raises ``NewsletterImportError`` for what is not text, or holds no word.
    """
    refuse_binary(data)
    text, encoding, notices = decode(data)
    document = read_characters(name, text)
    document.encoding = encoding
    document.notices[:0] = notices
    return document


def read_characters(name: str, text: str) -> SourceDocument:
    """Characters already decoded (a pasted letter, the text part of an e-mail)."""
    text, notices = clean(text)
    lines = [SPACES.sub(" ", line).strip() for line in text.split("\n")]
    paragraphs = [_paragraph(line, span) for line, span in joined_lines(lines, _starts_block)]
    if not any(character.isalnum() for paragraph in paragraphs for character in paragraph.text):
        raise NewsletterImportError("Ce fichier est vide : il ne contient aucun mot.")
    return SourceDocument(name=name, format="text", paragraphs=paragraphs, notices=notices)


def _starts_block(line: str) -> bool:
    return bool(BULLET.match(line) or NUMBERED.match(line) or SEPARATOR.match(line))


def _paragraph(line: str, span) -> Paragraph:
    kind = ParagraphKind.TEXT
    if SEPARATOR.match(line):
        kind = ParagraphKind.SEPARATOR
    elif bullet := BULLET.match(line):
        kind = ParagraphKind.LIST_ITEM
        line = line[bullet.end() :]
    elif NUMBERED.match(line):
        kind = ParagraphKind.LIST_ITEM
    links = tuple(Link(m.group(), m.start(), m.end()) for m in ADDRESS.finditer(line))
    return Paragraph(text=line, span=span, kind=kind, links=links)
