"""The embedded engine: implements `Engine` on the tables of `hub.search.models.entries`."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, connection, transaction

from hub.search.contract import Engine, Entry, Health, SearchPage, SearchRequest, Suggestion
from hub.search.embedded import suggestions
from hub.search.embedded.answer import answer
from hub.search.embedded.explaining import Explanation, explain
from hub.search.embedded.writing import IndexWriter, drop_index, let_others_write
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchWord
from hub.search.query import Synonyms
from hub.search.synonyms import current_synonyms

SITE = "site"
BATCH = 20
# Time left to searches already running on the former index before it is deleted.
GRACE_SECONDS = 1


class EmbeddedEngine(Engine):
    """Search engine in the site's own database.

    `name_of_index` separates scratch indexes from that of the site; `synonyms` is a callable that
    returns {`hub.search.query.table_key`: words}.
    """

    name = "embedded"

    def __init__(
        self, name_of_index: str = SITE, synonyms: Callable[[], Synonyms] = current_synonyms
    ) -> None:
        self.name_of_index = name_of_index
        self.synonyms = synonyms

    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        entries, deleted = list(entries), list(deleted)
        self._active_index(create=True)
        with transaction.atomic():
            # The active index, and the one that a running rebuild fills with older reads.
            refused = {}
            for index in self._lock_indexes():
                writer = IndexWriter(index)
                refused = writer.write(entries)
                (writer.write([], deleted) if index.is_active else writer.mark_deleted(deleted))
        return refused

    def rebuild(self, entries: Iterable[Entry]) -> int:
        # Left by a killed rebuild.
        for index in SearchIndex.objects.filter(name=self.name_of_index, is_active=False):
            drop_index(index)
        index = SearchIndex.objects.create(name=self.name_of_index)
        try:
            writer = IndexWriter(index, revives=False)
            entries = iter(entries)
            while batch := list(islice(entries, BATCH)):
                writer.write(batch)
                let_others_write()
            former = self._activate(index)
        except BaseException:
            drop_index(index)
            raise
        refresh_statistics()
        if any(old.entries for old in former):
            time.sleep(GRACE_SECONDS)
        for old in former:
            drop_index(old)
        index.refresh_from_db()
        return index.entries

    def _lock_indexes(self) -> list[SearchIndex]:
        """Return the indexes of this name, their rows locked against other writers."""
        indexes = SearchIndex.objects.filter(name=self.name_of_index)
        return list(indexes.select_for_update().order_by("pk"))

    def _activate(self, index: SearchIndex) -> list[SearchIndex]:
        """Make `index` the active one; return the former ones."""
        with transaction.atomic():
            former = [old for old in self._lock_indexes() if old.pk != index.pk]
            tombstones = SearchEntry.objects.filter(index=index, is_gone=True)
            tombstones._raw_delete(connection.alias)
            SearchIndex.objects.filter(pk__in=[old.pk for old in former]).update(is_active=False)
            SearchIndex.objects.filter(pk=index.pk).update(is_active=True)
        return former

    def _active_index(self, *, create: bool = False) -> SearchIndex | None:
        """Return the active index; without any, return None, or a new one with `create`."""
        indexes = SearchIndex.objects.filter(name=self.name_of_index, is_active=True)
        index = indexes.first()
        if index is None and create:
            SearchIndex.objects.bulk_create(
                [SearchIndex(name=self.name_of_index, is_active=True)], ignore_conflicts=True
            )
            index = indexes.get()
        return index

    def search(self, request: SearchRequest) -> SearchPage:
        start = time.perf_counter()
        index = self._active_index()
        if index:
            page = answer(index, request, self.synonyms())
        else:
            page = SearchPage((), 0, {facet: {} for facet in request.facets})
        took = (time.perf_counter() - start) * 1000
        return replace(page, engine=self.name, took_ms=took)

    def explain(self, request: SearchRequest) -> Explanation:
        """Return the `Explanation` of a request: how each result got its score."""
        index = self._active_index()
        return explain(index, request, self.synonyms()) if index else Explanation()

    def suggest(
        self,
        prefix: str,
        *,
        hidden_paths: Sequence[str] = (),
        now: datetime | None = None,
        limit: int = 8,
    ) -> list[Suggestion]:
        index = self._active_index()
        if index is None:
            return []
        return suggestions.suggest(index, prefix, hidden_paths=hidden_paths, now=now, limit=limit)

    def stored(self) -> Iterator[tuple[str, str, int]]:
        index = self._active_index()
        entries = SearchEntry.objects.filter(index=index, is_gone=False).order_by("uid")
        yield from entries.values_list("uid", "content_hash", "version").iterator()

    def health(self) -> Health:
        try:
            index = self._active_index()
        except DatabaseError as error:
            return Health(False, 0, f"La base de données ne répond pas\u00a0: {error}")
        if index is None:
            return Health(True, 0, "La recherche n’a encore rien à trouver.")
        return Health(True, index.entries)

    def forget(self) -> None:
        """Delete every index of this name; used to end a scratch index."""
        for index in SearchIndex.objects.filter(name=self.name_of_index):
            drop_index(index)


def refresh_statistics() -> None:
    """Run ANALYZE on the search tables, for the query planner."""
    with connection.cursor() as cursor:
        for model in (SearchEntry, SearchWord, SearchPosting):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
