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
from hub.newsletters.importing.readers.boilerplate import split_boilerplate
from hub.newsletters.importing.readers.comments import split_comments
from hub.newsletters.importing.readers.decoding import clean, decode, refuse_binary
from hub.newsletters.importing.readers.forwarding import starts_header_line
from hub.newsletters.importing.readers.links import clean_address
from hub.newsletters.importing.readers.titles import title_of, with_title
from hub.newsletters.importing.readers.wrapping import joined_lines

# Tabs and runs of spaces are collapsed; a single no-break space is kept.
SPACES = re.compile(r"\t|\s{2,}")
BULLET = re.compile(r"^(?:[-–*•·‣▪◦]\s+)(?=\S)")
NUMBERED = re.compile(r"^\d{1,2}[.)]\s+\S")
SEPARATOR = re.compile(r"^[-–—=_*~•·#+.\s]{3,}$")
QUOTE_MARKS = re.compile(r"^(?:> ?)+")
MAILCHIMP_MARK, DASHES = re.compile(r"^\*\* (?=\S)"), re.compile(r"^-{10,}$")
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


def read_characters(name: str, text: str, title: str = "") -> SourceDocument:
    """Read decoded text (a pasted letter, the text part of an e-mail).

    `title` is the subject of the message, used when the text has no title.
    """
    text, notices = clean(text)
    lines = [SPACES.sub(" ", line).strip() for line in text.split("\n")]
    if _are_quoted(lines):
        lines = [QUOTE_MARKS.sub("", line) for line in lines]
    lines, titles = _without_mailchimp_marks(lines)
    paragraphs = [
        _paragraph(line, span, titles) for line, span in joined_lines(lines, _starts_block)
    ]
    if not any(character.isalnum() for paragraph in paragraphs for character in paragraph.text):
        raise NewsletterImportError("Ce fichier est vide\u00a0: il ne contient aucun mot.")
    shown, comments = split_comments(paragraphs)
    split = split_boilerplate(shown)
    document = SourceDocument(name=name, format="text", paragraphs=split.kept, notices=notices)
    document.left_out = sorted(split.left + comments, key=lambda p: p.span)
    document.is_forwarded, document.sent = split.is_forwarded, split.sent
    return with_title(document, title_of(title, split.subject))


def _are_quoted(lines: list[str]) -> bool:
    """Tell whether most lines are quoted with « > », as in a forwarded message."""
    written = [line for line in lines if line]
    return 2 * sum(line.startswith(">") for line in written) > len(written)


def _without_mailchimp_marks(lines: list[str]) -> tuple[list[str], set[int]]:
    """Return the lines without the marks of the titles of Mailchimp, and the numbers of the titles.

    A title is a line that starts with « ** », above a line of dashes, which is removed.
    """
    cleaned, titles = list(lines), set()
    for number, (line, below) in enumerate(zip(lines, lines[1:], strict=False), 1):
        mark = MAILCHIMP_MARK.match(line)
        if mark and DASHES.match(below):
            cleaned[number - 1], cleaned[number] = line[mark.end() :], ""
            titles.add(number)
    return cleaned, titles


def _starts_block(line: str) -> bool:
    return bool(
        BULLET.match(line)
        or NUMBERED.match(line)
        or SEPARATOR.match(line)
        or starts_header_line(line)
    )


def _paragraph(line: str, span: Span, titles: set[int]) -> Paragraph:
    if span.start in titles:
        return Paragraph(text=line, span=span, level=2, links=bare_links(line))
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
