"""Audio files of the demo content: storage, and synthesised chords to try the player."""

import io
import math
import sys
import wave
from array import array
from collections.abc import Callable, Iterator

from django.core.files.base import ContentFile

from podcasts.models import PodcastMedia

RATE = 8000  # samples per second: enough for notes under 1 kHz, in small files
AMPLITUDE = 5000  # out of 32,767: a low volume
FADE = 0.6  # duration of the fade-in and fade-out of a chord, in seconds


def get_or_make_audio(name: str, make: Callable[[], bytes]) -> PodcastMedia:
    """Return the media called `name`, created from the WAV file of `make` if it is missing."""
    title = f"Exemple\u00a0: {name}"
    existing = PodcastMedia.objects.filter(title=title).first()
    if existing:
        return existing
    media = PodcastMedia(title=title, type="audio")
    media.file.save(f"{name}.wav", ContentFile(make()), save=False)
    media.file._committed = False  # otherwise save() does not read the duration and the size
    media.save()
    return media


def make_chords(seconds: int, chords: list[list[float]]) -> bytes:
    """Return a WAV file of successive chords.

    `chords` are lists of frequencies in hertz, of equal duration; `seconds` is the total duration.
    """
    samples = array("h")
    length = seconds * RATE // len(chords)
    for notes in chords:
        samples.extend(_chord(notes, length))
    return write_wave(samples)


def write_wave(samples: "array[int]") -> bytes:
    """Return the bytes of a mono 16-bit WAV file of `samples`, from -32768 to 32767."""
    data = array("h", samples)
    if sys.byteorder == "big":
        data.byteswap()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())
    return buffer.getvalue()


def _chord(notes: list[float], length: int) -> Iterator[int]:
    """Yield the `length` samples of a chord, from -32768 to 32767."""
    fade = int(FADE * RATE)
    steps = [2 * math.pi * note / RATE for note in notes]
    for index in range(length):
        envelope = min(1, index / fade, (length - index) / fade)
        value = sum(math.sin(step * index) for step in steps) / len(steps)
        yield int(AMPLITUDE * envelope * value)
