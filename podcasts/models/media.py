import mimetypes
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from tinytag import TinyTag, TinyTagException
from wagtailmedia.models import AbstractMedia, MediaType

from podcasts.audio_types import AUDIO_TYPES


class PodcastMedia(AbstractMedia):
    """An uploaded audio file; its duration and size are read from the file."""

    byte_length = models.PositiveBigIntegerField("taille en octets", null=True, editable=False)

    type: str  # a field of the base class
    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta:
        verbose_name = "fichier audio"
        verbose_name_plural = "fichiers audio"

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

    def _read_file(self) -> None:
        """Set duration (seconds) and size (bytes); raise ValidationError if not audio."""
        self.byte_length = self.file.size
        self.file.open()
        try:
            tag = TinyTag.get(filename=self.file.name, file_obj=self.file.file, tags=False)
        except TinyTagException as error:
            raise ValidationError(
                {"file": "Ce fichier n’est pas un son lisible (mp3, m4a, ogg, opus, wav)."}
            ) from error
        finally:
            self.file.seek(0)
        if not tag.duration:
            raise ValidationError({"file": "Ce fichier ne contient aucun son."})
        self.duration = tag.duration
