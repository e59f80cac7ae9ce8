"""Unambiguous corrections of French typography, for text imported from elsewhere.

Only punctuation and spaces change, never a word. URLs, e-mail addresses and code are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hub.core.values.typography import NO_BREAK_SPACE

APOSTROPHE, QUOTE, SPACE = "apostrophe", "quote", "space"

PROTECTED = re.compile(
    r"`[^`]*`"
    r"|\b[a-z][a-z0-9+.-]{1,15}://[^\s«»<>\"]+"
    r"|\b(?:mailto|tel):\S+"
    r"|\bwww\.[^\s«»<>\"]+"
    r"|[\w.+'-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|[«“\"])")
DOUBLE_APOSTROPHE = re.compile(r"(?<=\w)''(?!')")
STRAIGHT = re.compile(r'"')
OPENS_AFTER = " \u00a0\u202f\t\n([«“’'—–-"
CLOSES_BEFORE = " \u00a0\u202f\t\n)]»”.,;:!?…—–-"
# A sign that takes a space before it: a breaking space becomes a no-break space. The colon of
# « 9:30 » and of smileys has no space before it, or is not followed by a space.
SPACE_BEFORE = re.compile(r"[ \t]+(?=[!?»%€]|[:;](?![-)(DP/]))")
SPACE_AFTER_OPENING = re.compile(r"(?<=«)[ \t]*(?=[^\s\u00a0\u202f])|(?<=«)[ \t]+")
MISSING_BEFORE = re.compile(r"(?<=[^\W\d_])(?=[;!?:](?:\s|$))|(?<=[^\s\u00a0\u202f«])(?=»)")
NUMBER_SIGN = re.compile(r"(?<=\bn°)[ \t]+(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """Replace characters `start` to `end` (excluded) with `text`; `kind` is used for counts."""

    start: int
    end: int
    text: str
    kind: str


def find_corrections(text: str) -> list[Correction]:
    """Return the typographic corrections of a paragraph, in order, without overlap.

    Straight quotation marks become « » when all of them form valid pairs (“ ” when nested in
    « »); otherwise the whole paragraph keeps its straight marks.
    """
    protected = [match.span() for match in PROTECTED.finditer(text)]
    found = sorted(
        (c for c in _candidates(text, protected) if not _touches(c, protected)),
        key=lambda c: (c.start, c.end),
    )
    kept: list[Correction] = []
    for correction in found:
        if not kept or correction.start >= kept[-1].end and correction != kept[-1]:
            kept.append(correction)
    return kept


def apply_corrections(text: str) -> str:
    """Return `text` with its corrections applied."""
    parts, position = [], 0
    for correction in find_corrections(text):
        parts += [text[position : correction.start], correction.text]
        position = correction.end
    return "".join([*parts, text[position:]])


def has_doubtful_quotes(text: str) -> bool:
    """Tell whether straight quotation marks remain because their pairs are ambiguous."""
    rest = PROTECTED.sub("", text)
    return '"' in rest and '"' in PROTECTED.sub("", apply_corrections(text))


def _touches(correction: Correction, protected: list[tuple[int, int]]) -> bool:
    return any(
        correction.start < end and correction.end > start or start < correction.start < end
        for start, end in protected
    )


def _candidates(text: str, protected: list[tuple[int, int]]) -> Iterator[Correction]:
    for match in ELISION.finditer(text):
        yield Correction(*match.span(), "’", APOSTROPHE)
    yield from _quotes(text, protected)
    for match in DOUBLE_APOSTROPHE.finditer(text):
        before = text[: match.start()]
        if before.count("“") > before.count("”"):
            yield Correction(*match.span(), "”", QUOTE)
    for pattern in (SPACE_BEFORE, SPACE_AFTER_OPENING, MISSING_BEFORE, NUMBER_SIGN):
        for match in pattern.finditer(text):
            yield Correction(*match.span(), NO_BREAK_SPACE, SPACE)


def _quotes(text: str, protected: list[tuple[int, int]]) -> list[Correction]:
    marks = [
        match.start()
        for match in STRAIGHT.finditer(text)
        if not any(start <= match.start() < end for start, end in protected)
    ]
    made = []
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        opens = first == 0 or text[first - 1] in OPENS_AFTER
        closes = last + 1 == len(text) or text[last + 1] in CLOSES_BEFORE
        if not (opens and closes and text[first + 1 : last].strip()):
            return []
        before = text[:first]
        inside = before.count("«") > before.count("»")
        made += _pair(text, first, last, inside)
    return [] if len(marks) % 2 else made


def _pair(text: str, first: int, last: int, inside: bool) -> list[Correction]:
    """Return the two corrections of a pair of marks, including the spaces inside them."""
    words = text[first + 1 : last]
    start = first + 1 + len(words) - len(words.lstrip())
    end = first + 1 + len(words.rstrip())
    opening, closing = ("“", "”") if inside else (f"«{NO_BREAK_SPACE}", f"{NO_BREAK_SPACE}»")
    return [
        Correction(first, start, opening, QUOTE),
        Correction(end, last + 1, closing, QUOTE),
    ]
