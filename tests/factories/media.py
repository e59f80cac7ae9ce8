"""Generated sounds: silent WAV files of a given duration."""

import wave
from functools import cache
from io import BytesIO

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from podcasts.models import PodcastMedia

RATE = 1000  # samples a second: enough for silence


@cache
def wav_bytes(seconds: int = 1) -> bytes:
    """Return a WAV file of silence (mono, 8 bits)."""
    content = BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(b"\x80" * RATE * seconds)
    return content.getvalue()


class MediaFactory(DjangoModelFactory):
    class Meta:
        model = PodcastMedia

    class Params:
        seconds = 2

    title = factory.Sequence("Son de l’été {}".format)
    file = factory.LazyAttribute(lambda media: ContentFile(wav_bytes(media.seconds), "ete.wav"))
