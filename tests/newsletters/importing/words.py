"""Parse short texts; compare a letter with its source, word by word."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from hub.newsletters.importing import parse_letter, read_pasted
from hub.newsletters.importing.documents import Paragraph, Span
from hub.newsletters.importing.parsed import ParsedLetter


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of ``texts`` in order, without case, accents composed."""
    text = unicodedata.normalize("NFC", " ".join(texts)).casefold()
    return re.findall(r"\w+", text)


def parse(text: str) -> ParsedLetter:
    return parse_letter(read_pasted(text).paragraphs)


def keys(letter: ParsedLetter) -> list[str]:
    return [rubrique.key for rubrique in letter.rubriques]


def assert_faithful(letter: ParsedLetter, paragraphs: list[Paragraph]) -> None:
    """Check that each paragraph is placed once and that each word is as frequent as in the source.

    A speaker and an answer may share a line: one paragraph then has two places.
    """
    placed = sorted({place.span for place in letter.places()})
    placed += [shown.span for shown in (*letter.separators, *letter.images)]
    assert sorted(placed) == sorted(paragraph.span for paragraph in paragraphs)
    kept = [*letter.texts(), *(separator.text for separator in letter.separators)]
    assert Counter(words_of(kept)) == Counter(words_of(p.text for p in paragraphs))


# Presentation only, which differs between formats of one letter.
SHOWN = {"level", "emphasis", "links", "image", "images", "separators"}


def comparable(letter: ParsedLetter) -> dict[str, Any]:
    """Return a parsed letter as data to compare between formats.

    Spans become ranks among the paragraphs, since line numbers differ between formats; white space
    around an emoji is ignored, since tables drop it.
    """
    starts = sorted({place.span.start for place in letter.places()})
    ranks = {start: rank for rank, start in enumerate(starts)}

    def plain(value: Any) -> Any:
        if isinstance(value, Span):
            return ranks[value.start]
        if isinstance(value, str):
            return re.sub(r"^(📍|👉)\s*", r"\1", value)
        if isinstance(value, list | tuple):
            return [plain(item) for item in value]
        if is_dataclass(value):
            named = ((f.name, getattr(value, f.name)) for f in fields(value))
            return {name: plain(item) for name, item in named if name not in SHOWN}
        return value

    return plain(letter)
