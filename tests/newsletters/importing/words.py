"""Parsing a few lines, and comparing a letter with its source, word by word."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from hub.newsletters.importing import parse_letter, read_pasted


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of ``texts`` in order, without case, accents composed."""
    text = unicodedata.normalize("NFC", " ".join(texts)).casefold()
    return re.findall(r"\w+", text)


def parse(text):
    return parse_letter(read_pasted(text).paragraphs)


def keys(letter):
    return [rubrique.key for rubrique in letter.rubriques]


def assert_faithful(letter, paragraphs):
    """Each paragraph in one place, each word as often as in the source."""
    placed = sorted(place.span for place in letter.places())
    placed += [separator.span for separator in letter.separators]
    assert sorted(placed) == sorted(paragraph.span for paragraph in paragraphs)
    kept = [*letter.texts(), *(separator.text for separator in letter.separators)]
    assert Counter(words_of(kept)) == Counter(words_of(p.text for p in paragraphs))
