"""Encoding of the pieces of the site's index, in short passes, by one process at a time."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.utils import timezone

from hub.search.embedded import EmbeddedEngine
from hub.search.embedded.engine import SITE
from hub.search.embedded.writing import new_stamp, write_pieces
from hub.search.meaning import EncoderUnavailable, Encoding, Piece, current_encoder, pieces
from hub.search.meaning.batching import batches
from hub.search.meaning.vectors import calibrated_encoding, store_vectors, stored_encoding
from hub.search.models import (
    EncoderModel,
    SearchChange,
    SearchConsumer,
    SearchEntry,
    SearchIndex,
    SearchPiece,
    SearchVector,
)
from hub.search.outbox.consumers import Busy, consumer_names, lease
from hub.search.outbox.draining import pause_reason, record_failure
from hub.search.projection import project

# Name of the row of `SearchConsumer` with the lease and the failures of the encoder.
ENCODER = "encoder"
# Each pass ends after these seconds: the changes of pages are then sent, and the latest go first.
PASS_SECONDS = 1.0
# Pieces read per pass: their pages are projected, which takes time too.
WINDOW = 16
# Age after which a vector that no piece uses, or a model, is deleted.
RETENTION = timedelta(days=30)


@dataclass(frozen=True)
class EncodingResult:
    """Result of a pass: texts `encoded`, `error` of a failing encoder.

    `is_busy`: another process is encoding; `is_finished`: no piece is left to encode.
    """

    encoded: int = 0
    error: str = ""
    is_busy: bool = False
    is_finished: bool = True


@dataclass(frozen=True)
class EncodingProgress:
    """Numbers of pieces of the site's index: with a vector of the current model, and in all."""

    encoded: int
    total: int


def encode_pending(*, seconds: float = PASS_SECONDS, force: bool = False) -> EncodingResult:
    """Encode the pieces without a vector of the current model for about `seconds`.

    The fronts of the pages go first, then the other pieces, the latest changes before others.
    Without an encoder, do nothing. `force` skips the backoff of an encoder that has just failed.
    """
    if current_encoder() is None:
        return EncodingResult()
    if not force and (error := pause_reason(ENCODER)):
        return EncodingResult(error=error, is_finished=False)
    try:
        with lease(ENCODER):
            return _encode(seconds)
    except Busy:
        return EncodingResult(is_busy=True, is_finished=False)
    except EncoderUnavailable as error:
        why = str(error)
    except (OperationalError, InterfaceError) as error:
        why = f"{type(error).__name__}: {error}"
    return EncodingResult(error=record_failure(ENCODER, why), is_finished=False)


def has_pending() -> bool:
    """Return whether `encode_pending` has texts to encode, and an encoder that may be called."""
    encoder, index = current_encoder(), _site_index()
    if encoder is None or index is None or pause_reason(ENCODER):
        return False
    encoding = stored_encoding(encoder)
    return encoding is None or bool(_next_entries(index, encoding, ()))


def encode_all(
    on_pass: Callable[[int], None] | None = None, limit: int | None = None
) -> EncodingResult:
    """Encode every piece, or at least `limit`; call `on_pass` with the number encoded so far.

    Stop at the first failure, or if another process is encoding.
    """
    encoded = 0
    while True:
        result = encode_pending(force=True)
        encoded += result.encoded
        if on_pass:
            on_pass(encoded)
        is_enough = limit is not None and encoded >= limit
        if result.is_finished or result.is_busy or result.error or is_enough:
            return EncodingResult(encoded, result.error, result.is_busy, result.is_finished)


def encoding_progress() -> EncodingProgress:
    """Return the `EncodingProgress` of the site's index."""
    index = _site_index()
    encoder = current_encoder()
    if index is None:
        return EncodingProgress(0, 0)
    total = _pieces(index).count()
    encoding = stored_encoding(encoder) if encoder else None
    if encoding is None:
        return EncodingProgress(0, total)
    return EncodingProgress(total - _pending(index, encoding).count(), total)


