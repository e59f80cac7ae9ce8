"""Positions of words in a text, in any of their forms, for highlighting."""

import re
from collections.abc import Iterable, Iterator

from hub.folding import fold
from hub.search.analysis import Token, index_words, iter_tokens, tokens
from hub.search.analysis.compounds import COMBINING
from hub.search.analysis.tokens import LENGTH, SAINTS

# Folding letter by letter, which keeps positions identical in the folded text.
ACCENTS = {letter: base for letter in "àâäáãåçéèêëíìîïñóòôöõúùûüýÿœæ" for base in [fold(letter)[0]]}
# A letter for Unicode: see `hub.folding`.
ACCENTS["ʼ"] = "’"
PREFIX = 5
THOUSANDS = 3
HYPHEN = re.compile(r"[-\u2010\u2011]")
HYPHENATED = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
# Maximum of places per text: more would not change the excerpt.
PLACES = 1000


# (start, end, stem) of a word found in a text.
Place = tuple[int, int, str]


def variety(places: Iterable[Place]) -> int:
    """Return the number of distinct words at places."""
    return len({word for _, _, word in places})


class Marker:
    """Finds words in texts by stem: « rénovations » for « rénover ».

    `words` are the query words that the entry contains (`Hit.matched`). Compounds are found in one
    word or several.
    """

    def __init__(self, words: Iterable[str]) -> None:
        asked = [token for word in words for token in _tokens_of(word)]
        self._stems = {token.stem for token in asked}
        self._prefixes = sorted({prefix for token in asked for prefix in _prefixes(token)})
        self._first_letters = {token.exact[0] for token in asked}

    @property
    def size(self) -> int:
        """Number of distinct words to find."""
        return len(self._stems)

    def find(self, text: str) -> list[Place]:
        """Return the places of the words in a text, in order, without overlaps."""
        folded = _same_length_fold(text)
        places = {}
        for prefix in self._prefixes:
            start = folded.find(prefix)
            while start >= 0 and len(places) < PLACES:
                if not start or not folded[start - 1].isalnum():
                    places |= self._word_at(text, start)
                start = folded.find(prefix, start + 1)
        for start in hyphenated_words(folded):
            if folded[start] in self._first_letters and len(places) < PLACES:
                places = self._compound_at(text, start) | places
        ordered = sorted((start, end, stem) for start, (end, stem) in places.items())
        return [
            place
            for position, place in enumerate(ordered)
            if not position or place[0] >= ordered[position - 1][1]
        ]

    def _word_at(self, text: str, start: int) -> dict[int, tuple[int, str]]:
        """Return {start: (end, stem)} if one of the words begins at `start`, else {}."""
        token = next(iter_tokens(text, start), None)
        if token is None or token.start != start:
            return {}
        if token.stem in self._stems:
            return {start: (token.end, token.stem)}
        return self._compound_at(text, start) if token.exact in COMBINING else {}

    def _compound_at(self, text: str, start: int) -> dict[int, tuple[int, str]]:
        """Return {start: (end, stem)} if a compound of several words begins at `start`, else {}."""
        part = text[start : start + LENGTH]
        for token in index_words(part, tokens(part)):
            if token.start == 0 and token.stem in self._stems:
                return {start: (start + token.end, token.stem)}
        return {}


def _tokens_of(word: str) -> list[Token]:
    """Return the tokens to find for a word: its own, and its joined form if it is a compound."""
    found = tokens(word)
    return [token for token in found if not token.is_stop] + index_words(word, found) or found


def _prefixes(token: Token) -> Iterator[str]:
    """Yield the prefixes of every form of a word, as folded by `_same_length_fold`."""
    exact = token.exact
    if exact.isdecimal() and len(exact) > THOUSANDS:
        # « 18 500 »: its first group of digits.
        yield exact[: len(exact) % THOUSANDS or THOUSANDS]
        return
    prefix = exact[: max(3, min(PREFIX, len(token.stem) - 1))]
    # The same-length fold keeps only the first letter of a ligature.
    for pair in ("oe", "ae"):
        if pair in prefix:
            prefix = prefix[: prefix.index(pair) + 1]
    yield prefix
    if exact in SAINTS.values():
        yield "st"
    yield from (other for other in COMBINING if exact.startswith(other))


def hyphenated_words(text: str) -> Iterator[int]:
    """Yield the positions of the words with hyphens, found from their hyphens, which are rare."""
    end = 0
    for hyphen in HYPHEN.finditer(text):
        start = hyphen.start()
        while start > end and text[start - 1].isalnum():
            start -= 1
        if found := HYPHENATED.match(text, start):
            yield start
            end = found.end()


def _same_length_fold(text: str) -> str:
    folded = text.lower()
    if len(folded) != len(text):  # « İ » grows
        folded = "".join(letter.lower()[0] for letter in text)
    if not folded.isascii():
        for letter, base in ACCENTS.items():
            folded = folded.replace(letter, base)
    return folded
