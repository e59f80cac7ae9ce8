"""Enclosure of an episode: where its sound is, and what applications ask to know of it."""

from dataclasses import dataclass

from hub.core.values.plain_text import absolute_url
from podcasts.models import EpisodePage


@dataclass(frozen=True)
class Enclosure:
    """Absolute `url`, `length` in bytes, MIME `type`, duration in `seconds`; 0 or "": unknown."""

    url: str
    length: int
    type: str
    seconds: int


def enclosure_of(episode: EpisodePage) -> Enclosure:
    """Return the enclosure; that of a file of the hub is read from the file, not from the page.

    A file may be replaced without its episodes being saved.
    """
    sound = episode.audio
    length = sound.byte_length if sound else episode.audio_length
    duration = sound.duration if sound else episode.duration
    return Enclosure(
        absolute_url(episode.sound_url) if episode.sound_url else "",
        length or 0,
        sound.mime_type if sound else episode.audio_type,
        max(1, round(duration)) if duration else 0,
    )
