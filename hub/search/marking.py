"""Positions of words in a text, in any of their forms, for highlighting."""

from collections.abc import Iterable

from hub.folding import fold
from hub.search.analysis import Token, content_tokens
from hub.search.analysis.tokens import WORD, tokens

# Folding letter by letter, which keeps positions identical in the folded text.
ACCENTS = {letter: base for letter in "àâäáãåçéèêëíìîïñóòôöõúùûüýÿœæ" for base in [fold(letter)[0]]}
PREFIX = 5
# Maximum of places per text: more would not change the excerpt.
PLACES = 1000


# (start, end, stem) of a word found in a text.
Place = tuple[int, int, str]


class Marker:
    """Finds words in texts by stem: « rénovations » for « rénover ».

    `words` are the query words that the entry contains (`Hit.matched`).
    """

    def __init__(self, words: Iterable[str]) -> None:
        asked = [token for word in words for token in (content_tokens(word) or tokens(word))]
        self._stems = {token.stem for token in asked}
        self._prefixes = sorted({_prefix(token) for token in asked})

    def find(self, text: str) -> list[Place]:
        """Return the places of the words in a text, in order."""
        folded = _same_length_fold(text)
        places = {}
        for prefix in self._prefixes:
            start = folded.find(prefix)
            while start >= 0 and len(places) < PLACES:
                if not start or not folded[start - 1].isalnum():
                    places |= self._word_at(text, start)
                start = folded.find(prefix, start + 1)
        return sorted((start, end, stem) for start, (end, stem) in places.items())

    def _word_at(self, text: str, start: int) -> dict[int, tuple[int, str]]:
        """Return {start: (end, stem)} if one of the words begins at `start`, else {}."""
        found = WORD.match(text, start)
        for token in tokens(found.group()) if found else ():
            if token.stem in self._stems:
                return {start + token.start: (start + token.end, token.stem)}
        return {}


def _prefix(token: Token) -> str:
    """Return the prefix common to every form of a word, as folded by `_same_length_fold`."""
    prefix = token.exact[: max(3, min(PREFIX, len(token.stem) - 1))]
    # The same-length fold keeps only the first letter of a ligature.
    for pair in ("oe", "ae"):
        if pair in prefix:
            prefix = prefix[: prefix.index(pair) + 1]
    return prefix


def _same_length_fold(text: str) -> str:
    folded = text.lower()
    if len(folded) != len(text):  # « İ » grows
        folded = "".join(letter.lower()[0] for letter in text)
    if not folded.isascii():
        for letter, base in ACCENTS.items():
            folded = folded.replace(letter, base)
    return folded
