"""Rewritings of questions, to evaluate other ways of typing them."""

import random

from hub.folding import fold
from hub.search.analysis import content_tokens

SEED = 2026
LETTERS = "abcdefghilmnoprstuv"
# A shorter word with a typo is often another word.
SHORTEST = 5


def without_accents(text: str) -> str:
    """Return the text without accents."""
    return fold(text)


def typographic(text: str) -> str:
    """Return the text as typed in a word processor: ’, « » and « ? ».

    « » replace quotation marks, or are put around the longest word.
    """
    text = text.replace("'", "’").rstrip(" ?")
    if text.count('"') == 2:
        before, quoted, after = text.split('"')
        text = f"{before}«\u00a0{quoted}\u00a0»{after}"
    elif words := content_tokens(text):
        longest = max(words, key=lambda token: token.end - token.start)
        text = (
            f"{text[: longest.start]}«\u00a0{text[longest.start : longest.end]}\u00a0»"
            f"{text[longest.end :]}"
        )
    return f"{text} ?"


def with_one_typo(text: str) -> str:
    """Return the text with one letter missing, added, wrong or swapped in one word.

    The first letter never changes. The same question always gets the same typo.
    """
    pick = random.Random(f"{SEED}:{text}")  # noqa: S311  not cryptography
    words = [t for t in content_tokens(text) if len(t.exact) >= SHORTEST and t.exact.isalpha()]
    words = [t for t in words if t.end - t.start >= SHORTEST]
    if not words:
        return text
    word = pick.choice(words)
    written = text[word.start : word.end]
    make_typo = pick.choice([_missing, _added, _wrong, _swapped])
    return text[: word.start] + make_typo(written, pick) + text[word.end :]


def _missing(word: str, pick: random.Random) -> str:
    place = pick.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def _added(word: str, pick: random.Random) -> str:
    place = pick.randrange(1, len(word))
    return word[:place] + pick.choice(LETTERS) + word[place:]


def _wrong(word: str, pick: random.Random) -> str:
    place = pick.randrange(1, len(word))
    others = [letter for letter in LETTERS if letter != fold(word[place])]
    return word[:place] + pick.choice(others) + word[place + 1 :]


def _swapped(word: str, pick: random.Random) -> str:
    places = [i for i in range(1, len(word) - 1) if fold(word[i]) != fold(word[i + 1])]
    if not places:
        return _missing(word, pick)
    place = pick.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


VARIANTS = {
    "sans accents": without_accents,
    "typographie": typographic,
    "une faute": with_one_typo,
}
