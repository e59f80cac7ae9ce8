"""From what a reader types to words that a search engine takes."""

import re

from wagtail.coreutils import string_to_ascii

QUERY_LENGTH = 200
QUERY_WORDS = 12

WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Small words that say nothing of the subject, and what elision leaves (l’, d’, qu’…).
STOP_WORDS = frozenset(
    [
        "a",
        "à",
        "au",
        "aux",
        "avec",
        "c",
        "ce",
        "ces",
        "cet",
        "cette",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "est",
        "et",
        "eux",
        "il",
        "ils",
        "j",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lui",
        "m",
        "ma",
        "mais",
        "me",
        "mes",
        "mon",
        "n",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ou",
        "où",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "sa",
        "se",
        "ses",
        "si",
        "son",
        "sont",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "toi",
        "ton",
        "tu",
        "un",
        "une",
        "vos",
        "votre",
        "vous",
        "y",
    ]
)


def query_words(text):
    """Return the words of a query that count, at most 12, in order and without repeats."""
    words = [word.lower() for word in WORD.findall(text[:QUERY_LENGTH])]
    kept = [word for word in words if word not in STOP_WORDS] or words
    return list(dict.fromkeys(kept))[:QUERY_WORDS]


def shared_words(words, text):
    """Count the words that a text holds, accents and capitals set aside."""
    held = set(WORD.findall(_folded(text)))
    return sum(_folded(word) in held for word in words)


def _folded(text):
    return string_to_ascii(text).lower()
