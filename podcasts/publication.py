"""Publication checks of the audio of an episode."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hub.core.publication import Finding, Severity
from hub.core.values.durations import format_timecode

if TYPE_CHECKING:
    from podcasts.models import EpisodePage

# Required by RSS enclosures and podcast applications; read from the file when it is uploaded.
REQUIRED_BY_FEEDS = "demandé par les applications de podcast quand le son est ailleurs."
ENCLOSURE_FIELDS = ("audio_length", "audio_type", "duration")


def sound_findings(episode: "EpisodePage") -> Iterator[Finding]:
    """Yield the missing audio fields, then the chapters that start after the end."""
    if not episode.audio_id and not episode.audio_url:
        message = "donnez un fichier audio ou une adresse."
        yield Finding(Severity.BLOCKS, message, "Son", field="audio_url")
    elif episode.audio_url:
        for name in ENCLOSURE_FIELDS:
            if not getattr(episode, name):
                label = str(episode._meta.get_field(name).verbose_name).capitalize()
                yield Finding(Severity.BLOCKS, REQUIRED_BY_FEEDS, label, field=name)
    yield from _chapters_after_end(episode)


def _chapters_after_end(episode: "EpisodePage") -> Iterator[Finding]:
    length = round(episode.audio.duration) if episode.audio else episode.duration
    if not length:
        return
    for chapter in episode.chapters.all():
        if chapter.start is not None and chapter.start >= length:
            message = (
                f"il commence à {chapter.timecode}, après la fin du son "
                f"({format_timecode(length)})."
            )
            where = f"Chapitre «\u00a0{chapter.title}\u00a0»"
            yield Finding(Severity.WARNS, message, where, field="chapters")
