"""Transcripts as files: valid WebVTT and SRT, whatever an editor has typed."""

import re
from collections.abc import Callable
from html import escape

from podcasts.spoken_text import voiced_lines
from podcasts.timed_text import RawCue, TimedText, scan, write_srt, write_webvtt

# Settings of cues: https://www.w3.org/TR/webvtt1/#cue-settings
SETTING = re.compile(r"(?:vertical|line|position|size|align|region):\S+")
SHORTEST = 0.001  # seconds: the end of a cue is after its start


def as_webvtt(text: str) -> str:
    """Return a transcript as WebVTT, with voices as `<v Nom>`; empty without a cue.

    Markup other than voices is dropped; characters that WebVTT reserves are escaped.
    """

    def write_line(voice: str, words: str) -> str:
        name = re.sub(r"[<>]", "", voice)
        return (f"<v {escape(name, quote=False)}>" if name else "") + escape(words, quote=False)

    cues = _plain_cues(text, write_line)
    return f"{write_webvtt(TimedText(True, ['WEBVTT'], list(cues)))}\n" if cues else ""


def as_srt(text: str) -> str:
    """Return a transcript as SRT, with voices as « Nom : » before the text; empty without a cue."""
    cues = _plain_cues(text, lambda voice, words: f"{voice}\u00a0: {words}" if voice else words)
    return write_srt(cues)


def _plain_cues(text: str, write_line: Callable[[str, str], str]) -> list[RawCue]:
    """Return the cues that say something, in order of time; `write_line` takes voice and words."""
    cues = []
    for cue in sorted(scan(text).cues, key=lambda cue: cue.start):
        lines = [write_line(voice, words) for voice, words in voiced_lines(cue)]
        if lines:
            settings = " ".join(SETTING.findall(cue.settings))
            end = max(cue.end, cue.start + SHORTEST)
            name = cue.identifier.replace("-->", "→")
            cues.append(RawCue(cue.start, end, cue.line, settings, name, lines))
    return cues
