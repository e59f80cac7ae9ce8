"""Deterministic encoders for the tests, and fixtures that make one the encoder of the site."""

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from unittest.mock import patch

import numpy as np
import pytest

from hub.search.analysis import exact_text
from hub.search.meaning import Encoder, EncoderUnavailable
from hub.search.meaning.interface import unit_rows
from hub.search.meaning.questions import forget_questions

DIMENSIONS = 128


class FakeEncoder(Encoder):
    """Encoder whose vectors are near for texts that share words, or trigrams of words.

    `texts` records the passages encoded, `questions` the questions.
    """

    def __init__(self, name: str = "fake", dimensions: int = DIMENSIONS) -> None:
        self.name = name
        self.dimensions = dimensions
        self.texts: list[str] = []
        self.questions: list[str] = []

    def encode_questions(self, texts: Sequence[str]) -> np.ndarray:
        self.questions += texts
        return self._vectors(texts)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        vectors = [_vector(text, self.dimensions) for text in texts]
        rows = np.array(vectors, np.float32).reshape(len(texts), self.dimensions)
        return unit_rows(rows, len(texts))


class FailingEncoder(FakeEncoder):
    """Encoder that fails on a `share` of its calls, the same for a given `seed`."""

    def __init__(self, share: float = 0.5, seed: int = 0) -> None:
        super().__init__()
        self.share = share
        self._random = random.Random(seed)

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        if self._random.random() < self.share:
            raise EncoderUnavailable("L’encodeur d’essai est en panne.")
        return super()._vectors(texts)


class SlowEncoder(FakeEncoder):
    """Encoder that takes `seconds` for each call."""

    def __init__(self, seconds: float = 1.0) -> None:
        super().__init__()
        self.seconds = seconds

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        time.sleep(self.seconds)
        return super()._vectors(texts)


@contextmanager
def use_encoder(encoder: Encoder | None) -> Iterator[None]:
    """Make `encoder` that of the site within the block."""
    forget_questions()
    with patch("hub.search.meaning.encoders.encoder_of", lambda *settings: encoder):
        yield
    forget_questions()


ENCODERS: dict[str, Callable[[], Encoder | None]] = {
    "off": lambda: None,
    "on": FakeEncoder,
    "failing": FailingEncoder,
}


@pytest.fixture(params=ENCODERS)
def encoder(request: pytest.FixtureRequest) -> Iterator[Encoder | None]:
    """The encoder of the site: none, one that works, one that fails half of the time."""
    encoder = ENCODERS[request.param]()
    with use_encoder(encoder):
        yield encoder


# The calibration of an encoder, which each test makes, encodes the same two hundred texts.
@lru_cache(maxsize=4096)
def _vector(text: str, dimensions: int) -> np.ndarray:
    vector = np.zeros(dimensions, np.float32)
    # As real models: all vectors have a part in common.
    vector[0] = 1
    for word in exact_text(text).split():
        parts = [word, *(f" {word} "[start : start + 3] for start in range(len(word)))]
        for part in parts:
            vector[_bucket(part, dimensions)] += 1 if part == word else 0.3
    return vector


def _bucket(part: str, dimensions: int) -> int:
    digest = hashlib.blake2b(part.encode(), digest_size=4).digest()
    return 1 + int.from_bytes(digest) % (dimensions - 1)
