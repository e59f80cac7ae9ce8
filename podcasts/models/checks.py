from django.db import models
from django.db.models import F, Q, QuerySet

from podcasts.models.episodes import EpisodePage
from podcasts.models.media import PodcastMedia


class SoundState(models.TextChoices):
    """State of the sound of an episode, where it is stored."""

    FOUND = "found", "présent"
    CHANGED = "changed", "changé"
    DOUBTFUL = "doubtful", "non vérifiable"
    LOST = "lost", "perdu"


class SoundCheckQuerySet(QuerySet["SoundCheck"]):
    def current(self) -> "SoundCheckQuerySet":
        """Filter to the checks of the sound that the published episode has now."""
        same_file = Q(audio=F("episode__audio")) | Q(audio=None, episode__audio=None)
        return self.filter(same_file, audio_url=F("episode__audio_url"))


class SoundCheck(models.Model):
    """Result of the last check of the sound of an episode, by the command `check_podcasts`."""

    episode = models.OneToOneField(
        EpisodePage, on_delete=models.CASCADE, related_name="sound_check", verbose_name="épisode"
    )
    audio = models.ForeignKey(
        PodcastMedia,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="fichier audio",
    )
    audio_url = models.URLField("adresse du son", max_length=500, blank=True)
    state = models.CharField("état du son", max_length=8, choices=SoundState.choices)
    words = models.CharField("constat", max_length=300, blank=True)
    checked_at = models.DateTimeField("vérifié le")

    objects = SoundCheckQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # a check does not count as a use of the sound

    class Meta:
        verbose_name = "vérification d’un son"
        verbose_name_plural = "vérifications des sons"

    def __str__(self) -> str:
        return f"{self.episode_id}\u00a0: {self.get_state_display()}"
