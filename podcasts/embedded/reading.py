"""Reading of an audio file: tinytag for the duration and the tags, own parsers for chapters."""

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from tinytag import TinyTag, TinyTagException

from podcasts.embedded.chapters import MAX_CHAPTERS, MAX_TITLE, EmbeddedChapter
from podcasts.embedded.id3 import id3_chapters
from podcasts.embedded.mp4 import mp4_chapters

MAX_TAG = 500  # characters kept of a tag
# CHAPTER001=00:01:02.500 and CHAPTER001NAME=… of Vorbis comments (Ogg, Opus, FLAC).
VORBIS_TIME = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)")
YEAR = re.compile(r"\d{4}")


class UnreadableSoundError(Exception):
    """The file is not audio, or is damaged."""


@dataclass(frozen=True)
class AudioFacts:
    """What an audio file says: `duration` in seconds (0 if unknown), tags (may be empty)."""

    duration: float
    title: str = ""
    artist: str = ""
    year: str = ""
    chapters: tuple[EmbeddedChapter, ...] = ()

    def tags(self) -> dict[str, Any]:
        """Return everything but the duration, as data for JSON."""
        data = asdict(self)
        del data["duration"]
        return data


def read_audio(file: BinaryIO, name: str) -> AudioFacts:
    """Return the facts of an audio file, open in binary mode; `name` gives the extension.

    Damaged tags or chapters are left out: only a sound that cannot be read raises
    `UnreadableSoundError`. Errors of `file` itself (OSError) are those of the caller.
    """
    tag = _read_tag(file, name, tags=True) or _read_tag(file, name, tags=False)
    if tag is None:
        raise UnreadableSoundError(name)
    found = _vorbis_chapters(tag.other) or _chapters(file)
    return AudioFacts(
        float(tag.duration or 0),
        _clean(tag.title),
        _clean(tag.artist),
        (YEAR.findall(tag.year or "") or [""])[0],
        tuple(_tidy(found)),
    )


def _read_tag(file: BinaryIO, name: str, *, tags: bool) -> TinyTag | None:
    file.seek(0)
    try:
        return TinyTag.get(filename=name, file_obj=file, tags=tags)
    except TinyTagException as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from error
        return None


def _chapters(file: BinaryIO) -> list[EmbeddedChapter]:
    file.seek(0)
    start = file.read(12)
    try:
        if start[:3] == b"ID3":
            return id3_chapters(file)
        return mp4_chapters(file) if start[4:8] == b"ftyp" else []
    except (ValueError, struct.error):  # wrong offsets
        return []


def _vorbis_chapters(comments: Mapping[str, list[str]]) -> list[EmbeddedChapter]:
    found = []
    for number in range(MAX_CHAPTERS + 1):
        key = f"chapter{number:03}"
        time = VORBIS_TIME.fullmatch((comments.get(key) or [""])[0].strip())
        if time:
            hours, minutes, seconds = (float(part) for part in time.groups())
            title, url = ((comments.get(key + end) or [""])[0] for end in ("name", "url"))
            start = (hours * 60 + minutes) * 60 + seconds
            found.append(EmbeddedChapter(start, title, url))
    return found


def _tidy(chapters: Iterable[EmbeddedChapter]) -> list[EmbeddedChapter]:
    """Return the chapters in order, with a title each; addresses other than http(s) removed."""
    kept = sorted(chapters, key=lambda chapter: chapter.start)[:MAX_CHAPTERS]
    return [
        EmbeddedChapter(
            chapter.start,
            _clean(chapter.title)[:MAX_TITLE] or f"Chapitre {rank}",
            chapter.url if chapter.url.startswith(("http://", "https://")) else "",
        )
        for rank, chapter in enumerate(kept, start=1)
    ]


def _clean(text: str | None) -> str:
    """Return a tag on one line, without control characters."""
    line = "".join(c if c.isprintable() or c == "\u00a0" else " " for c in text or "")
    return line.strip()[:MAX_TAG]
