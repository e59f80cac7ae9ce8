"""Writes to an index: entries, texts, words and postings. Each call is one transaction."""

import secrets
import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from hub.search.contract import Entry
from hub.search.embedded.rows import Rows, WordRow, refusal
from hub.search.embedded.sql import CHUNK, chunks
from hub.search.meaning import Piece, pieces
from hub.search.models import (
    SearchEntry,
    SearchIndex,
    SearchPiece,
    SearchPosting,
    SearchText,
    SearchWord,
)

# SQLite takes one writer at a time, and those that wait try again every 100 ms at most.
TURN_SECONDS = 0.11
# Stamps are random 62-bit numbers: two writes never leave the same one.
STAMPS = 1 << 62


class IndexWriter:
    """Writes entries into one `SearchIndex`; caches the ids of the words it has met.

    `revives`: whether an entry marked as deleted may be written again. True for changes (the page
    was published again), False for a rebuild (its copy is older than the deletion).
    """

    def __init__(self, index: SearchIndex, *, revives: bool = True) -> None:
        self.index, self.revives = index, revives
        self._word_ids = {}

    def write(self, entries: Sequence[Entry], deleted: Collection[str] = ()) -> dict[str, str]:
        """Store entries, then delete the uids `deleted`; return {uid: why} of those refused.

        Entries older than the stored version are ignored.
        """
        refused = {entry.uid: why for entry in entries if (why := refusal(entry))}
        # If a batch contains an entry twice, the last one wins.
        kept = {entry.uid: entry for entry in entries if entry.uid not in refused}
        with transaction.atomic():
            self._lock()
            stored = self._stored(kept)
            for uid, entry in kept.items():
                self._write_entry(uid, entry, stored.get(uid))
            self._delete(deleted)
            self._update_totals()
        return refused

    def mark_deleted(self, uids: Collection[str]) -> None:
        """Mark entries as deleted, so that the rebuild under way does not bring them back."""
        with transaction.atomic():
            self._lock()
            self._delete(uids)
            self._update_totals()
            rows = [SearchEntry(index=self.index, uid=uid, is_gone=True) for uid in set(uids)]
            SearchEntry.objects.bulk_create(rows, ignore_conflicts=True, batch_size=50)

    def _lock(self) -> None:
        """Lock the row of the index: concurrent writers would duplicate words and break totals."""
        SearchIndex.objects.select_for_update().get(pk=self.index.pk)
        self._entries = self._length = 0

    def _stored(self, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
        rows = SearchEntry.objects.filter(index=self.index)
        found = [rows.filter(uid__in=part) for part in chunks(uids)]
        columns = ("uid", "pk", "version", "is_gone", "length")
        return {row["uid"]: row for part in found for row in part.values(*columns)}

    def _write_entry(self, uid: str, entry: Entry, stored: dict[str, Any] | None) -> None:
        if stored and stored["is_gone"] and not self.revives:
            return
        if stored and stored["version"] > entry.version:
            return
        rows = Rows.of(entry)
        self._entries += not stored or stored["is_gone"]
        self._length += rows.entry["length"] - (stored["length"] if stored else 0)
        if stored:
            pk = stored["pk"]
            SearchEntry.objects.filter(pk=pk).update(**rows.entry)
        else:
            pk = SearchEntry.objects.create(index=self.index, uid=uid, **rows.entry).pk
        updated = stored and SearchText.objects.filter(entry_id=pk).update(**rows.text)
        if not updated:
            SearchText.objects.create(entry_id=pk, **rows.text)
        self._write_words(pk, rows.words, is_new=not stored)
        write_pieces(pk, pieces(entry), is_new=not stored)

    def _write_words(self, pk: int, words: dict[str, WordRow], *, is_new: bool) -> None:
        """Store the postings of an entry; for an update, write only the differences."""
        ids = self._ids_of(words)
        wanted = {ids[word]: (row.front, row.body) for word, row in words.items()}
        postings = SearchPosting.objects.filter(entry_id=pk)
        if not is_new:
            held = {i: (f, b) for i, f, b in postings.values_list("word_id", "front", "body")}
            stale = [word for word, weight in held.items() if wanted.get(word) != weight]
            wanted = {i: weight for i, weight in wanted.items() if held.get(i) != weight}
            for part in chunks(stale):
                postings.filter(word_id__in=part)._raw_delete(connection.alias)
        insert_postings(pk, wanted)

    def _ids_of(self, words: dict[str, WordRow]) -> dict[str, int]:
        """Return {word: id}; add new words to the vocabulary."""
        known = self._word_ids
        self._read_ids([word for word in words if word not in known])
        new = [word for word in words if word not in known]
        if new:
            rows = [
                SearchWord(
                    index=self.index, text=word, stem=words[word].stem, written=words[word].written
                )
                for word in new
            ]
            SearchWord.objects.bulk_create(rows)
            self._read_ids(new)
        return known

    def _read_ids(self, words: Iterable[str]) -> None:
        vocabulary = SearchWord.objects.filter(index=self.index)
        for part in chunks(words):
            self._word_ids |= dict(vocabulary.filter(text__in=part).values_list("text", "pk"))

    def _delete(self, uids: Collection[str]) -> None:
        for part in chunks(uids):
            found = SearchEntry.objects.filter(index=self.index, uid__in=part)
            rows = list(found.values_list("pk", "length", "is_gone"))
            self._entries -= sum(not is_gone for _, _, is_gone in rows)
            self._length -= sum(length for _, length, _ in rows)
            delete_entries([pk for pk, _, _ in rows])

    def _update_totals(self) -> None:
        """Add the differences to the totals of the index, and give it a new stamp."""
        SearchIndex.objects.filter(pk=self.index.pk).update(
            entries=F("entries") + self._entries,
            length=F("length") + self._length,
            stamp=new_stamp(),
            vector_stamp=new_stamp(),
        )


def let_others_write() -> None:
    """Between two transactions of a long write, leave the lock of SQLite to those that wait.

    A writer takes the lock when it tries and finds it free: without a pause, the process that has
    just released it takes it again. PostgreSQL locks rows, and a database in memory has one user.
    """
    # The stubs declare the common part of all databases.
    creation: Any = connection.creation
    if connection.vendor == "sqlite" and not creation.is_in_memory_db(
        connection.settings_dict["NAME"]
    ):
        time.sleep(TURN_SECONDS)


def new_stamp() -> int:
    """Return a random stamp of an index (`SearchIndex.stamp`)."""
    return secrets.randbelow(STAMPS)


def insert_postings(pk: int, words: dict[int, tuple[int, int]]) -> None:
    """Insert the postings of an entry, {word: (front, body)}, with raw SQL.

    Creating model instances would take longer than the rest of the write.
    """
    table = connection.ops.quote_name(SearchPosting._meta.db_table)
    with connection.cursor() as cursor:
        for part in chunks(words.items()):
            rows = ",".join(f"({pk:d},{word:d},{front:d},{body:d})" for word, (front, body) in part)
            # No injection: « :d » accepts integers only.
            sql = f"INSERT INTO {table} (entry_id, word_id, front, body) VALUES {rows}"  # noqa: S608
            cursor.execute(sql)


def write_pieces(pk: int, wanted: Sequence[Piece], *, is_new: bool) -> None:
    """Store the pieces of an entry, all of them again if one differs."""
    rows = SearchPiece.objects.filter(entry_id=pk)
    values = [(number, piece.fragment, piece.digest) for number, piece in enumerate(wanted)]
    if not is_new:
        if list(rows.order_by("number").values_list("number", "fragment", "digest")) == values:
            return
        rows._raw_delete(connection.alias)
    SearchPiece.objects.bulk_create(
        SearchPiece(entry_id=pk, number=number, fragment=fragment, digest=digest)
        for number, fragment, digest in values
    )


def delete_entries(pks: Iterable[int]) -> None:
    """Delete entries with their texts, postings and pieces."""
    for part in chunks(pks):
        SearchPiece.objects.filter(entry_id__in=part)._raw_delete(connection.alias)
        SearchPosting.objects.filter(entry_id__in=part)._raw_delete(connection.alias)
        SearchText.objects.filter(entry_id__in=part)._raw_delete(connection.alias)
        SearchEntry.objects.filter(pk__in=part)._raw_delete(connection.alias)


def drop_index(index: SearchIndex) -> None:
    """Delete an index and its entries, in small transactions that hold locks only briefly."""
    while pks := list(SearchEntry.objects.filter(index=index).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            delete_entries(pks)
        let_others_write()
    with transaction.atomic():
        SearchWord.objects.filter(index=index)._raw_delete(connection.alias)
        index.delete()
