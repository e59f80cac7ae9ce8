"""Tokeniser: split a text into words, with elision, stop words, exact form and stem."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hub.folding import fold
from hub.search.analysis.stemming import stem
from hub.search.analysis.stop_words import STOP_WORDS

APOSTROPHES = "'’‘ʼ′＇`´"
# Combining accents and invisible characters, allowed inside a word.
INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
LETTER = r"[^\W\d_]"
# 18 500, 18.500: groups of three digits, one separator; not the end of a phone number.
NUMBER = (
    r"(?<![^\W_])(?<!\b0[ .\u00a0\u202f])(?<!\D\d{3}[ .\u00a0\u202f])[1-9]\d{0,2}"
    r"(?P<separator>[ \u00a0\u202f\u2009.])\d{3}(?:(?P=separator)\d{3})*(?!\d)"
)
DOTTED = rf"(?:(?:{LETTER}\.)+{LETTER}(?![^\W_])\.?|(?:{LETTER}\.){{2,}})"  # E.S.S., E.S.S
# Inclusive writing: « élu·e·s », « élu.e.s ».
INCLUSIVE = (
    rf"(?<={LETTER}{LETTER})(?:[·‧∙⋅]{LETTER}{{1,6}}){{1,3}}"
    rf"|(?<={LETTER}{LETTER}{LETTER})\.e(?:\.?s)?(?![^\W_])"
)
# Optional letters: « PLU(i) », « élu(e)s », « animateur(rice) », in the usual endings.
ENDINGS = "s|x|n?es?|le|ve|t?rice|euse|i?hd?|i"
OPTIONAL = rf"(?<={LETTER})\((?i:{ENDINGS})\){LETTER}{{0,2}}(?![^\W_])"
WORD = re.compile(
    rf"{NUMBER}|(?<![^\W_]){DOTTED}"
    rf"|[^\W_](?:[{INSIDE}]*(?:[{APOSTROPHES}][{INSIDE}]*(?!{DOTTED}))?[^\W_])*[{INSIDE}]*"
    rf"(?:{INCLUSIVE}|{OPTIONAL})?"
)
APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
INCLUSIVE_ENDING = re.compile(INCLUSIVE)
NOT_A_LETTER = re.compile(rf"[\W_{APOSTROPHES}]+")
# « St-Jean », « Ste Anne », « St. Jean »: abbreviated before a name. « Sté » is « société ».
SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
BEFORE_A_NAME = re.compile(rf"\.?[ \u00a0\u202f-]{{1,2}}(?={LETTER})")
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


def iter_tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the words of a text from a position, stop words included, elided ones left out."""
    for match in WORD.finditer(text, start):
        shift, exact, root, is_stop = _word(match.group())
        if exact in SAINTS and _is_saint(text, match.start() + shift, match.end()):
            exact, root = SAINTS[exact], stem(SAINTS[exact])
        if exact:
            yield Token(exact, root, is_stop, match.start() + shift, match.end())


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order, stop words included, elided ones left out."""
    return list(iter_tokens(text))


def _is_saint(text: str, start: int, end: int) -> bool:
    """Return whether « st » or « ste » stands for « saint » or « sainte », before a name."""
    return text[start:end].lower() in SAINTS and bool(BEFORE_A_NAME.match(text, end))


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
    plain = INCLUSIVE_ENDING.sub("", written[shift:])
    exact = NOT_A_LETTER.sub("", fold(plain))[:LENGTH]
    return shift, exact, stem(exact), exact in STOP_WORDS


def without_option(text: str, token: Token) -> Token | None:
    """Return the token without its letters between parentheses: « PLU » of « PLU(i) », or None."""
    base, parenthesis, _ = text[token.start : token.end].partition("(")
    return next(iter_tokens(base), None) if parenthesis else None


def apostrophe_parts(text: str, token: Token) -> list[Token]:
    """Return the words on both sides of the apostrophes of a token: « lil », « ô » of « Lil’Ô »."""
    parts = APOSTROPHE.split(text[token.start : token.end])
    return [word for part in parts for word in iter_tokens(part)] if len(parts) > 1 else []
