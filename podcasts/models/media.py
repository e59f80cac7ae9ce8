import mimetypes
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtailmedia.models import AbstractMedia, MediaType

from podcasts.audio_types import AUDIO_TYPES
from podcasts.embedded import UnreadableSoundError, read_audio


class PodcastMedia(AbstractMedia):
    """An uploaded audio file; its duration, size, tags and chapters are read from the file.

    `embedded` holds the tags of `AudioFacts.tags`; None for a file uploaded before they were read.
    """

    byte_length = models.PositiveBigIntegerField("taille en octets", null=True, editable=False)
    embedded = models.JSONField("lu dans le fichier", null=True, editable=False)

    type: str  # a field of the base class
    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta:
        verbose_name = "fichier audio"
        verbose_name_plural = "fichiers audio"

    @property
    def url(self) -> str:
        """Address of the file in the admin; episodes have a public one, `EpisodePage.sound_url`."""
        return reverse("uploaded_sound", args=[self.pk])

    @property
    def mime_type(self) -> str:
        """MIME type for feeds, from the file's extension; empty when unknown."""
        extension = f".{self.file_extension.lower()}"
        return AUDIO_TYPES.get(extension) or mimetypes.guess_type(self.filename)[0] or ""

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        if self.file and not self.file._committed:
            self._read_file()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.type = self.type or MediaType.AUDIO
        if self.file and not self.file._committed:
            self._read_file()
        super().save(*args, **kwargs)

    def read_tags(self) -> dict[str, Any]:
        """Return `embedded`, read from the file now if it never was; empty without a file."""
        if self.embedded is None:
            try:
                with self.file.open() as content:
                    self.embedded = read_audio(content.file, self.file.name).tags()
            except (OSError, UnreadableSoundError):
                return {}
            type(self).objects.filter(pk=self.pk).update(embedded=self.embedded)
        return self.embedded

    def _read_file(self) -> None:
        """Set duration (seconds), size (bytes) and tags; raise ValidationError if not audio."""
        self.byte_length = self.file.size
        self.file.open()
        try:
            facts = read_audio(self.file.file, self.file.name)
        except UnreadableSoundError as error:
            raise ValidationError(
                {"file": "Ce fichier n’est pas un son lisible (mp3, m4a, ogg, opus, wav)."}
            ) from error
        finally:
            self.file.seek(0)
        if not facts.duration:
            raise ValidationError({"file": "Ce fichier ne contient aucun son."})
        self.duration = facts.duration
        self.embedded = facts.tags()
