"""Vectors of the pieces of entries, as nested documents, with a field for each model.

The field of a new model is added to the mapping of an existing index: a change of model needs no
rebuild.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from hub.search.contract import EngineUnavailable, Entry
from hub.search.elastic.mapping import MAPPINGS
from hub.search.meaning import current_encoder, known_vectors, piece_vector, pieces
from hub.search.meaning.vectors import model_key
from hub.search.models import EncoderModel

# Entries whose vectors are read at a time.
BATCH = 50


class IndexMissing(EngineUnavailable):
    """The alias has no index: it has not been built yet, or the rebuild is over."""


@dataclass(frozen=True)
class Model:
    """A calibrated model: its key, and the number of dimensions of its vectors."""

    key: str
    dimensions: int


@dataclass(frozen=True)
class EncodedEntry:
    """An entry with the pieces of it that have a vector.

    `pieces` are nested documents, `encoder` the name of the field of their vectors; both are empty
    when no piece has a vector.
    """

    entry: Entry
    encoder: str = ""
    pieces: list[dict[str, Any]] = field(default_factory=list)

    @property
    def pieces_hash(self) -> str:
        """A hash of the pieces, vectors included; empty without pieces."""
        if not self.pieces:
            return ""
        return hashlib.blake2b(json.dumps(self.pieces).encode(), digest_size=16).hexdigest()

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the document."""
        if not self.pieces:
            return {}
        return {name: getattr(self, name) for name in ("pieces", "encoder", "pieces_hash")}


def vector_field(model: str) -> str:
    """Return the name of the field, in a piece, of the vectors of a model."""
    return f"v{hashlib.blake2b(model.encode(), digest_size=8).hexdigest()}"


def current_model() -> Model | None:
    """Return the model of the encoder of this site; None without encoder, or before calibration."""
    encoder = current_encoder()
    if encoder is None:
        return None
    found = EncoderModel.objects.filter(key=model_key(encoder))
    row = found.values_list("key", "dimensions").first()
    return Model(*row) if row else None


def encoded_entries(entries: Iterable[Entry], model: Model | None) -> Iterator[EncodedEntry]:
    """Yield the entries with the vectors known for a model."""
    if model is None:
        yield from map(EncodedEntry, entries)
        return
    name = vector_field(model.key)
    left = iter(entries)
    while batch := list(islice(left, BATCH)):
        parts = [pieces(entry) for entry in batch]
        known = known_vectors(model.key, (piece.digest for part in parts for piece in part))
        for entry, part in zip(batch, parts, strict=True):
            nested = [
                # Bytes in hexadecimal: a third of the length of numbers.
                {
                    "fragment": piece.fragment,
                    name: piece_vector(known[piece.digest], number).tobytes().hex(),
                }
                for number, piece in enumerate(part)
                if piece.digest in known
            ]
            yield EncodedEntry(entry, name if nested else "", nested)


def mapping_properties(model: Model | None) -> dict[str, Any]:
    """Return the properties of the mapping, with the field of the vectors of a model."""
    properties = dict(MAPPINGS["properties"])
    if model is not None:
        vectors = {
            "type": "dense_vector",
            "element_type": "byte",
            "dims": model.dimensions,
            "index": True,
            "similarity": "dot_product",
            "index_options": {"type": "hnsw"},
        }
        nested = properties["pieces"]
        fields = nested["properties"] | {vector_field(model.key): vectors}
        properties["pieces"] = nested | {"properties": fields}
    return properties


def update_mapping(client: Elasticsearch, alias: str, model: Model | None) -> None:
    """Add to the index of an alias the fields that it lacks: those of a new model or version."""
    try:
        client.indices.put_mapping(index=alias, properties=mapping_properties(model))
    except NotFoundError as error:
        raise IndexMissing("the index has not been built: run search_rebuild") from error
