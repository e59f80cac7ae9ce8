import mimetypes

from django.core.exceptions import ValidationError
from django.db import models
from tinytag import TinyTag, TinyTagException
from wagtailmedia.models import AbstractMedia, MediaType

from podcasts.audio_types import AUDIO_TYPES


class PodcastMedia(AbstractMedia):
    """An audio file of the hub; its duration is read from the file itself."""

    byte_length = models.PositiveBigIntegerField("taille en octets", null=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta:
        verbose_name = "fichier audio"
        verbose_name_plural = "fichiers audio"

    @property
    def mime_type(self):
        """MIME type from the file's extension, as feeds declare it."""
        extension = f".{self.file_extension.lower()}"
        return AUDIO_TYPES.get(extension) or mimetypes.guess_type(self.filename)[0] or ""

    def clean(self, *args, **kwargs):
        super().clean(*args, **kwargs)
        if self.file and not self.file._committed:
            self._read_file()

    def save(self, *args, **kwargs):
        self.type = self.type or MediaType.AUDIO
        if self.file and not self.file._committed:
            self._read_file()
        super().save(*args, **kwargs)

    def _read_file(self):
        """Read duration (seconds) and size (bytes); refuse a file that is not audio."""
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
