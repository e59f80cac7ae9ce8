"""Check of the sound of an episode where it is stored: in the hub's storage, or at its host."""

from typing import NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from podcasts.hosts import HostError, ask_headers
from podcasts.models import EpisodePage, PodcastMedia, SoundCheck, SoundState

# Names of one format, which hosts use indifferently.
SAME_TYPES = {"audio/mp4": "audio/x-m4a", "audio/opus": "audio/ogg"}


class Verdict(NamedTuple):
    """State of a sound, with the French words that explain it."""

    state: SoundState
    words: str = ""


def check_sound(episode: EpisodePage) -> SoundCheck:
    """Check the sound of `episode` now, store the result and return it."""
    verdict = check_file(episode.audio) if episode.audio else check_host(episode)
    check, _ = SoundCheck.objects.update_or_create(
        episode=episode,
        defaults={
            "audio": episode.audio,
            "audio_url": episode.audio_url,
            "state": verdict.state,
            "words": verdict.words,
            "checked_at": timezone.now(),
        },
    )
    return check


def check_file(sound: PodcastMedia) -> Verdict:
    """Compare the file in the storage with what was read at the upload."""
    try:
        size = sound.file.size
    except OSError:  # FileNotFoundError, or the failure of the storage
        return Verdict(SoundState.LOST, "Le fichier n’est plus sur le site.")
    if size != sound.byte_length:
        return Verdict(SoundState.CHANGED, f"Le fichier a changé{_sizes(sound.byte_length, size)}")
    return Verdict(SoundState.FOUND)


def check_host(episode: EpisodePage) -> Verdict:
    """Compare what the host of the sound says with what the episode says."""
    try:
        answer = ask_headers(episode.audio_url)
    except HostError as error:
        return Verdict(SoundState.LOST if error.is_certain else SoundState.DOUBTFUL, str(error))
    if answer.length and episode.audio_length and answer.length != episode.audio_length:
        sizes = _sizes(episode.audio_length, answer.length)
        return Verdict(SoundState.CHANGED, f"Le fichier a changé chez l’hébergeur{sizes}")
    here, there = (SAME_TYPES.get(t, t) for t in (episode.audio_type, answer.mime_type))
    if here and there and here != there:
        return Verdict(
            SoundState.CHANGED,
            f"L’hébergeur donne le type {answer.mime_type}, l’épisode {episode.audio_type}.",
        )
    return Verdict(SoundState.FOUND)


def _sizes(before: int | None, after: int) -> str:
    """Return the two sizes; in bytes when they look the same in larger units."""
    if before is None:
        return "."
    old, new = filesizeformat(before), filesizeformat(after)
    if old == new:
        old, new = f"{before}\u00a0octets", f"{after}\u00a0octets"
    return f"\u00a0: {new} au lieu de {old}."
