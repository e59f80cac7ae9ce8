"""Interface of the encoders, which turn texts into vectors."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np


class EncoderUnavailable(Exception):  # noqa: N818  the state of an encoder, not a mistake
    """The encoder is absent, did not answer, or answered something else than vectors.

    The message is a French sentence, for the screen of the state of the search.
    """


class EncoderTooSlow(EncoderUnavailable):
    """The encoder did not answer within its time-out: every other question would wait as long."""


class Encoder(ABC):
    """A model that gives near vectors to texts of near meanings.

    - `name` identifies the model and its version: vectors of different names are not comparable;
    - `batch` is the number of passages to give at once: what a second or two can encode.
    """

    name = ""
    batch = 16

    @abstractmethod
    def encode_questions(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of questions: float32, one row of length 1 per text.

        Raise `EncoderUnavailable`. Must be quick: a search waits for it.
        """

    @abstractmethod
    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of passages, in the same form; raise `EncoderUnavailable`."""


def unit_rows(rows: object, count: int) -> np.ndarray:
    """Return `count` vectors as float32 rows of length 1.

    Raise `EncoderUnavailable` for anything else: another count, unequal rows, values that are not
    finite numbers, null vectors.
    """
    try:
        vectors = np.asarray(rows, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise EncoderUnavailable("L’encodeur n’a pas répondu par des vecteurs.") from error
    if vectors.ndim != 2 or vectors.shape[0] != count or not vectors.shape[1]:
        raise EncoderUnavailable(
            f"L’encodeur a répondu {vectors.shape} au lieu de {count} vecteurs."
        )
    with np.errstate(over="ignore"):
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not (lengths > 0).all():
        raise EncoderUnavailable("L’encodeur a répondu des vecteurs nuls ou qui débordent.")
    return (vectors / lengths).astype(np.float32)
