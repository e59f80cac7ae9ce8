"""Vectors of the pieces, kept in the database by model and hash of the text."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils import timezone

from hub.search.contract import Entry
from hub.search.meaning.batching import batches
from hub.search.meaning.calibration import (
    Calibration,
    calibrate,
    encoded_background,
    neutral_texts,
)
from hub.search.meaning.encoders import current_encoder
from hub.search.meaning.interface import Encoder
from hub.search.meaning.pieces import pieces
from hub.search.models import EncoderModel, SearchVector

# Vectors of length 1 are stored as whole numbers: value × SCALE, at most LARGEST. The cosine of two
# of them is their dot product / SCALE².
SCALE = 500
LARGEST = 127
# Length of the vectors of the pieces that are not the front of an entry. Measured on the judged
# sets: 1.0 loses 0.012 of nDCG@10 on long texts, 0.7 and 0.9 are within 0.005.
PART = 0.8
# Parameters per statement.
CHUNK = 300


@dataclass(frozen=True)
class Encoding:
    """An encoder with its stored model: `key` and `pk` of the `EncoderModel`, calibration.

    `is_current`: whether its background is that of `calibration.json`.
    """

    encoder: Encoder
    key: str
    pk: int
    calibration: Calibration
    is_current: bool = True

    def passages(self, texts: Collection[str]) -> np.ndarray:
        """Return the centred, quantised vectors of passages; raise `EncoderUnavailable`."""
        vectors = self.encoder.encode_passages(list(texts))
        return quantise(self.calibration.centre_passages(vectors))


def quantise(vectors: np.ndarray) -> np.ndarray:
    """Return vectors of length 1 as int8."""
    return np.clip(np.rint(vectors * SCALE), -LARGEST, LARGEST).astype(np.int8)


def piece_vector(vector: np.ndarray, number: int) -> np.ndarray:
    """Return the int8 vector to index for the piece of an entry of this number.

    All but the first one, the front, are shortened: of two entries, the one that is about the
    question comes before the one that mentions it, and a long text has no advantage.
    """
    return vector if number == 0 else np.rint(vector * PART).astype(np.int8)


def model_key(encoder: Encoder) -> str:
    """Return the key of the `EncoderModel` of an encoder: its name and the hash of its centres."""
    identity = f" ({neutral_texts().centres_hash})"
    return encoder.name[: EncoderModel.KEY_LENGTH - len(identity)] + identity


def stored_encoding(encoder: Encoder) -> Encoding | None:
    """Return the `Encoding` of an encoder; None before its first calibration."""
    key = model_key(encoder)
    row = EncoderModel.objects.filter(key=key).first()
    if row is None:
        return None
    question_centre, passage_centre, background = (
        np.frombuffer(array, np.float32).reshape(-1, row.dimensions)
        for array in (row.question_centre, row.passage_centre, row.background)
    )
    calibration = Calibration(question_centre[0], passage_centre[0], background)
    is_current = row.background_hash == neutral_texts().background_hash
    return Encoding(encoder, key, row.pk, calibration, is_current)


def calibrated_encoding(encoder: Encoder) -> Encoding:
    """Return the `Encoding` of an encoder; calibrate it first if it or its background is new.

    Raise `EncoderUnavailable`. The calibration takes as long as two hundred passages.
    """
    found = stored_encoding(encoder)
    if found and not found.is_current:
        background = encoded_background(encoder, found.calibration.passage_centre)
        EncoderModel.objects.filter(pk=found.pk).update(
            background=background.tobytes(), background_hash=neutral_texts().background_hash
        )
        found = stored_encoding(encoder)
    if found is None:
        calibration = calibrate(encoder)
        row = EncoderModel(
            key=model_key(encoder),
            dimensions=calibration.dimensions,
            question_centre=calibration.question_centre.tobytes(),
            passage_centre=calibration.passage_centre.tobytes(),
            background=calibration.background.tobytes(),
            background_hash=neutral_texts().background_hash,
            used_on=timezone.localdate(),
        )
        # Another process may have calibrated it meanwhile.
        EncoderModel.objects.bulk_create([row], ignore_conflicts=True)
        found = stored_encoding(encoder)
    if found is None:
        raise EncoderModel.DoesNotExist(model_key(encoder))
    return found


def known_vectors(model: str, digests: Iterable[str]) -> dict[str, np.ndarray]:
    """Return {digest: int8 vector} of the texts already encoded by the model of this key."""
    found = {}
    rows = SearchVector.objects.filter(model__key=model)
    for part in batches(list(dict.fromkeys(digests)), CHUNK):
        for digest, vector in rows.filter(digest__in=part).values_list("digest", "vector"):
            found[digest] = np.frombuffer(vector, np.int8)
    return found


def store_vectors(encoding: Encoding, vectors: Mapping[str, np.ndarray]) -> None:
    """Store {digest: int8 vector}; those stored by another process meanwhile are kept."""
    rows = [
        SearchVector(model_id=encoding.pk, digest=digest, vector=vector.tobytes())
        for digest, vector in vectors.items()
    ]
    SearchVector.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)


def encode_entries(entries: Iterable[Entry]) -> int:
    """Encode at once the pieces of entries that have no vector; return the number of texts encoded.

    For scratch indexes: the index of the site is encoded by `hub.search.outbox.encoding`. Without
    an encoder, do nothing. Raise `EncoderUnavailable`: the texts encoded before it are stored.
    """
    encoder = current_encoder()
    if encoder is None:
        return 0
    encoding = calibrated_encoding(encoder)
    texts = {piece.digest: piece.text for entry in entries for piece in pieces(entry)}
    known = known_vectors(encoding.key, texts)
    missing = [digest for digest in texts if digest not in known]
    for part in batches(missing, encoder.batch):
        vectors = encoding.passages([texts[digest] for digest in part])
        with transaction.atomic():
            store_vectors(encoding, dict(zip(part, vectors, strict=True)))
    return len(missing)
