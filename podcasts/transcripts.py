"""Transcripts, stored as WebVTT; SRT files are converted."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from hub.core.values.durations import format_timecode


class TranscriptError(ValueError):
    """The file is neither WebVTT nor SRT; the message is for the editor."""


@dataclass(frozen=True)
class Cue:
    """A cue of a transcript: `start` in seconds, `voice` (may be empty) and `text`.

    `anchor` is « t-12 » for the first cue of second 12 and empty for the others, so that anchors
    are unique in the page.
    """

    start: int
    voice: str
    text: str
    anchor: str = field(default="", compare=False)

    @property
    def timecode(self) -> str:
        return format_timecode(self.start)


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
    if not vtt.strip():
        return []
    try:
        captions = webvtt.from_string(vtt).captions
    except (MalformedCaptionError, MalformedFileError):
        return []
    cues, seen = [], set()
    for caption in captions:
        start, text = caption.start_in_seconds, re.sub(r"\s+", " ", caption.text).strip()
        anchor = "" if start in seen else f"t-{start}"
        cues.append(Cue(start, caption.voice or "", text, anchor))
        seen.add(start)
    return cues


def read_transcript(content: bytes) -> str:
    """Return the WebVTT text of a VTT or SRT file given as bytes; raise TranscriptError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text.startswith("WEBVTT"):
        text = _srt_to_vtt(text)
    check_transcript(text)
    return text


def check_transcript(vtt: str) -> None:
    """Raise TranscriptError unless `vtt` is WebVTT with at least one cue."""
    if not parse_transcript(vtt):
        raise TranscriptError(
            "Cette transcription n’est ni du WebVTT ni du SRT\u00a0: "
            "chaque phrase suit une ligne comme «\u00a000:01:05.000 --> 00:01:09.000\u00a0»."
        )


def _srt_to_vtt(text: str) -> str:
    """Convert SRT to WebVTT: the decimal comma of timecodes becomes a point."""
    return "WEBVTT\n\n" + re.sub(r"(\d{2}:\d{2}:\d{2}),(\d{3})", r"\1.\2", text)
