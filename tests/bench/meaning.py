"""An encoder and vectors for benchmarks: real vectors of the questions, random ones of the texts.

Encoding 120,000 texts would take hours; the time of a search does not depend on their values.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from django.test import override_settings

from hub.search.embedded.sql import chunks
from hub.search.meaning import current_encoder, quantise
from hub.search.meaning.questions import forget_questions
from hub.search.meaning.vectors import Encoding, calibrated_encoding, store_vectors
from hub.search.models import SearchPiece, SearchVector

SEED = 6


@contextmanager
def bundled_encoder() -> Iterator[Encoding | None]:
    """Make the bundled encoder that of the site; yield None where it cannot run."""
    with override_settings(SEARCH_ENCODER="auto"):
        encoder = current_encoder()
        forget_questions()
        try:
            yield calibrated_encoding(encoder) if encoder else None
        finally:
            forget_questions()


def store_random_vectors(encoding: Encoding) -> int:
    """Store a vector of length 1 for each piece in the database; return their number."""
    draw = np.random.default_rng(SEED)
    digests = list(SearchPiece.objects.order_by("digest").values_list("digest", flat=True))
    digests = list(dict.fromkeys(digests))
    for part in chunks(digests, 5_000):
        rows = draw.standard_normal((len(part), encoding.calibration.dimensions), np.float32)
        vectors = quantise(rows / np.linalg.norm(rows, axis=1, keepdims=True))
        store_vectors(encoding, dict(zip(part, vectors, strict=True)))
    return len(digests)


def forget_vectors() -> None:
    """Delete the vectors of the pieces."""
    SearchVector.objects.all()._raw_delete("default")
