"""Calibration of a model: its mean question, its mean passage, subjects foreign to the site.

The vectors of a model lie in a narrow cone: the cosines of multilingual-e5 are between 0.75 and 0.9
whatever the texts. Subtracting the mean of neutral texts spreads them: unrelated texts are then
near 0 (measures in docs/features/search-meaning.md).
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from hub.search.meaning.batching import batches
from hub.search.meaning.interface import Encoder, EncoderUnavailable

FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True)
class NeutralTexts:
    """The texts of `calibration.json`."""

    questions: tuple[str, ...]
    passages: tuple[str, ...]
    background: tuple[str, ...]

    @property
    def centres_hash(self) -> str:
        """The hash of the texts that give the two centres: every vector depends on them."""
        return _hash(self.questions, self.passages)

    @property
    def background_hash(self) -> str:
        """The hash of the background texts."""
        return _hash(self.background)


def _hash(*texts: Sequence[str]) -> str:
    return hashlib.blake2b(json.dumps(texts).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True)
class Calibration:
    """What a model answers to the neutral texts, as float32 arrays.

    `question_centre` and `passage_centre` are the means of its vectors; `background` has one row
    per subject that the site does not treat, centred as a passage.
    """

    question_centre: np.ndarray
    passage_centre: np.ndarray
    background: np.ndarray

    @property
    def dimensions(self) -> int:
        return len(self.question_centre)

    def centre_questions(self, vectors: np.ndarray) -> np.ndarray:
        """Return the centred vectors of questions, of length 1; raise `EncoderUnavailable`."""
        return self._centred(vectors, self.question_centre)

    def centre_passages(self, vectors: np.ndarray) -> np.ndarray:
        """Return the centred vectors of passages, of length 1; raise `EncoderUnavailable`."""
        return self._centred(vectors, self.passage_centre)

    def _centred(self, vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
        if vectors.shape[1] != self.dimensions:
            raise EncoderUnavailable(
                f"L’encodeur a répondu {vectors.shape[1]} dimensions au lieu de {self.dimensions}."
            )
        return centred(vectors, centre)


@cache
def neutral_texts() -> NeutralTexts:
    """Return the texts of `calibration.json`."""
    texts = json.loads(FILE.read_text(encoding="utf-8"))
    return NeutralTexts(**{name: tuple(found) for name, found in texts.items()})


def calibrate(encoder: Encoder) -> Calibration:
    """Encode the neutral texts and return the `Calibration`; raise `EncoderUnavailable`."""
    texts = neutral_texts()
    # One at a time, as those of readers: the time-out is that of one question.
    questions = _encoded(encoder.encode_questions, texts.questions, 1)
    passages = _encoded(encoder.encode_passages, texts.passages, encoder.batch)
    if questions.shape[1] != passages.shape[1]:
        raise EncoderUnavailable("Les vecteurs des questions et des textes diffèrent en taille.")
    centre = passages.mean(axis=0)
    return Calibration(questions.mean(axis=0), centre, encoded_background(encoder, centre))


def encoded_background(encoder: Encoder, passage_centre: np.ndarray) -> np.ndarray:
    """Return the centred vectors of the background texts; raise `EncoderUnavailable`."""
    vectors = _encoded(encoder.encode_passages, neutral_texts().background, encoder.batch)
    return centred(vectors, passage_centre)


def _encoded(
    encode: Callable[[Sequence[str]], np.ndarray], texts: Sequence[str], size: int
) -> np.ndarray:
    found = [encode(part) for part in batches(texts, size)]
    if len({part.shape[1] for part in found}) != 1:
        raise EncoderUnavailable("Les vecteurs de l’encodeur diffèrent en taille.")
    return np.vstack(found)


def centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Return the vectors minus `centre`, of length 1; a vector equal to it stays null."""
    moved = vectors - centre
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return (moved / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
