"""Search by meaning: encoders, the pieces of text that they encode, and the vectors kept."""

from hub.search.meaning.calibration import Calibration
from hub.search.meaning.encoders import current_encoder, encoder_off
from hub.search.meaning.interface import Encoder, EncoderTooSlow, EncoderUnavailable
from hub.search.meaning.pieces import Piece, pieces
from hub.search.meaning.questions import QuestionVector, question_vector
from hub.search.meaning.vectors import (
    SCALE,
    Encoding,
    encode_entries,
    known_vectors,
    piece_vector,
    quantise,
)

__all__ = [
    "SCALE",
    "Calibration",
    "Encoder",
    "EncoderTooSlow",
    "EncoderUnavailable",
    "Encoding",
    "Piece",
    "QuestionVector",
    "current_encoder",
    "encode_entries",
    "encoder_off",
    "known_vectors",
    "piece_vector",
    "pieces",
    "quantise",
    "question_vector",
]
