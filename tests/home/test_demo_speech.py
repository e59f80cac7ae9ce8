"""The synthesised conversation of the demo: sound and cues are at the same times."""

import io
import wave
from array import array

from home.demo.sounds import RATE
from home.demo.speech import Sentence, record
from podcasts.timed_text import scan

LOW, HIGH = 110, 205
CHAPTERS = [
    [
        Sentence("Alix", LOW, "Bonjour, voici une phrase assez longue."),
        Sentence("Alix", LOW, "Puis une autre\u00a0?"),
        Sentence("Zoé", HIGH, "Et la réponse d’une voix plus aiguë."),
    ],
    [Sentence("Zoé", HIGH, "Le second chapitre.")],
]


def samples_of(sound: bytes) -> array:
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def period_of(samples: array) -> int:
    """Return the lag of the best autocorrelation, in samples."""
    return max(
        range(RATE // 300, RATE // 80),
        key=lambda lag: sum(a * b for a, b in zip(samples, samples[lag:], strict=False)),
    )


def test_sound_is_heard_in_cues_only() -> None:
    made = record(CHAPTERS)
    samples = samples_of(made.sound)
    cues = scan(made.transcript).cues
    assert len(cues) == 4
    end = 0
    for cue in cues:
        start = round(cue.start * RATE)
        assert not any(samples[end:start])
        end = round(cue.end * RATE)
        assert max(samples[start:end]) > 3000
    assert not any(samples[end:])


def test_two_voices_have_their_own_pitches() -> None:
    made = record(CHAPTERS)
    samples = samples_of(made.sound)
    for cue, pitch in zip(scan(made.transcript).cues, (LOW, LOW, HIGH, HIGH), strict=True):
        first = round((cue.start + 0.045) * RATE)  # the first vowel, at the pitch of the voice
        found = RATE / period_of(samples[first : first + RATE // 8])
        assert abs(found - pitch) < pitch * 0.16


def test_chapters_start_on_whole_seconds_with_a_cue() -> None:
    made = record(CHAPTERS)
    starts = [cue.start for cue in scan(made.transcript).cues]
    assert made.chapter_starts == (0, starts[3])


def test_same_text_gives_the_same_sound() -> None:
    assert record(CHAPTERS) == record(CHAPTERS)
