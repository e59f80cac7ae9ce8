"""The vector of a question, for the engines. A failing encoder costs one time-out, not an error."""

import logging
import time
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from django.db import DatabaseError

from hub.search.analysis import tokens
from hub.search.circuit_breaker import CircuitBreaker
from hub.search.meaning.encoders import current_encoder
from hub.search.meaning.interface import Encoder, EncoderTooSlow, EncoderUnavailable
from hub.search.meaning.vectors import Encoding, model_key, quantise, stored_encoding
from hub.search.query import QUERY_LENGTH

logger = logging.getLogger(__name__)

# Seconds that a search may wait for the vector of its question.
QUESTION_SECONDS = 0.8
PAUSE_SECONDS = 30.0
KEPT_QUESTIONS = 512

# {key of the model: Encoding}
_encodings: dict[str, Encoding] = {}


@dataclass(frozen=True)
class QuestionVector:
    """The meaning of a question.

    - `model`: key of the `EncoderModel`, for `known_vectors`;
    - `vector`: centred and quantised, int8;
    - `background`: largest cosine with a subject that the site does not treat, from -1 to 1.
    """

    model: str
    vector: np.ndarray
    background: float


def question_vector(text: str) -> QuestionVector | None:
    """Return the vector of a question; never raise.

    None if the text has no word, if there is no encoder, if it is not calibrated yet (the
    background job does it) or if it fails.
    """
    text = " ".join(text[:QUERY_LENGTH].split())
    encoder = current_encoder()
    if encoder is None or not tokens(text):
        return None
    breaker = breaker_of(encoder)
    if not breaker.is_closed and not breaker.take_probe():
        return None
    try:
        return _measured_vector(encoder, breaker, text)
    except EncoderUnavailable as error:
        breaker.failed(at_once=isinstance(error, EncoderTooSlow))
        logger.warning("%s does not encode questions for now: %s", encoder.name, error)
    except DatabaseError:
        logger.warning("The calibration of %s cannot be read", encoder.name)
    except Exception:
        breaker.failed()
        logger.exception("%s failed on a question", encoder.name)
    return None


def _measured_vector(encoder: Encoder, breaker: CircuitBreaker, text: str) -> QuestionVector | None:
    """Return the vector of a text; record its duration in `breaker`."""
    encoding = _encoding_of(encoder)
    if encoding is None:
        return None
    start = time.monotonic()
    found = _vector(encoding.key, encoder, text)
    if time.monotonic() - start > QUESTION_SECONDS:
        breaker.failed()
    else:
        breaker.succeeded()
    return found


@cache
def breaker_of(encoder: Encoder) -> CircuitBreaker:
    """Return the circuit breaker of the questions of an encoder, one per process."""
    return CircuitBreaker(pause=PAUSE_SECONDS)


def forget_questions() -> None:
    """Clear what this process remembers of encoders: questions, calibrations, failures."""
    _encodings.clear()
    _vector.cache_clear()
    breaker_of.cache_clear()


def _encoding_of(encoder: Encoder) -> Encoding | None:
    """Return the `Encoding` of an encoder, read again until its background is current."""
    key = model_key(encoder)
    known = _encodings.get(key)
    if (known is None or not known.is_current) and (found := stored_encoding(encoder)):
        if known and found.is_current:
            _vector.cache_clear()
        _encodings[key] = found
    return _encodings.get(key)


# An exception is not cached: the next search asks the encoder again.
@lru_cache(maxsize=KEPT_QUESTIONS)
def _vector(key: str, encoder: Encoder, text: str) -> QuestionVector:
    calibration = _encodings[key].calibration
    unit = calibration.centre_questions(encoder.encode_questions([text]))[0]
    background = float((calibration.background @ unit).max(initial=-1.0))
    vector = quantise(unit)
    vector.flags.writeable = False
    return QuestionVector(key, vector, background)
