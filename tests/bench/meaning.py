"""An encoder and vectors for benchmarks: real vectors of the questions, random ones of the texts.

Encoding 120,000 texts would take hours; the time of an exact search does not depend on their
values. A graph of random vectors, as that of Elasticsearch, is slower than one of texts.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

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
        store_vectors(encoding, random_vectors(draw, part, encoding.calibration.dimensions))
    return len(digests)


def random_vectors(
    draw: np.random.Generator, digests: list[str], dimensions: int
) -> dict[str, np.ndarray]:
    """Return {digest: int8 vector of length 1}."""
    rows = draw.standard_normal((len(digests), dimensions), np.float32)
    vectors = quantise(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return dict(zip(digests, vectors, strict=True))


@contextmanager
def random_vectors_of_elasticsearch(encoding: Encoding) -> Iterator[None]:
    """Give every piece sent to Elasticsearch a random vector, which is not stored here."""
    draw = np.random.default_rng(SEED)

    def known(model: str, digests: Iterable[str]) -> dict[str, np.ndarray]:
        found = list(dict.fromkeys(digests))
        return random_vectors(draw, found, encoding.calibration.dimensions)

    with patch("hub.search.elastic.vectors.known_vectors", known):
        yield


def forget_vectors() -> None:
    """Delete the vectors of the pieces."""
    SearchVector.objects.all()._raw_delete("default")
