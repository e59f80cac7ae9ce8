"""In-memory vectors of the pieces of an index, and an exact search of the nearest ones.

One int8 row per piece (`hub.search.meaning.pieces`), 384 bytes with the bundled encoder. Snapshots
are immutable: a change reads only the new rows and builds another one.
"""

import dataclasses
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import connection

from hub.search.embedded.catalogue import Catalogue
from hub.search.fusion import WINDOW
from hub.search.meaning import SCALE, QuestionVector, piece_vector
from hub.search.models import (
    EncoderModel,
    SearchEntry,
    SearchIndex,
    SearchPiece,
    SearchVector,
)

# Rows converted to floats at a time: they stay in the cache of the processor. Integers below 2^24
# are exact as 32-bit floats: the order does not depend on the machine.
BLOCK = 1024
# `fragments` of the pieces that are not in a fragment.
FRONT = -1
# Pieces read from the database at a time.
PAGE = 5_000
# (piece, entry, fragment, id of the vector, vector, number of the piece)
PieceRow = tuple[int, int, int | None, int, bytes, int]

_lock = threading.Lock()
# {(primary key, creation) of an index: its vectors}. A key may be used again after a rollback.
_snapshots: dict[tuple[int, datetime], "Vectors"] = {}


@dataclass(frozen=True)
class Near:
    """An entry near a question: its cosine, and the index of its nearest fragment, if any."""

    cosine: float
    fragment: int | None


@dataclass(frozen=True)
class Vectors:
    """The vectors of an index for one model, at one `stamp` of the index.

    `owners` are primary keys of entries, `fragments` indexes of fragments, `ids` those of the
    pieces, all in the order of the rows of `matrix`; `entries` are the distinct owners, `slots`
    their positions in it; `last_vector` is the last id read.
    """

    model: str
    stamp: int
    matrix: np.ndarray
    owners: np.ndarray
    fragments: np.ndarray
    ids: np.ndarray
    entries: np.ndarray
    slots: np.ndarray
    last_vector: int = 0

    @classmethod
    def empty(cls, model: str, dimensions: int) -> "Vectors":
        none = np.zeros(0, dtype=np.int64)
        matrix = np.zeros((0, dimensions), dtype=np.int8)
        return cls(model, -1, matrix, none, none, none, none, none)

    def nearest(
        self, vector: np.ndarray, among: Collection[int], limit: int = WINDOW
    ) -> dict[int, Near]:
        """Return {entry: Near} of the `limit` entries of `among` with the nearest pieces."""
        if not len(self.ids) or not among:
            return {}
        allowed = self._positions(among)
        products = self._products(vector)
        best = np.full(len(self.entries), np.iinfo(np.int64).min)
        np.maximum.at(best, self.slots, products)
        # Ties at the limit: the lowest primary keys, so that the same request gives the same page.
        first = allowed[np.lexsort((allowed, -best[allowed]))[:limit]]
        fragments = self._nearest_fragments(first, products)
        return {
            int(self.entries[slot]): Near(float(best[slot]) / SCALE**2, fragments.get(int(slot)))
            for slot in first
        }

    def _nearest_fragments(self, slots: np.ndarray, products: np.ndarray) -> dict[int, int]:
        """Return {slot: index of its fragment with the greatest product}."""
        is_asked = np.zeros(len(self.entries), dtype=bool)
        is_asked[slots] = True
        rows = np.flatnonzero(is_asked[self.slots] & (self.fragments != FRONT))
        # The last one of a slot stays: the greatest product, then the first piece.
        order = np.lexsort((-rows, products[rows]))
        return {int(self.slots[row]): int(self.fragments[row]) for row in rows[order]}

    def _positions(self, among: Collection[int]) -> np.ndarray:
        """Return the positions in `entries` of those of `among` that have vectors."""
        asked = np.fromiter(among, dtype=np.int64, count=len(among))
        places = np.searchsorted(self.entries, asked)
        places[places == len(self.entries)] = 0
        return places[self.entries[places] == asked]

    def _products(self, vector: np.ndarray) -> np.ndarray:
        """Return the dot product of each row with a vector, as whole numbers."""
        question = vector.astype(np.float32)
        products = np.empty(len(self.matrix), dtype=np.float32)
        for start in range(0, len(self.matrix), BLOCK):
            block = self.matrix[start : start + BLOCK].astype(np.float32)
            np.matmul(block, question, out=products[start : start + BLOCK])
        return products.astype(np.int64)

    def updated(self, index: SearchIndex, entries: Collection[int]) -> "Vectors":
        """Return the vectors at the present stamp of `index`, whose entries are `entries`."""
        last_piece = int(self.ids.max(initial=0))
        # New pieces, and pieces known before their vector; the first time, all are new.
        limits = [("p.id", last_piece), ("v.id", self.last_vector)][: 2 if last_piece else 1]
        pages = [
            Rows.of(page, self.matrix.shape[1])
            for column, last in limits
            for page in _read(index, self.model, column, last)
        ]
        read = Rows.joined([Rows.of([], self.matrix.shape[1]), *pages])
        present = np.fromiter(entries, dtype=np.int64, count=len(entries))
        # All the pieces of an entry are written again together, with greater ids.
        rewritten = read.owners[read.ids > last_piece]
        kept = np.isin(self.owners, present) & ~np.isin(self.owners, rewritten)
        _, first = np.unique(read.ids, return_index=True)
        added = first[np.isin(read.owners[first], present)]
        owners = np.concatenate([self.owners[kept], read.owners[added]])
        distinct, slots = np.unique(owners, return_inverse=True)
        return Vectors(
            self.model,
            index.vector_stamp,
            np.concatenate([self.matrix[kept], read.matrix[added]]),
            owners,
            np.concatenate([self.fragments[kept], read.fragments[added]]),
            np.concatenate([self.ids[kept], read.ids[added]]),
            distinct,
            slots,
            int(read.vectors.max(initial=self.last_vector)),
        )


