"""An episode of fifteen minutes, published beside the demo content, to play it at any second."""

import io
import wave

from django.core.files.base import ContentFile

from hub.core.values.durations import format_timecode
from podcasts.models import EpisodeChapter, EpisodePage, PodcastMedia, PodcastPage
from tests.factories.blocks import paragraph

SLUG = "exemple-quinze-minutes"
SECONDS = 900
RATE = 8000  # samples per second; the browser refuses less than 3,000
# (start, end, voice, words); the third and the fourth share a cue.
CUES = [
    (0.5, 4, "Camille Exemple", "Exemple : bonjour à toutes et à tous."),
    (4, 8.25, "Camille Exemple", "Cet épisode est un silence, pour les essais."),
    (8.25, 12, "Camille Exemple", "Tu commences ?"),
    (8.25, 12, "Alix Specimen", "Je commence."),
    (12, 60, "Alix Specimen", "La bibliothèque prête des outils."),
    (134.5, 140, "Alix Specimen", "Une perceuse dort onze mois sur douze."),
    (140, 300, "Camille Exemple", "Et les tondeuses ?"),
    (300, 302, "Alix Specimen", "Les tondeuses aussi."),
    (302, 400, "Alix Specimen", "On les répare le samedi matin."),
    (492, 500, "Camille Exemple", "Qui répare la perceuse ?"),
    (754, 760, "Alix Specimen", "Un menuisier à la retraite répare la perceuse."),
    (870, 899, "Camille Exemple", "Exemple : à la prochaine fois."),
]
CHAPTERS = [(0, "Ouverture"), (134, "Les outils qui dorment"), (492, "Réparer ensemble")]


def silence(seconds: int = SECONDS) -> bytes:
    """Return a WAV file of silence (mono, 8 bits)."""
    content = io.BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(b"\x80" * RATE * seconds)
    return content.getvalue()


def add_long_episode() -> None:
    """Publish the episode in the show of the demo."""
    media = PodcastMedia(title="Exemple : quinze minutes", type="audio")
    media.file = ContentFile(silence(), f"{SLUG}.wav")
    media.save()
    blocks = [
        f"{_time(start)} --> {_time(end)}\n<v {voice}>{words}" for start, end, voice, words in CUES
    ]
    episode = EpisodePage(
        title="Exemple : la bibliothèque d’outils",
        slug=SLUG,
        number=9,
        date="2026-01-12",
        summary="Exemple : un silence de quinze minutes, avec sa transcription.",
        audio=media,
        transcript="\n\n".join(["WEBVTT", *blocks]),
        notes=[paragraph("Exemple : rien à entendre.")],
        chapters=[
            EpisodeChapter(start=start, title=title, sort_order=order)
            for order, (start, title) in enumerate(CHAPTERS)
        ],
    )
    PodcastPage.objects.get().add_child(instance=episode)
    episode.save_revision().publish()


def _time(seconds: float) -> str:
    """Return a time of WebVTT."""
    return f"00:{format_timecode(int(seconds)).zfill(5)}.{round(seconds % 1 * 1000):03}"
