"""Public URLs of sounds, below /sons/."""

from django.urls import path, register_converter

from podcasts.audio_types import AUDIO_TYPES
from podcasts.delivery.views import serve_episode_sound


class AudioExtensionConverter:
    """Extension of an audio file, without its dot, in lower case."""

    regex = "|".join(extension.removeprefix(".") for extension in AUDIO_TYPES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AudioExtensionConverter, "audio_extension")

urlpatterns = [
    path("<uuid:uid>.<audio_extension:extension>", serve_episode_sound, name="episode_sound"),
]
