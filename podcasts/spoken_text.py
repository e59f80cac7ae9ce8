"""Words of cues, with who speaks: markup, entities, names before a colon, rolling captions."""

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from podcasts.timed_text import RawCue

VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^<>]{0,200})>|(?P<end></v>)", re.IGNORECASE)
TIMESTAMP = re.compile(r"<(?:\d+:)?\d{2}:\d{2}\.\d{3}>")
# Tags of WebVTT and of SRT, and the positions of SubStation; « < » in a sentence is kept.
TAGS = re.compile(
    r"</?(?:c|i|b|u|v|s|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?>|<br\s*/?>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
# « Alix Exemple: » of Zoom, « ALIX : » of subtitles, « Intervenant 2: », « Alix (mairie) : ».
_CAPITALISED = r"(?:[dl][’'])?[^\W\d_a-zà-öø-ÿœ][\w’'.-]*"
_PARTICLE = r"(?:d[eu]|des|la|le|van|von)"
SPEAKER = re.compile(
    rf"(?P<name>{_CAPITALISED}(?: (?:{_PARTICLE} )*{_CAPITALISED}){{0,4}}"
    r"(?: \d{1,2})?(?: \([^()]{1,60}\))?)\s*:\s+(?P<words>\S.*)"
)
# In seconds: the captions of YouTube follow each other without a gap.
ROLLING_GAP = 0.1
ROLLING_LINES = 4


class Spoken(NamedTuple):
    """Words of one voice; `start` in seconds, `voice` empty when it is unknown."""

    start: float
    voice: str
    text: str


def spoken_words(cues: Sequence[RawCue]) -> list[Spoken]:
    """Return what each cue says, without markup: one entry per voice of a cue."""
    lines = [(cue, *line) for cue, texts in _cue_lines(cues) for line in texts]
    names = _speakers([text for _, _, text in lines], {voice for _, voice, _ in lines})
    spoken: list[tuple[RawCue, str, list[str]]] = []
    # The name before a colon in a cue, which the next lines of the cue keep.
    introduced, last = "", None
    for cue, marked_voice, line in lines:
        voice, words = marked_voice, line
        match = SPEAKER.fullmatch(words)
        if voice or cue is not last:
            introduced = ""
        if not voice and match and match["name"] in names:
            introduced, words = match["name"], match["words"]
        voice = voice or introduced
        if spoken and cue is last and voice == spoken[-1][1]:
            spoken[-1][2].append(words)
        else:
            spoken.append((cue, voice, [words]))
        last = cue
    return [Spoken(cue.start, voice, " ".join(words)) for cue, voice, words in spoken]


def _cue_lines(cues: Sequence[RawCue]) -> list[tuple[RawCue, list[tuple[str, str]]]]:
    """Return (voice, text) for each line of each cue; repeated lines of rolling captions once."""
    read = [(cue, _lines_of(cue)) for cue in cues]
    if not _is_rolling(read):
        return read
    kept, shown, end = [], [], 0.0
    for cue, texts in read:
        repeated = _overlap(shown, texts) if cue.start - end <= ROLLING_GAP else 0
        kept.append((cue, texts[repeated:]))
        shown, end = texts, cue.end
    return kept


def _lines_of(cue: RawCue) -> list[tuple[str, str]]:
    """Return (voice, text without markup) for the lines of a cue that have a text."""
    found, voice = [], ""
    for line in cue.lines:
        position = 0
        for match in VOICE.finditer(line):
            found.append((voice, _plain(line[position : match.start()])))
            voice = "" if match["end"] else _plain(match["name"])
            position = match.end()
        found.append((voice, _plain(line[position:])))
    return [(voice, text) for voice, text in found if text]


def _plain(markup: str) -> str:
    text = TAGS.sub(lambda tag: " " * tag[0].startswith("<br"), TIMESTAMP.sub("", markup))
    text = ENTITY.sub(lambda entity: unescape(entity[0]), text)
    return re.sub(r"\s+", " ", text).strip()


def _is_rolling(read: list[tuple[RawCue, list[tuple[str, str]]]]) -> bool:
    """Tell whether each cue repeats lines of the one before, as automatic captions do."""
    timed = any(TIMESTAMP.search(line) for cue, _ in read for line in cue.lines)
    repeats = [
        bool(_overlap(before[1], after[1])) and after[0].start - before[0].end <= ROLLING_GAP
        for before, after in pairwise(read)
        if after[1]
    ]
    return any(repeats) and (timed or (len(repeats) > 2 and sum(repeats) * 3 >= len(repeats) * 2))


def _overlap(shown: list[tuple[str, str]], texts: list[tuple[str, str]]) -> int:
    """Return the number of first lines of `texts` that are the last lines of `shown`."""
    lengths = range(min(len(shown), len(texts), ROLLING_LINES), 0, -1)
    return next((n for n in lengths if shown[-n:] == texts[:n]), 0)


def _speakers(texts: Sequence[str], voices: set[str]) -> set[str]:
    """Return the names before a colon that are speakers.

    Names in capitals and names marked elsewhere are; the others, only if half of the lines have
    one, as Zoom writes them: « Attention : » is not somebody.
    """
    names = Counter(match["name"] for text in texts if (match := SPEAKER.fullmatch(text)))
    total = sum(names.values())
    if total > 1 and total * 2 >= len(texts):
        return set(names)
    return {name for name in names if name in voices or (len(name) > 1 and name.isupper())}
