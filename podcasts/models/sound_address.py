"""The address of the sound of an episode."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

if TYPE_CHECKING:
    from wagtail.models import Page as _Base  # the class that the mixin is added to
else:
    _Base = object


class SoundAddressMixin(_Base):
    """`sound_url`, for a page with the fields `audio`, `audio_url` and `uid`."""

    is_previewed = False  # set by `serve_preview`

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        self.is_previewed = True
        return super().serve_preview(request, mode_name)

    @property
    def sound_url(self) -> str:
        """Address of the sound, relative for a file of the hub; empty without a sound.

        A preview has the address of the admin: its sound may not be that of the published page.
        """
        if not self.audio:
            return self.audio_url
        if self.is_previewed:
            return self.audio.url
        return reverse("episode_sound", args=[self.uid, self.audio.file_extension.lower()])

    @property
    def download_url(self) -> str:
        """Address of the sound as a file to save, named after the title if the file is here."""
        return f"{self.sound_url}?telecharger" if self.audio else self.sound_url
