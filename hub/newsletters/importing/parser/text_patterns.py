"""Text patterns and helpers shared by the parser: folding, emoji, sentences."""

import re
from bisect import bisect_right
from functools import lru_cache

from hub import folding

UPPER = "A-ZÀ-ÖØ-ÞŒŸ"
# Characters that may follow the punctuation at the end of a sentence.
CLOSERS = '»”" \u00a0\u202f'
APOSTROPHE = "['’ʼ]"
# A capitalised word, with hyphens and apostrophes inside (« Saint-Jean », « L’Haÿ »). Repetitions
# are bounded, here and in the patterns made of it, against catastrophic backtracking.
CAPITALISED = rf"(?:[{UPPER}]['’ʼ])?[{UPPER}][\w\-]{{0,40}}(?:['’ʼ][\w\-]{{1,40}}){{0,3}}"
# Pictograms, arrows and their modifiers, to detect an emoji at the start or end of a line.
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
    """Return `text` for comparisons: lower case, no accents, plain apostrophes, single spaces."""
    return " ".join(folding.fold(text.translate(_QUOTES)).split())


TRAILING_EMOJI = re.compile(rf"\s*([{_PICTOGRAM}][{_PICTOGRAM}{_MODIFIER}]*)\s*$")


def split_trailing_emoji(text: str) -> tuple[str, str]:
    """Return the emoji at the end of `text`, or "", and the text before it."""
    match = TRAILING_EMOJI.search(text)
    return (match.group(1), text[: match.start()]) if match else ("", text)


def split_leading_emoji(text: str) -> tuple[str, str]:
    """Return the emoji at the start of `text`, or "", and the rest."""
    match = LEADING_EMOJI.match(text)
    return (match.group(1), text[match.end() :].strip()) if match else ("", text.strip())


def bare_emoji(emoji: str) -> str:
    """Return an emoji without skin tone or presentation selector, for comparisons."""
    return _SKIN_AND_STYLE.sub("", emoji)


def curly_apostrophes(text: str) -> str:
    """Replace straight apostrophes between letters by typographic ones."""
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def capitalise_first(text: str) -> str:
    """Return `text` with its first letter in upper case and the rest unchanged."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=32)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in SENTENCE.finditer(text))


def sentence_around(text: str, start: int, end: int | None = None) -> str:
    """Return the sentence or sentences of `text` that contain the characters `start` to `end`."""
    sentences = _sentences(text)
    last = max(start, (start if end is None else end) - 1)
    first_index = bisect_right(sentences, start, key=lambda span: span[1])
    last_index = bisect_right(sentences, last, key=lambda span: span[0])
    spans = sentences[first_index:last_index]
    return text[spans[0][0] : spans[-1][1]].strip() if spans else text.strip()


def ends_like_a_sentence(text: str) -> bool:
    """Tell whether `text` ends with a full stop, comma or semicolon; an ellipsis does not count."""
    stripped = text.rstrip(CLOSERS)
    return stripped.endswith((".", ";", ",")) and not stripped.endswith("...")
