"""Sentences of French text, and excerpts that are cut between them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Abbreviations whose full stop does not end a sentence, before a name or a number.
ABBREVIATIONS = (
    "M|MM|Mme|Mmes|Mlle|Mlles|Me|Dr|Pr|St|Ste|Sts|Stes|art|p|pp|no|vol|chap|fig|cf|ex|env|av|bd"
    "|all|pl|rte|tél|hab|éd|réf|max|min|resp|dir|dép"
)
SHORTENED = re.compile(rf"(?<!\w)(?:{ABBREVIATIONS}|[^\W\d_])\.$", re.IGNORECASE)
LONGEST_SHORTENED = max(map(len, ABBREVIATIONS.split("|"))) + 1
# The number of an item of a list, at the beginning of its line.
ITEM_NUMBER = re.compile(r"\s*\d{1,3}\.$")
# A sign that ends a sentence, with the quotation mark or bracket that it closes.
END = re.compile(r"(?:\.\.\.|[.!?…])+(?:[\s]?»|[”\"’')\]])*(?=\s|$)")
# What a sentence begins with, after its opening marks.
BEGINNING = re.compile(r"\s+[«“\"(\[–—-]*\s*(?:\d|[^\W\d_])")
QUOTED = re.compile(r"«[^«»]*»")
CLAUSE = re.compile(r"(?:,|\s?[;:–—])\s+")
# A word with more characters is cut.
WORDS = re.compile(r"\S{1,200}")
ANYTHING = re.compile(r"\S(?:.*\S)?", re.DOTALL)
# Before and after a text cut inside a sentence.
BEFORE, AFTER = "…\u00a0", "\u00a0…"


class Span(NamedTuple):
    """Positions of a sentence, or of a part of a long one.

    `begins`, `ends`: whether its first and last characters are those of the sentence.
    """

    start: int
    end: int
    begins: bool = True
    ends: bool = True


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the sentences of a text between two positions; a line break ends a sentence.

    A sentence is not cut inside « » on one line, nor after an abbreviation or an initial.
    """
    offset = start
    for line in text[start:end].split("\n"):
        first = 0
        quoted = [match.span() for match in QUOTED.finditer(line)]
        for match in END.finditer(line):
            last = match.end()
            is_quoted = any(opening < last < closing for opening, closing in quoted)
            if _is_end(line, match) and not is_quoted:
                yield from _stripped(text, offset + first, offset + last)
                first = last
        yield from _stripped(text, offset + first, offset + len(line))
        offset += len(line) + 1


def _is_end(line: str, match: re.Match[str]) -> bool:
    following = BEGINNING.match(line, match.end())
    if following and following.group()[-1].islower():
        return False
    return match.group() != "." or not _is_within(line, match.end())


def _is_within(line: str, end: int) -> bool:
    """Return whether the full stop before `end` shortens a word, or follows the number of an item.

    Only the end of the line is read: reading all of it at each full stop would take a time that
    grows with the square of its length.
    """
    first = max(end - LONGEST_SHORTENED, 0)
    return bool(SHORTENED.search(line, first, end) or ITEM_NUMBER.match(line, 0, end))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    if words := part.strip():
        first = start + part.index(words)
        yield Span(first, first + len(words))


def clauses(text: str, sentence: Span, length: int) -> Iterator[Span]:
    """Yield a sentence; its clauses if it has more than `length` characters.

    A clause with more than `length` characters is cut between its words.
    """
    if sentence.end - sentence.start <= length:
        yield sentence
        return
    ends = [match.end() for match in CLAUSE.finditer(text, sentence.start, sentence.end)]
    start = sentence.start
    for end in [*ends, sentence.end]:
        for first, last in _parts(text, start, end, length):
            yield Span(first, last, first == sentence.start, last == sentence.end)
        start = end


def _parts(text: str, start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield the positions of a clause, or of each of its words if it is too long."""
    pattern = WORDS if end - start > length else ANYTHING
    for match in pattern.finditer(text, start, end):
        yield match.span()


def excerpt(text: str, length: int) -> str:
    """Return the first sentences of a text, up to `length` characters, on one line.

    If the first sentence is longer, return its first clauses and « … ».
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    found = list(sentences(text))
    if whole := [sentence.end for sentence in found if sentence.end <= length]:
        return text[: whole[-1]]
    room = length - len(AFTER)
    parts = [part.end for part in clauses(text, found[0], room) if part.end <= room]
    return f"{trimmed(text[: parts[-1] if parts else room])}{AFTER}"


def trimmed(text: str) -> str:
    """Return text without the clause sign at its end, before « … »."""
    return text.rstrip(",;:–—\u00a0 ")
