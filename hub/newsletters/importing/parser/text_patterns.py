"""The few patterns of French writing that every part of the parser relies on."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

UPPER = "A-ZÀ-ÖØ-ÞŒŸ"
# What may follow the sign that ends a sentence, the spaces of French typography included.
CLOSERS = '»”" \u00a0\u202f'
APOSTROPHE = "['’ʼ]"
# A word that starts with a capital, hyphens and apostrophes inside (« Saint-Jean », « L’Haÿ »).
# Every repetition is bounded, here and in the patterns made of it: text comes from anywhere.
CAPITALISED = rf"(?:[{UPPER}]['’ʼ])?[{UPPER}][\w\-]{{0,40}}(?:['’ʼ][\w\-]{{1,40}}){{0,3}}"
# Pictograms, arrows and their modifiers: enough to peel an emoji off the start of a line.
_PICTOGRAM = (
    "\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u3030\u303d"
    "\u00a9\u00ae\u2122\u2139"
)
_MODIFIER = "\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff"
LEADING_EMOJI = re.compile(rf"^[\u200e\u200f\s]*([{_PICTOGRAM}][{_PICTOGRAM}{_MODIFIER}]*)\s*")
_SKIN_AND_STYLE = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_QUOTES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})
SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+[»”\")]*|$)")


def fold(text: str) -> str:
    """Lower case, no accent, plain apostrophes, single spaces: for comparing, never for showing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_QUOTES))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.replace("œ", "oe").replace("æ", "ae").split())


TRAILING_EMOJI = re.compile(rf"\s*([{_PICTOGRAM}][{_PICTOGRAM}{_MODIFIER}]*)\s*$")


def split_trailing_emoji(text: str) -> tuple[str, str]:
    """The emoji at the end of `text` (empty without) and what precedes it."""
    match = TRAILING_EMOJI.search(text)
    return (match.group(1), text[: match.start()]) if match else ("", text)


def split_leading_emoji(text: str) -> tuple[str, str]:
    """The emoji at the start of `text` (empty without) and the rest."""
    match = LEADING_EMOJI.match(text)
    return (match.group(1), text[match.end() :].strip()) if match else ("", text.strip())


def bare_emoji(emoji: str) -> str:
    """An emoji without skin tone or presentation selector, for comparing."""
    return _SKIN_AND_STYLE.sub("", emoji)


def curly_apostrophes(text: str) -> str:
    """Typographic apostrophes between letters, for names and titles that are shown alone."""
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def capitalise_first(text: str) -> str:
    """The first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=32)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in SENTENCE.finditer(text))


def sentence_around(text: str, start: int, end: int | None = None) -> str:
    """The sentence (or sentences) of `text` that hold the characters `start` to `end`."""
    sentences = _sentences(text)
    last = max(start, (start if end is None else end) - 1)
    first_index = bisect_right(sentences, start, key=lambda span: span[1])
    last_index = bisect_right(sentences, last, key=lambda span: span[0])
    held = sentences[first_index:last_index]
    return text[held[0][0] : held[-1][1]].strip() if held else text.strip()


def ends_like_a_sentence(text: str) -> bool:
    """Whether `text` ends with a full stop (an ellipsis is not one)."""
    stripped = text.rstrip(CLOSERS)
    return stripped.endswith((".", ";", ",")) and not stripped.endswith("...")
