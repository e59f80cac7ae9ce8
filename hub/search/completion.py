"""Readings of an unfinished text, for the suggestions of titles and names."""

import re
from collections.abc import Iterator

from hub.search.analysis import exact_text
from hub.search.analysis.stop_words import STOP_WORDS
from hub.search.query import printable
from hub.territories.finding.names import SAINTS

Reading = tuple[str, ...]

ABBREVIATED = {saint: short for short, saint in SAINTS.items()}
GROUP = re.compile(r"[0-9]{1,3}")
THOUSANDS = re.compile(r"(?=(?:[0-9]{3})+$)(?<=[0-9])")


def readings(typed: str) -> list[Reading]:
    """Return the readings of a typed text as exact words, the literal one first.

    The last word of each may be unfinished. « 18 500 » is read as « 18500 » too and the reverse,
    « PLU(i) » as « plui », « lil o » as « lilo », « st jean » as « saint jean » and the reverse.
    A text without words has no reading.
    """
    typed = printable(typed)
    words = tuple(exact_text(typed).split())
    found = [words, _joined_signs(typed), _joined_spaces(words), _split_numbers(words)]
    found += [_with_saints(reading) for reading in found]
    return [reading for reading in dict.fromkeys(found) if reading]


def _joined_signs(typed: str) -> Reading:
    """Join the words that only signs separate: « PLU(i) » is « plui »."""
    parts = ["".join(exact_text(part).split()) for part in typed.split()]
    return tuple(part for part in parts if part)


def _joined_spaces(words: Reading) -> Reading:
    """Join the groups of three digits of a number, and a letter to the word before it.

    The last group may be unfinished; letters that are words (« à », « y ») are not joined.
    """
    joined: list[str] = []
    for position, word in enumerate(words):
        is_last = position == len(words) - 1
        before = words[position - 1] if position else ""
        follows = GROUP.fullmatch(before) and GROUP.fullmatch(word) and (is_last or len(word) == 3)
        is_letter = before.isalpha() and len(word) == 1 and word.isalpha()
        if follows or (is_letter and word not in STOP_WORDS):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


def _split_numbers(words: Reading) -> Reading:
    """Split the numbers into groups of three digits: « 18500 » is « 18 », « 500 »."""
    return tuple(part for word in words for part in _groups(word))


def _groups(word: str) -> Iterator[str]:
    yield from THOUSANDS.split(word) if word.isascii() and word.isdigit() else (word,)


def _with_saints(words: Reading) -> Reading:
    """Replace « st » with « saint », or the reverse, except in the last, unfinished word."""
    known = SAINTS if not SAINTS.keys().isdisjoint(words[:-1]) else ABBREVIATED
    return (*(known.get(word, word) for word in words[:-1]), *words[-1:])