def purge_vectors(today: date) -> None:
    """Delete the vectors that no piece has used for `RETENTION`, and the models not used for it."""
    uses = Exists(SearchPiece.objects.filter(digest=OuterRef("digest")))
    SearchVector.objects.filter(~uses, unused_since=None).update(unused_since=today)
    SearchVector.objects.filter(uses).exclude(unused_since=None).update(unused_since=None)
    limit = today - RETENTION
    SearchVector.objects.filter(unused_since__lt=limit)._raw_delete(connection.alias)
    models = list(EncoderModel.objects.filter(used_on__lt=limit).values_list("pk", flat=True))
    SearchVector.objects.filter(model__in=models)._raw_delete(connection.alias)
    EncoderModel.objects.filter(pk__in=models).delete()


def _encode(seconds: float) -> EncodingResult:
    """Do one pass; the lease is held."""
    encoder, index = current_encoder(), _site_index()
    if encoder is None or index is None:
        return EncodingResult()
    encoding = calibrated_encoding(encoder)
    _record_use(encoding)
    stuck: set[int] = set()
    while rows := _next_entries(index, encoding, stuck):
        encoded, has_progress = _Pass(index, encoding, seconds).run(rows)
        if has_progress:
            return EncodingResult(encoded, is_finished=False)
        # Pages that changed meanwhile, or that cannot be projected: the outbox deals with them.
        stuck |= {pk for pk, _, _ in rows}
    _record_success()
    return EncodingResult()


def _record_use(encoding: Encoding) -> None:
    """Record that the model is used today; once a day, delete what is no longer used."""
    today = timezone.localdate()
    if EncoderModel.objects.filter(pk=encoding.pk, used_on__lt=today).update(used_on=today):
        purge_vectors(today)


def _record_success() -> None:
    SearchConsumer.objects.filter(engine=ENCODER).exclude(failures=0).update(
        failures=0, next_attempt_at=None, failing_since=None, error=""
    )


