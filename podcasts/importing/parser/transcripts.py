"""Transcripts of feeds → WebVTT. The forms are those of the Podcast Namespace.

VTT and SRT are read by `podcasts.transcripts`; JSON, HTML and text are converted here.
"""

import html
import json
import re
from html.parser import HTMLParser
from typing import Any

from podcasts.transcripts import TranscriptError, read_transcript

# Kinds of transcript, the best first, by what their MIME type contains.
KINDS = {
    "vtt": ("text/vtt", "vtt"),
    "srt": ("application/x-subrip", "application/srt", "text/srt", "subrip", "srt"),
    "json": ("application/json", "json"),
    "html": ("text/html", "html"),
    "plain": ("text/plain", "plain", "txt"),
}
MAX_BYTES = 2 * 1024 * 1024
WITHOUT_TIMES = "la transcription n’a pas de temps\u00a0: tout son texte commence au début."
SECOND = 1000  # milliseconds
LAST = 24 * 3600 * SECOND

Segment = tuple[int, int | None, str, str]  # start and end in milliseconds, voice, text


def kind_of(mime_type: str, url: str) -> str:
    """Return a key of KINDS from the type, else from the address; empty when unknown."""
    extension = url.partition("?")[0].rpartition(".")[2].lower()
    for text in (mime_type, extension):
        for kind, words in KINDS.items():
            if text and any(word in text for word in words):
                return kind
    return ""


def to_webvtt(kind: str, content: bytes, duration: int | None = None) -> tuple[str, list[str]]:
    """Return the WebVTT of a transcript, and the remarks. Raise TranscriptError.

    `duration`, in seconds, ends what has no time.
    """
    if kind in ("vtt", "srt", ""):
        return read_transcript(content), []
    text = content.decode("utf-8-sig", "replace")
    if "-->" in text and kind == "plain":
        return read_transcript(content), []
    remarks = []
    if kind == "json":
        segments = _json_segments(text)
    else:
        segments = _html_segments(text) if kind == "html" else _text_segments(text)
        if segments and not any(start for start, *_ in segments) and len(segments) > 1:
            remarks.append(WITHOUT_TIMES)
    if not segments:
        raise TranscriptError("Cette transcription est vide.")
    return _write(segments, duration), remarks


def _write(segments: list[Segment], duration: int | None) -> str:
    last = max(
        [LAST if duration is None else duration * SECOND, *(s[0] + SECOND for s in segments)]
    )
    cues: list[str] = []
    following, later = last, last  # the starts of the next cue, and of the next one that is later
    for start, written_end, voice, text in reversed(segments):
        later = following if following > start else later
        end = written_end if written_end and written_end > start else later
        name = re.sub(r"[<>&]", "", voice)
        spoken = f"{f'<v {name}>' if name else ''}{html.escape(text, quote=False)}"
        cues.append(f"{_time(start)} --> {_time(end)}\n{spoken}")
        following = start
    return "\n\n".join(["WEBVTT", *reversed(cues)]) + "\n"


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, SECOND)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}.{rest:03}"


def _json_segments(text: str) -> list[Segment]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TranscriptError("Cette transcription n’est pas du JSON lisible.") from error
    found = data.get("segments") if isinstance(data, dict) else data
    if not isinstance(found, list):
        raise TranscriptError("Cette transcription en JSON n’a pas de «\u00a0segments\u00a0».")
    segments: list[Segment] = []
    for entry in found:
        if not isinstance(entry, dict):
            raise TranscriptError("Cette transcription en JSON a un segment illisible.")
        start, end = _milliseconds(entry.get("startTime")), _milliseconds(entry.get("endTime"))
        if start is None:
            raise TranscriptError("Cette transcription en JSON a un segment sans début.")
        words = " ".join(str(entry.get("body") or "").split())
        if words:
            segments.append((start, end, str(entry.get("speaker") or "").strip(), words))
    return _joined(sorted(segments, key=lambda segment: segment[0]))


def _milliseconds(value: Any) -> int | None:
    try:
        found = round(float(value) * SECOND)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if 0 <= found <= LAST else None


def _joined(segments: list[Segment]) -> list[Segment]:
    """Join the words of one voice into sentences: some programs write a segment per word."""
    joined: list[Segment] = []
    for start, end, voice, words in segments:
        previous = joined[-1] if joined else None
        is_same = previous and voice in (previous[2], "") and len(previous[3]) < 120
        if previous and is_same and not previous[3].endswith((".", "!", "?", "…")):
            joined[-1] = (previous[0], end, previous[2], f"{previous[3]} {words}")
        else:
            joined.append((start, end, voice, words))
    return joined


def _text_segments(text: str) -> list[Segment]:
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(paragraphs) == 1:
        paragraphs = text.splitlines()
    words = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return [(0, None, "", paragraph) for paragraph in words if paragraph]


def _html_segments(text: str) -> list[Segment]:
    reader = _TranscriptHTML()
    reader.feed(text)
    reader.close()
    return reader.finish()


class _TranscriptHTML(HTMLParser):
    """HTML of the Podcast Namespace: <cite>Nom :</cite> <time>0:05</time> <p>texte</p>."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.segments: list[Segment] = []
        self.inside = ""
        self.voice, self.start = "", 0
        self.words: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "title"):
            self.skipping += 1
        elif tag in ("cite", "time"):
            self._end_text()
            self.inside = tag
        elif tag in ("p", "div", "li", "h1", "h2", "h3"):
            self._end_text()
        elif tag == "br":
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title"):
            self.skipping = max(0, self.skipping - 1)
        elif tag == self.inside:
            self.inside = ""
        elif tag in ("p", "div", "li", "h1", "h2", "h3"):
            self._end_text()

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        if self.inside == "cite":
            self.voice = data.strip().rstrip(":").strip() or self.voice
        elif self.inside == "time":
            parts = [int(part) for part in re.findall(r"\d+", data.partition(".")[0])[:3]]
            self.start = sum(n * 60**rank for rank, n in enumerate(reversed(parts))) * SECOND
        else:
            self.words.append(data)

    def finish(self) -> list[Segment]:
        self._end_text()
        return [segment for segment in self.segments if segment[0] <= LAST]

    def _end_text(self) -> None:
        words = " ".join("".join(self.words).split())
        self.words.clear()
        if words:
            self.segments.append((self.start, None, self.voice, words))
