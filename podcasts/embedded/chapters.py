"""A chapter written in an audio file."""

from dataclasses import dataclass

MAX_CHAPTERS = 999
MAX_TITLE = 255  # length of the title of a chapter in the database


@dataclass(frozen=True)
class EmbeddedChapter:
    """`start` in seconds from the beginning of the sound, `title` and `url` (may be empty)."""

    start: float
    title: str
    url: str = ""