class _Pass:
    """One pass over some entries: read their texts, encode what is missing, store it."""

    def __init__(self, index: SearchIndex, encoding: Encoding, seconds: float) -> None:
        self._index, self._encoding = index, encoding
        self._deadline = time.monotonic() + seconds

    def run(self, rows: list[tuple[int, str, int]]) -> tuple[int, bool]:
        """Encode the entries `rows` (id, uid, version); return (texts encoded, any progress).

        What is encoded before a failure is stored.
        """
        found = {entry.uid: pieces(entry) for entry in project(uid for _, uid, _ in rows).entries}
        has_rewritten = self._rewrite_pieces(rows, found)
        missing = self._missing_texts(rows, found)
        vectors: dict[str, np.ndarray] = {}
        try:
            for part in batches(list(missing), self._encoding.encoder.batch):
                encoded = self._encoding.passages([missing[digest] for digest in part])
                vectors |= dict(zip(part, encoded, strict=True))
                if time.monotonic() > self._deadline:
                    break
        finally:
            if vectors:
                self._store(vectors)
        return len(vectors), has_rewritten or bool(vectors)

    def _missing_texts(
        self, rows: list[tuple[int, str, int]], found: dict[str, list[Piece]]
    ) -> dict[str, str]:
        """Return {digest: text} of the pieces to encode, in the order of `_ordered`."""
        texts = {piece.digest: piece.text for uid in found for piece in found[uid]}
        pending = _pending(self._index, self._encoding).filter(entry__in=[pk for pk, _, _ in rows])
        digests = _ordered(pending).values_list("digest", flat=True)
        return {digest: texts[digest] for digest in digests if digest in texts}

    def _rewrite_pieces(
        self, rows: list[tuple[int, str, int]], found: dict[str, list[Piece]]
    ) -> bool:
        """Store the pieces of entries written before a change of `pieces`; return whether any was.

        Entries written again since they were read have the right ones.
        """
        stored: dict[int, list[str]] = {}
        held = SearchPiece.objects.filter(entry__in=[pk for pk, _, _ in rows]).order_by("number")
        for pk, digest in held.values_list("entry_id", "digest"):
            stored.setdefault(pk, []).append(digest)
        stale = [
            (pk, uid, version)
            for pk, uid, version in rows
            if found.get(uid) and stored.get(pk) != [piece.digest for piece in found[uid]]
        ]
        if not stale:
            return False
        has_rewritten = False
        with transaction.atomic():
            _lock_indexes()
            for pk, uid, version in stale:
                if SearchEntry.objects.filter(pk=pk, version=version, is_gone=False).exists():
                    write_pieces(pk, found[uid], is_new=False)
                    has_rewritten = True
        return has_rewritten

    def _store(self, vectors: dict[str, np.ndarray]) -> None:
        """Store vectors, and record what the engines must read again, in one short transaction."""
        now = timezone.now()
        remote = [name for name in consumer_names() if name != EmbeddedEngine.name]
        with transaction.atomic():
            _lock_indexes()
            store_vectors(self._encoding, vectors)
            SearchIndex.objects.filter(name=SITE).update(vector_stamp=new_stamp())
            uids = self._to_send_again(list(vectors)) if remote else []
            # Not `record`: the caller sends them, or the next sync.
            SearchChange.objects.bulk_create(
                SearchChange(engine=name, uid=uid, due_at=now) for name in remote for uid in uids
            )
            SearchConsumer.objects.filter(engine=ENCODER).update(
                failures=0, next_attempt_at=None, failing_since=None, error="", written_at=now
            )

    def _to_send_again(self, digests: list[str]) -> list[str]:
        """Return the uids of the entries that are now complete, or whose front is new."""
        touched = _pieces(self._index).filter(digest__in=digests)
        rows = list(touched.values_list("entry_id", "entry__uid", "number"))
        pending = _pending(self._index, self._encoding)
        pending = pending.filter(entry__in={pk for pk, _, _ in rows})
        incomplete = set(pending.values_list("entry_id", flat=True))
        kept = [uid for pk, uid, number in rows if number == 0 or pk not in incomplete]
        return list(dict.fromkeys(kept))


def _site_index() -> SearchIndex | None:
    return SearchIndex.objects.filter(name=SITE, is_active=True).first()


def _lock_indexes() -> None:
    """Lock the indexes of the site, as writers do: ids follow the order of writes."""
    list(SearchIndex.objects.filter(name=SITE).select_for_update().order_by("pk"))


def _pieces(index: SearchIndex) -> QuerySet[SearchPiece]:
    return SearchPiece.objects.filter(entry__index=index, entry__is_gone=False)


def _pending(index: SearchIndex, encoding: Encoding) -> QuerySet[SearchPiece]:
    vectors = SearchVector.objects.filter(model=encoding.pk, digest=OuterRef("digest"))
    return _pieces(index).filter(~Exists(vectors))


def _ordered(pending: QuerySet[SearchPiece]) -> QuerySet[SearchPiece]:
    """Return the pieces in the order of encoding: fronts first, then the latest changes."""
    is_front = Case(When(number=0, then=Value(0)), default=Value(1))
    return pending.order_by(is_front, "-entry__version", "entry", "number")


def _next_entries(
    index: SearchIndex, encoding: Encoding, stuck: Iterable[int]
) -> list[tuple[int, str, int]]:
    """Return (id, uid, version) of the next entries to encode, those without pieces included."""
    columns = ("pk", "uid", "version")
    entries = SearchEntry.objects.filter(index=index, is_gone=False).exclude(pk__in=stuck)
    bare = entries.filter(~Exists(SearchPiece.objects.filter(entry=OuterRef("pk"))))
    pending = _ordered(_pending(index, encoding)).exclude(entry__in=stuck)
    rows = pending.values_list(*(f"entry__{name}" for name in columns))[:WINDOW]
    return list(dict.fromkeys([*rows, *bare.values_list(*columns).order_by("-version")[:WINDOW]]))
