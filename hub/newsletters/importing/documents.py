"""Source document: the neutral paragraphs that every reader returns, whatever the format."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar


class ParagraphKind(StrEnum):
    """Kind of paragraph in the source; headings have a `Paragraph.level` instead."""

    TEXT = "text"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    SEPARATOR = "separator"
    TABLE_ROW = "table-row"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Position in the source: first and last line, 1-based, both included.

    Formats without lines (docx, HTML) number their paragraphs instead.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 1 <= self.start <= self.end:
            raise ValueError(f"impossible span {self.start}-{self.end}")

    def through(self, other: "Span") -> "Span":
        """Return the span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Link:
    """A link kept by the export; `start` and `end` are offsets in the text of the paragraph."""

    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Bold (`strong`) or italic characters, from `start` to `end` (excluded)."""

    start: int
    end: int
    strong: bool = True


Mark = TypeVar("Mark", Link, Emphasis)


def marks_within(marks: Iterable[Mark], start: int, end: int, offset: int = 0) -> list[Mark]:
    """Return the marks of characters `start` to `end`, clipped and moved to `offset`."""
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
    """One paragraph: its text as written, and what the format declares about it.

    `level` is 0 for running text, 1 to 6 for a declared heading (a text file declares none).
    An image alone has an empty text; the cells of a table row are separated by « | ».
    """

    text: str
    span: Span
    level: int = 0
    kind: ParagraphKind = ParagraphKind.TEXT
    emphasis: tuple[Emphasis, ...] = ()
    links: tuple[Link, ...] = ()
    image: Image | None = None

    def part(self, start: int, end: int | None = None) -> "Paragraph":
        """Return the characters `start` to `end`, with their emphasis and links."""
        end = len(self.text) if end is None else end
        return replace(
            self,
            text=self.text[start:end],
            emphasis=tuple(marks_within(self.emphasis, start, end)),
            links=tuple(marks_within(self.links, start, end)),
        )

    @property
    def is_strong(self) -> bool:
        """Whether the whole text is bold, as many letters write their questions."""
        return any(
            mark.strong and mark.start == 0 and mark.end >= len(self.text) > 0
            for mark in self.emphasis
        )


@dataclass(slots=True)
class SourceDocument:
    """The paragraphs of a source, in order, with its metadata.

    `notices` are French sentences for the report (characters removed, doubtful encoding…).
    `left_out` are the paragraphs of the mailing tool (« voir dans le navigateur », unsubscription,
    hidden preheader): they are listed in the report and not imported. `files` holds the images
    that came with the source, by `Image.source`; `sent` is the date header of an e-mail, or of the
    message that it forwards (`is_forwarded`).
    """

    name: str
    format: str
    paragraphs: list[Paragraph]
    encoding: str = ""
    notices: list[str] = field(default_factory=list)
    left_out: list[Paragraph] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    sent: date | None = None
    is_forwarded: bool = False
