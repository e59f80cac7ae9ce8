"""An encoder and vectors for benchmarks: real vectors of the questions, random ones of the texts.

Encoding 120,000 texts would take hours; the time of an exact search does not depend on their
values. That of a graph, as Elasticsearch makes, depends on their intrinsic dimension: the vectors
are drawn in a space of `RANK` dimensions, as vectors of texts, with a little noise.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
from django.test import override_settings

from hub.search.contract import Entry
from hub.search.embedded.sql import chunks
from hub.search.meaning import current_encoder, pieces, quantise
from hub.search.meaning.pieces import MOST, Piece
from hub.search.meaning.questions import forget_questions
from hub.search.meaning.vectors import Encoding, calibrated_encoding, store_vectors
from hub.search.models import SearchPiece, SearchVector

SEED = 6
RANK = 32
NOISE = 0.1


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
    base = np.random.default_rng(SEED).standard_normal((RANK, dimensions), np.float32)
    rows = draw.standard_normal((len(digests), RANK), np.float32) @ base / np.sqrt(RANK)
    rows += NOISE * draw.standard_normal(rows.shape, np.float32)
    vectors = quantise(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return dict(zip(digests, vectors, strict=True))


@contextmanager
def random_vectors_of_elasticsearch(encoding: Encoding, most: int = MOST) -> Iterator[None]:
    """Give the first `most` pieces of each entry sent to Elasticsearch a random vector.

    They are not stored in the database.
    """
    draw = np.random.default_rng(SEED)

    def known(model: str, digests: Iterable[str]) -> dict[str, np.ndarray]:
        found = list(dict.fromkeys(digests))
        return random_vectors(draw, found, encoding.calibration.dimensions)

    def first_pieces(entry: Entry) -> list[Piece]:
        return pieces(entry)[:most]

    module = "hub.search.elastic.vectors"
    with patch(f"{module}.known_vectors", known), patch(f"{module}.pieces", first_pieces):
        yield


def forget_vectors() -> None:
    """Delete the vectors of the pieces."""
    SearchVector.objects.all()._raw_delete("default")
