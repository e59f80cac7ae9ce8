"""Synthesised sound that follows the rhythm of sentences, with WebVTT cues at the same times.

Each vowel group of the text becomes one syllable: harmonics of the pitch of the voice, louder
around two formants. The words cannot be understood; turns, sentences and pauses can be heard.
"""

import math
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from home.demo.sounds import RATE, write_wave
from hub.folding import fold
from podcasts.timed_text import RawCue, TimedText, write_webvtt

SYLLABLE, CONSONANT = 0.17, 0.045  # durations in seconds
COMMA = 0.18  # pause inside a sentence, in seconds
PAUSE, TURN = 0.35, 0.6  # between sentences of one voice, of two voices, in seconds
PEAK = 9000  # out of 32,767
# First two formants of each vowel, in hertz.
FORMANTS = {"a": (750, 1400), "e": (450, 1800), "i": (300, 2300), "o": (450, 900), "u": (300, 1700)}
VOWELS = re.compile(r"[aeiouy]+|[,.:?]")
CONTOUR = (1.0, 1.06, 1.12, 1.06, 1.0, 0.95)  # pitch of successive syllables
FALL = 0.88  # pitch of the last syllable of a sentence; a question rises instead


@dataclass(frozen=True)
class Sentence:
    """What a voice says; `pitch` is the fundamental frequency of the voice, in hertz."""

    voice: str
    pitch: int
    text: str


@dataclass(frozen=True)
class Recording:
    """A WAV file, its transcript in WebVTT, and the start of each chapter in whole seconds."""

    sound: bytes
    transcript: str
    chapter_starts: tuple[int, ...]


def record(chapters: Sequence[Sequence[Sentence]]) -> Recording:
    """Return the recording of sentences grouped by chapters; the same text gives the same bytes.

    A chapter starts on a whole second, with its first sentence.
    """
    samples = array("h")
    cues: list[RawCue] = []
    starts, last = [], None
    for chapter in chapters:
        samples.extend(_silence(-len(samples) % RATE))
        starts.append(len(samples) // RATE)
        for sentence in chapter:
            if last and sentence is not chapter[0]:
                samples.extend(_silence(round((PAUSE if last == sentence.voice else TURN) * RATE)))
            start = len(samples)
            samples.extend(_say(sentence))
            words = f"<v {sentence.voice}>{sentence.text}"
            cues.append(RawCue(start / RATE, len(samples) / RATE, 0, lines=[words]))
            last = sentence.voice
        samples.extend(_silence(RATE // 2))
    transcript = write_webvtt(TimedText(is_webvtt=True, blocks=[*cues]))
    return Recording(write_wave(samples), transcript, tuple(starts))


def _say(sentence: Sentence) -> "array[int]":
    """Return the samples of a sentence; their duration is a whole number of milliseconds."""
    samples = array("h")
    sounds = VOWELS.findall(fold(sentence.text))
    syllables = [index for index, sound in enumerate(sounds) if sound.isalpha()]
    for index, sound in enumerate(sounds[: syllables[-1] + 1]):
        if not sound.isalpha():
            samples.extend(_silence(round(COMMA * RATE)))
            continue
        contour = CONTOUR[index % len(CONTOUR)]
        if index == syllables[-1]:
            contour = 1 / FALL if sentence.text.endswith("?") else FALL
        samples.extend(_syllable(round(sentence.pitch * contour), sound.replace("y", "i")[-1]))
    return samples


@cache
def _syllable(pitch: int, vowel: str) -> "array[int]":
    """Return the samples of a short silence, then of one vowel."""
    length = round(SYLLABLE * RATE)
    weights = list(_harmonics(pitch, vowel))
    total = sum(weights)
    samples = _silence(round(CONSONANT * RATE))
    for index in range(length):
        envelope = min(1, index / (0.02 * RATE), (length - index) / (0.05 * RATE))
        step = 2 * math.pi * pitch * index / RATE
        value = sum(w * math.sin(step * rank) for rank, w in enumerate(weights, start=1))
        samples.append(int(PEAK * envelope * value / total))
    return samples


def _harmonics(pitch: int, vowel: str) -> Iterator[float]:
    """Yield the amplitude of each harmonic of `pitch` below 3,000 Hz."""
    for rank in range(1, 3000 // pitch + 1):
        nearest = min(abs(rank * pitch - formant) for formant in FORMANTS[vowel])
        yield (math.exp(-((nearest / 250) ** 2)) + 0.1) / math.sqrt(rank)


def _silence(length: int) -> "array[int]":
    return array("h", bytes(2 * length))
