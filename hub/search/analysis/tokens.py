"""Tokeniser: split a text into words, with elision, stop words, exact form and stem."""

import re
from functools import lru_cache
from typing import NamedTuple

from hub.folding import fold
from hub.search.analysis.stemming import stem
from hub.search.analysis.stop_words import STOP_WORDS

APOSTROPHES = "'’‘ʼ′＇`´"
# Combining accents and invisible characters, allowed inside a word.
INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
DOTTED = r"(?:[^\W\d_]\.){2,}"  # E.S.S.
WORD = re.compile(
    rf"(?<![^\W_]){DOTTED}"
    rf"|[^\W_](?:[{INSIDE}]*(?:[{APOSTROPHES}][{INSIDE}]*(?!{DOTTED}))?[^\W_])*[{INSIDE}]*"
)
APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
NOT_A_LETTER = re.compile(r"[\W_]+")
# Elided words before a vowel (Grevisse, « Le bon usage », élision).
ELIDED = frozenset(
    [
        "c",
        "d",
        "j",
        "l",
        "m",
        "n",
        "s",
        "t",
        "qu",
        "jusqu",
        "lorsqu",
        "puisqu",
        "quoiqu",
        "quelqu",
        "presqu",
        "parce",
    ]
)
# Longest token; longer « words » are URLs or file numbers.
LENGTH = 60


class Token(NamedTuple):
    """A word: its folded form, its stem, whether it is a stop word, its position in the text."""

    exact: str
    stem: str
    is_stop: bool
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order, stop words included, elided ones left out."""
    found = []
    for match in WORD.finditer(text):
        shift, exact, root, is_stop = _word(match.group())
        if exact:
            found.append(Token(exact, root, is_stop, match.start() + shift, match.end()))
    return found


def content_tokens(text: str) -> list[Token]:
    """Return the words of a text without stop words."""
    return [token for token in tokens(text) if not token.is_stop]


def exact_text(text: str) -> str:
    """Return the folded words as « a b c », with a space at both ends, for phrase searches."""
    return f" {' '.join(token.exact for token in tokens(text))} "


@lru_cache(maxsize=20_000)
def _word(written: str) -> tuple[int, str, str, bool]:
    """Return (length of the elided words before it, exact form, stem, is stop word)."""
    shift = 0
    while found := APOSTROPHE.search(written, shift):
        if fold(written[shift : found.start()]) not in ELIDED:
            break
        shift = found.end()
    # Other apostrophes belong to the word: aujourd’hui, entr’aide, prud’hommes.
    exact = NOT_A_LETTER.sub("", fold(written[shift:]))[:LENGTH]
    return shift, exact, stem(exact), exact in STOP_WORDS