@dataclass(frozen=True)
class Rows:
    """Pieces read from the database, as arrays: `vectors` are the ids of their vectors."""

    ids: np.ndarray
    owners: np.ndarray
    fragments: np.ndarray
    vectors: np.ndarray
    matrix: np.ndarray

    @classmethod
    def of(cls, rows: Sequence[PieceRow], dimensions: int) -> "Rows":
        """Return the arrays of rows of `_read`."""
        numbers = np.array(
            [(row[0], row[1], FRONT if row[2] is None else row[2], row[3]) for row in rows],
            dtype=np.int64,
        ).reshape(-1, 4)
        buffer = b"".join(row[4] for row in rows)
        matrix = np.frombuffer(buffer, dtype=np.int8).reshape(len(rows), dimensions)
        is_part = np.array([row[5] > 0 for row in rows], dtype=bool)
        matrix = np.where(is_part[:, None], piece_vector(matrix, 1), matrix)
        ids, owners, fragments, vectors = numbers.T
        return cls(ids, owners, fragments, vectors, matrix)

    @classmethod
    def joined(cls, pages: Sequence["Rows"]) -> "Rows":
        """Return the rows of several pages."""
        return cls(
            *(
                np.concatenate([getattr(page, column.name) for page in pages])
                for column in dataclasses.fields(cls)
            )
        )


def vectors_of(index: SearchIndex, catalogue: Catalogue, question: QuestionVector) -> Vectors:
    """Return the up-to-date vectors of an index for the model of a question.

    `index` has just been read: a catalogue stays valid when only vectors change.
    """
    with _lock:
        key = (index.pk, index.created_at)
        found = _snapshots.get(key)
        if found is None or found.model != question.model:
            found = Vectors.empty(question.model, len(question.vector))
        if found.stamp != index.vector_stamp:
            found = found.updated(index, catalogue.rows.keys())
            for other in [other for other in _snapshots if other != key][:-1]:
                del _snapshots[other]
            _snapshots[key] = found
    return found


def _read(index: SearchIndex, model: str, column: str, last: int) -> Iterator[list[PieceRow]]:
    """Yield pages of the pieces of an index that have a vector and whose `column` is above `last`.

    A page takes a few megabytes: all the pieces of a large site at once would take hundreds. Pieces
    and vectors are related by their digest, without a foreign key: a vector outlives its pieces.
    """
    name = connection.ops.quote_name
    pieces, vectors = name(SearchPiece._meta.db_table), name(SearchVector._meta.db_table)
    entries, models = name(SearchEntry._meta.db_table), name(EncoderModel._meta.db_table)
    sql = (
        f"SELECT p.id, p.entry_id, p.fragment, v.id, v.vector, p.number FROM {pieces} p"  # noqa: S608
        f" JOIN {entries} e ON e.id = p.entry_id"
        f" JOIN {vectors} v ON v.digest = p.digest"
        f" JOIN {models} m ON m.id = v.model_id"
        f" WHERE e.index_id = %s AND m.key = %s AND {column} > %s"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, [index.pk, model, last])
        while page := cursor.fetchmany(PAGE):
            yield page
