"""Soft chords made at seed time: a sound to try the player with, and nobody's voice."""

import io
import math
import sys
import wave
from array import array

from django.core.files.base import ContentFile

from podcasts.models import PodcastMedia

RATE = 8000  # samples per second: enough for notes under 1 kHz, and a light file
LOUDNESS = 5000  # of 32,767: a sound that surprises nobody
FADE = 0.6  # seconds


def sound(name, seconds, chords):
    """Return the PodcastMedia called `name`, made when it is new.

    `chords` are lists of frequencies in hertz, that share the `seconds` equally.
    """
    title = f"Exemple\u00a0: {name}"
    known = PodcastMedia.objects.filter(title=title).first()
    if known:
        return known
    media = PodcastMedia(title=title, type="audio")
    media.file.save(f"{name}.wav", ContentFile(make_wave(seconds, chords)), save=False)
    media.file._committed = False  # so that saving reads its duration and its size
    media.save()
    return media


def make_wave(seconds, chords):
    """Return the bytes of a mono 16-bit WAV of the chords one after the other."""
    samples = array("h")
    length = seconds * RATE // len(chords)
    for notes in chords:
        samples.extend(_chord(notes, length))
    if sys.byteorder == "big":
        samples.byteswap()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return buffer.getvalue()


def _chord(notes, length):
    fade = int(FADE * RATE)
    steps = [2 * math.pi * note / RATE for note in notes]
    for index in range(length):
        envelope = min(1, index / fade, (length - index) / fade)
        value = sum(math.sin(step * index) for step in steps) / len(steps)
        yield int(LOUDNESS * envelope * value)
