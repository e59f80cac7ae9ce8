"""Words of cues, with who speaks: markup, entities, names before a colon, rolling captions."""

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from podcasts.timed_text import RawCue

VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^<>]{0,200})>|(?P<end></v>)", re.IGNORECASE)
TIMESTAMP = re.compile(r"<(?:\d+:)?\d{2}:\d{2}\.\d{3}>")
# Tags of WebVTT, SRT and HTML, and the codes of SubStation; « < » in a sentence is kept.
TAGS = re.compile(
    r"</?(?:c|i|b|u|v|s|p|a|em|div|ruby|rt|lang|font|span|strong)(?:[.\s][^<>]*)?>"
    r"|<br\s*/?>|\{\\[^{}]*\}|\{/?[ibus]\}|\[br\]|\\[Nnh]",
    re.IGNORECASE,
)
BREAKS = ("<br", "[br]", "\\")
# Control characters, zero-width spaces, byte order marks.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff]")
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
# « Alix Exemple: » of Zoom, « ALIX : » of subtitles, « Intervenant 2: », « Alix (mairie) : »,
# « [SPEAKER_00]: » of WhisperX, « - ALIX : », « >> ALIX: ».
_CAPITALISED = r"(?:[dl][’'])?[^\W\d_a-zà-öø-ÿœ][\w’'.-]*"
_PARTICLE = r"(?:d[eu]|des|la|le|van|von)"
_SUFFIX = r"(?: \d{1,2})?(?: \([^()]{1,60}\))?"
_NAME = rf"{_CAPITALISED}(?: (?:{_PARTICLE} )*{_CAPITALISED}){{0,4}}{_SUFFIX}"
_WORDS = r"(?::\s*(?P<words>[^\W\d_].*)|:(?:\s+(?P<others>.*))?)"
SPEAKER = re.compile(
    rf"(?:(?:[-–—]|>>+)\s*)?(?:\[(?P<bracketed>{_NAME})\]|(?P<name>{_NAME}))\s*{_WORDS}"
)
# What a participant of Zoom may be called: « alix », « Alix Exemple | Mairie ».
ANY_NAME = re.compile(r"(?P<name>[^\W\d_][^:!?;<>«»\"]{0,59}(?<!\s)):\s+(?P<words>\S.*)")
# In seconds: the captions of YouTube follow each other without a gap.
ROLLING_GAP = 0.1
ROLLING_LINES = 4


class Spoken(NamedTuple):
    """Words of one voice; times of the cue in seconds, `voice` empty when it is unknown."""

    start: float
    end: float
    voice: str
    text: str


def spoken_words(cues: Sequence[RawCue]) -> list[Spoken]:
    """Return what each cue says, without markup: one entry per voice of a cue."""
    shown = _cue_lines(cues)
    names = _speakers(shown)
    spoken: list[tuple[RawCue, str, list[str]]] = []
    for cue, lines in shown:
        # The name before a colon, which the next lines of the cue keep.
        introduced = ""
        for number, (marked_voice, line) in enumerate(lines):
            name, words = _named(line)
            if name not in names or (marked_voice and name != marked_voice):
                name, words = "", line
            # A name alone on a line is that of the next lines of the cue.
            if name and not words and number == len(lines) - 1:
                name, words = "", line
            introduced = "" if marked_voice else name or introduced
            voice = marked_voice or introduced
            if not words:
                continue
            if spoken and spoken[-1][0] is cue and spoken[-1][1] == voice:
                spoken[-1][2].append(words)
            else:
                spoken.append((cue, voice, [words]))
    return [Spoken(cue.start, cue.end, voice, " ".join(words)) for cue, voice, words in spoken]


def _named(line: str) -> tuple[str, str]:
    """Return (name before a colon, words after it); the name is empty without one."""
    if match := SPEAKER.fullmatch(line):
        return match["bracketed"] or match["name"], match["words"] or match["others"] or ""
    if match := ANY_NAME.fullmatch(line):
        return match["name"], match["words"]
    return "", line


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


def voiced_lines(cue: RawCue) -> list[tuple[str, str]]:
    """Return (voice, text without markup) for the lines of a cue; the voice may be empty."""
    return _lines_of(cue)


def _plain(markup: str) -> str:
    text = TIMESTAMP.sub("", INVISIBLE.sub("", markup))
    text = TAGS.sub(lambda tag: " " * tag[0].lower().startswith(BREAKS), text)
    text = ENTITY.sub(lambda entity: unescape(entity[0]), text)
    # The search index holds composed characters: offsets in a text are the same there.
    return normalize("NFC", re.sub(r"\s+", " ", text).strip(" \u200e\u200f"))


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


def _speakers(shown: list[tuple[RawCue, list[tuple[str, str]]]]) -> set[str]:
    """Return the names before a colon that are speakers: « Attention : » is not somebody.

    These are: names in capitals, or marked elsewhere; names of two words written as programs do,
    without a space before the colon; all of them if half of the cues begin with one, or if two of
    them come back often; anything before a colon if every numbered cue has it, as in Zoom.
    """
    lines = [line for _, texts in shown for line in texts]
    firsts = [texts[0][1] for _, texts in shown if texts]
    names = {_named(line)[0] for _, line in lines if SPEAKER.fullmatch(line)}
    begun = Counter(name for line in firsts if (name := _named(line)[0]) in names)
    total, often = sum(begun.values()), sum(times > 1 for times in begun.values())
    numbered = all(cue.identifier.isdecimal() for cue, texts in shown if texts)
    if len(firsts) > 1 and numbered and all(_named(line)[0] for line in firsts):
        return names | {_named(line)[0] for line in firsts}
    if total > 1 and (total * 2 >= len(firsts) or (often > 1 and total * 5 >= len(firsts))):
        return names
    voices = {voice for voice, _ in lines}
    full = {name for line in firsts if " " in (name := _named(line)[0]) and f"{name}:" in line}
    return {name for name in names if name in voices | full or (len(name) > 1 and name.isupper())}
