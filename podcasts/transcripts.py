"""Transcripts, stored as WebVTT; SRT and SBV files are converted."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.utils.text import Truncator

from hub.core.values.durations import format_seconds, format_timecode
from podcasts.spoken_text import spoken_words
from podcasts.timed_text import ALMOST_TIMING, scan, write_webvtt

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
UNASSIGNED = frozenset(b"\x81\x8d\x8f\x90\x9d")  # in Windows-1252


class TranscriptError(ValueError):
    """A file is not a transcript, or has unreadable lines; the message is for the editor."""


@dataclass(frozen=True)
class Cue:
    """A cue of a transcript: `start` and `end` in seconds, `voice` (may be empty) and `text`.

    `anchor` is « t-12 » for the first cue of second 12 and empty for the others, so that anchors
    are unique in the page. The voices of one cue all have its times; `end` is never before `start`.
    """

    start: float
    end: float
    voice: str
    text: str
    anchor: str = field(default="", compare=False)

    @property
    def timecode(self) -> str:
        return format_timecode(self.start)

    @property
    def seconds(self) -> str:
        """Start as written in a media fragment: « 12 » or « 12.345 »."""
        return format_seconds(self.start)

    @property
    def end_seconds(self) -> str:
        """End, written in the same way."""
        return format_seconds(self.end)


@dataclass(frozen=True)
class Turn:
    """Consecutive cues of one voice."""

    voice: str
    cues: tuple[Cue, ...]


def group_by_voice(cues: Iterable[Cue]) -> list[Turn]:
    """Group consecutive cues of the same voice; return a list of `Turn`."""
    return [
        Turn(voice, tuple(group)) for voice, group in itertools.groupby(cues, attrgetter("voice"))
    ]


def parse_transcript(vtt: str) -> list[Cue]:
    """Return the cues of a WebVTT text; an empty or unreadable one gives an empty list."""
    cues, seen = [], set()
    for words in spoken_words(scan(vtt).cues):
        second = int(words.start)
        anchor = "" if second in seen else f"t-{second}"
        end = max(words.start, words.end)
        cues.append(Cue(words.start, end, words.voice, words.text, anchor))
        seen.add(second)
    return cues


def read_transcript(content: bytes) -> str:
    """Return the WebVTT text of a VTT, SRT or SBV file given as bytes; raise TranscriptError."""
    text = _decode(content)
    check_transcript(text)
    return write_webvtt(scan(text))


def check_transcript(text: str) -> None:
    """Raise TranscriptError unless `text` has cues, and nothing that would not be shown."""
    found = scan(text)
    almost = [problem for problem in found.problems if ALMOST_TIMING.match(problem[1])]
    if not spoken_words(found.cues) and not almost:
        raise TranscriptError(
            "Cette transcription n’est ni du WebVTT ni du SRT\u00a0: "
            "chaque phrase suit une ligne comme «\u00a000:01:05.000 --> 00:01:09.000\u00a0»."
        )
    if found.problems:
        raise TranscriptError(_reason(found.problems))


def _reason(problems: Sequence[tuple[int, str]]) -> str:
    """Return the French message for the first of the (line, text) that cannot be read."""
    line, words = problems[0]
    reason = (
        f"Ligne {line}, «\u00a0{Truncator(words).chars(60)}\u00a0»\u00a0: "
        "ce n’est ni un temps, ni un texte qui en suit un. Un temps s’écrit "
        "«\u00a000:01:05.000 --> 00:01:09.000\u00a0»."
    )
    others = len(problems) - 1
    if others == 1:
        return f"{reason} Une autre ligne est à corriger."
    return f"{reason} {others} autres lignes sont à corriger." if others else reason


def _decode(content: bytes) -> str:
    """Return the text of a file, whatever its bytes; the scanner leaves its NUL out."""
    mark, encoding = next(
        (pair for pair in BYTE_ORDER_MARKS if content.startswith(pair[0])), (b"", "utf-8")
    )
    body = content.removeprefix(mark)
    if not mark and (wide := _unmarked_utf_16(body)):
        encoding = wide
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        # Only Windows-1252 is left; its five unassigned bytes are controls of Latin-1.
        return body.decode("latin-1" if UNASSIGNED & set(body) else "cp1252")


def _unmarked_utf_16(content: bytes) -> str:
    """Return the encoding of a UTF-16 text without a byte order mark; empty for another."""
    start = content[:1000]
    for encoding, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(start) > 3 and start[high::2].count(0) * 10 > len(start[high::2]) * 8:
            return encoding
    return ""
