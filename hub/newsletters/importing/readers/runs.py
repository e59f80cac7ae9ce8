"""Assembly of styled runs of text into lines, with the offsets of emphasis and links."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hub.newsletters.importing.documents import Emphasis, Image, ParagraphKind
from hub.newsletters.importing.readers.decoding import clean
from hub.newsletters.importing.readers.text import kind_of
from hub.newsletters.importing.readers.wrapping import was_broken, wrapping_width

# Collapsible white space of HTML, line ends included; a single no-break space is kept.
WHITE_SPACE = re.compile(r"[ \t\n\r\f\v]+|\s{2,}")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; `link` is (number, address), one number per `<a>`."""

    text: str
    strong: bool = False
    italic: bool = False
    link: tuple[int, str] | None = None
    is_break: bool = False


@dataclass(slots=True)
class Line:
    """A paragraph being built; `links` are (start, end, address), `cell` (table, cell)."""

    text: str = ""
    level: int = 0
    kind: ParagraphKind = ParagraphKind.TEXT
    emphasis: list[Emphasis] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    image: Image | None = None
    hidden: bool = False
    signature: bool = False
    rows: tuple[int, ...] = ()
    cell: tuple[int, int] | None = None


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Return the non-empty lines of `runs`, with hard-wrapped lines joined."""
    pieces: list[list[Run]] = [[]]
    for run in runs:
        if run.is_break:
            pieces.append([])
        elif cleaned := clean(run.text)[0]:
            pieces[-1].append(Run(cleaned, run.strong, run.italic, run.link))
    lines = [_assembled(piece) for piece in _rejoined(pieces)]
    return [line for line in lines if line.text]


def _rejoined(pieces: list[list[Run]]) -> list[list[Run]]:
    """Join the lines that were hard-wrapped near a column."""
    texts = [_collapsed("".join(run.text for run in piece)) for piece in pieces]
    width = wrapping_width(texts) if len(texts) > 1 else 0
    if not width:
        return pieces
    joined = [pieces[0]]
    for number, (before, after) in enumerate(zip(texts, texts[1:], strict=False), 1):
        starts = kind_of(after)[0] is not ParagraphKind.TEXT
        if before and after and not starts and was_broken(before, after, width):
            joined[-1] = [*joined[-1], Run(" "), *pieces[number]]
        else:
            joined.append(pieces[number])
    return joined


def _collapsed(text: str) -> str:
    return WHITE_SPACE.sub(" ", text).strip()


def _assembled(runs: Sequence[Run]) -> Line:
    """Return the line of `runs`: white space collapsed across them, then emphasis and links."""
    text, covers = "", []
    for run in runs:
        words = WHITE_SPACE.sub(" ", run.text)
        if not text or text[-1].isspace():
            words = words.lstrip(" ") if text else words.lstrip()
        if words:
            covers.append((len(text), len(text) + len(words), run))
            text += words
    text = text.rstrip()
    kind, cut = kind_of(text) if text else (ParagraphKind.TEXT, 0)
    text = text[cut:]
    line = Line(text=text, kind=kind)
    moved = [(max(0, s - cut), min(len(text), e - cut), run) for s, e, run in covers]
    moved = [(s, e, run) for s, e, run in moved if s < e]
    line.emphasis = [
        *(Emphasis(s, e, True) for s, e, _ in _stretches(moved, lambda run: run.strong)),
        *(Emphasis(s, e, False) for s, e, _ in _stretches(moved, lambda run: run.italic)),
    ]
    line.links = [
        (start, end, link[1]) for start, end, link in _stretches(moved, lambda run: run.link)
    ]
    return line


def _stretches(
    covers: list[tuple[int, int, Run]], value_of: Callable[[Run], Value | None]
) -> list[tuple[int, int, Value]]:
    """Merge adjacent runs with the same truthy value, as (start, end, value)."""
    found: list[tuple[int, int, Value]] = []
    for start, end, run in covers:
        value = value_of(run)
        if not value:
            continue
        if found and found[-1][1] == start and found[-1][2] == value:
            found[-1] = (found[-1][0], end, value)
        else:
            found.append((start, end, value))
    return found
