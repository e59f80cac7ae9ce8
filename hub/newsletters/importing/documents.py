"""What every reader yields: neutral paragraphs, whatever the format they came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar


class ParagraphKind(StrEnum):
    """How the source presents a paragraph; headings are told by `Paragraph.level`."""

    TEXT = "text"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in the source: first and last line, 1-based, both included.

    Formats without lines (docx, HTML) number their paragraphs instead.
    """

    start: int
    end: int

    def __post_init__(self):
        if not 1 <= self.start <= self.end:
            raise ValueError(f"impossible span {self.start}-{self.end}")

    def through(self, other: "Span") -> "Span":
        """The span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Link:
    """A link that survived the export; `start` and `end` are offsets in the text."""

    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Characters `start` to `end` (excluded) are strong (or, else, italic)."""

    start: int
    end: int
    strong: bool = True


Mark = TypeVar("Mark", Link, Emphasis)


def marks_within(marks: Iterable[Mark], start: int, end: int, offset: int = 0) -> list[Mark]:
    """The marks of characters `start` to `end`, once these stand at `offset`."""
    return [
        replace(
            mark,
            start=max(mark.start, start) - start + offset,
            end=min(mark.end, end) - start + offset,
        )
        for mark in marks
        if mark.start < end and mark.end > start
    ]


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the source: its address or file name, and its alternative text.

    `source` is a key of `SourceDocument.files` when the source holds the file itself.
    """

    source: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its words as written, and what the format told about it.

    `level` is 0 for running text, 1 to 6 for a heading the format declares as such (a text
    file declares none). `kind` and `image` are hints; an image alone has an empty text.
    """

    text: str
    span: Span
    level: int = 0
    kind: ParagraphKind = ParagraphKind.TEXT
    emphasis: tuple[Emphasis, ...] = ()
    links: tuple[Link, ...] = ()
    image: Image | None = None

    def part(self, start: int, end: int | None = None) -> "Paragraph":
        """The characters `start` to `end`, with what is strong or linked in them."""
        end = len(self.text) if end is None else end
        return replace(
            self,
            text=self.text[start:end],
            emphasis=tuple(marks_within(self.emphasis, start, end)),
            links=tuple(marks_within(self.links, start, end)),
        )

    @property
    def is_strong(self) -> bool:
        """Whether the whole text is strong: how many letters typeset their questions."""
        return any(
            mark.strong and mark.start == 0 and mark.end >= len(self.text) > 0
            for mark in self.emphasis
        )


@dataclass(slots=True)
class SourceDocument:
    """A source once read: its paragraphs in order, and what reading it changed.

    `notices` are French sentences for the report (characters removed, doubtful encoding…).
    `left_out` are the words that belong to the tool that sent the letter, not to the letter
    (« voir dans le navigateur », unsubscription, hidden preheader): the report lists them.
    `files` holds the images that came with the source, by `Image.source`; `sent` is the day
    that the headers of an e-mail tell.
    """

    name: str
    format: str
    paragraphs: list[Paragraph]
    encoding: str = ""
    notices: list[str] = field(default_factory=list)
    left_out: list[Paragraph] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    sent: date | None = None
