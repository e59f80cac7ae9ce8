"""The embedded engine: the contract, over the tables of `hub.search.models.entries`."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, connection, transaction

from hub.search.contract import Engine, Entry, Health, Hit, SearchPage, SearchRequest, Suggestion
from hub.search.embedded import likeness, suggestions
from hub.search.embedded.answer import answer
from hub.search.embedded.explaining import Explanation, explain
from hub.search.embedded.writing import IndexWriter, drop_index
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchWord
from hub.search.query import Synonyms
from hub.search.synonyms import current_synonyms

SITE = "site"
BATCH = 50
# Searches that began on the former index end before it is deleted.
GRACE_SECONDS = 1


class EmbeddedEngine(Engine):
    """Searches in the site's own database.

    `name_of_index` keeps a scratch index apart from the site's; `synonyms` is a callable that gives
    {`hub.search.query.table_key`: words}.
    """

    name = "embedded"

    def __init__(
        self, name_of_index: str = SITE, synonyms: Callable[[], Synonyms] = current_synonyms
    ) -> None:
        self.name_of_index = name_of_index
        self.synonyms = synonyms

    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        entries, deleted = list(entries), list(deleted)
        self._active(create=True)
        with transaction.atomic():
            # The one that answers, and the one that a rebuild fills from what it read earlier.
            refused = {}
            for index in self._locked():
                writer = IndexWriter(index)
                refused = writer.write(entries)
                (writer.write([], deleted) if index.is_active else writer.bury(deleted))
        return refused

    def rebuild(self, entries: Iterable[Entry]) -> int:
        # What a rebuild that was killed left behind.
        for index in SearchIndex.objects.filter(name=self.name_of_index, is_active=False):
            drop_index(index)
        index = SearchIndex.objects.create(name=self.name_of_index)
        try:
            writer = IndexWriter(index, revives=False)
            entries = iter(entries)
            while batch := list(islice(entries, BATCH)):
                writer.write(batch)
            former = self._activate(index)
        except BaseException:
            drop_index(index)
            raise
        refresh_statistics()
        if any(one.entries for one in former):
            time.sleep(GRACE_SECONDS)
        for one in former:
            drop_index(one)
        index.refresh_from_db()
        return index.entries

    def _locked(self) -> list[SearchIndex]:
        """Return the indexes of this name, locked: nobody else writes there or swaps them."""
        indexes = SearchIndex.objects.filter(name=self.name_of_index)
        return list(indexes.select_for_update().order_by("pk"))

    def _activate(self, index: SearchIndex) -> list[SearchIndex]:
        """Make `index` the one that answers; return the former ones."""
        with transaction.atomic():
            former = [one for one in self._locked() if one.pk != index.pk]
            gone = SearchEntry.objects.filter(index=index, is_gone=True)
            gone._raw_delete(connection.alias)
            SearchIndex.objects.filter(pk__in=[one.pk for one in former]).update(is_active=False)
            SearchIndex.objects.filter(pk=index.pk).update(is_active=True)
        return former

    def _active(self, *, create: bool = False) -> SearchIndex | None:
        """Return the index that answers; None, or a new one, when nothing was ever stored."""
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
        index = self._active()
        if index:
            page = answer(index, request, self.synonyms())
        else:
            page = SearchPage((), 0, {facet: {} for facet in request.facets})
        took = (time.perf_counter() - start) * 1000
        return replace(page, engine=self.name, took_ms=took)

    def explain(self, request: SearchRequest) -> Explanation:
        """Return the `Explanation` of a request: why each result is where it is."""
        index = self._active()
        return explain(index, request, self.synonyms()) if index else Explanation()

    def suggest(
        self,
        prefix: str,
        *,
        hidden_paths: Sequence[str] = (),
        now: datetime | None = None,
        limit: int = 8,
    ) -> list[Suggestion]:
        index = self._active()
        if index is None:
            return []
        return suggestions.suggest(index, prefix, hidden_paths=hidden_paths, now=now, limit=limit)

    def similar(
        self,
        uid: str,
        *,
        kinds: Sequence[str] = (),
        hidden_paths: Sequence[str] = (),
        now: datetime | None = None,
        limit: int = 4,
    ) -> list[Hit]:
        index = self._active()
        if index is None:
            return []
        return likeness.similar(
            index, uid, kinds=kinds, hidden_paths=hidden_paths, now=now, limit=limit
        )

    def stored(self) -> Iterator[tuple[str, str, int]]:
        index = self._active()
        entries = SearchEntry.objects.filter(index=index, is_gone=False).order_by("uid")
        yield from entries.values_list("uid", "content_hash", "version").iterator()

    def health(self) -> Health:
        try:
            index = self._active()
        except DatabaseError as error:
            return Health(False, 0, f"La base de données ne répond pas\u00a0: {error}")
        if index is None:
            return Health(True, 0, "La recherche n’a encore rien à trouver.")
        return Health(True, index.entries)

    def forget(self) -> None:
        """Delete everything stored under this name: what a scratch index ends with."""
        for index in SearchIndex.objects.filter(name=self.name_of_index):
            drop_index(index)


def refresh_statistics() -> None:
    """Let the database know how its tables have changed: it chooses its ways by that."""
    with connection.cursor() as cursor:
        for model in (SearchEntry, SearchWord, SearchPosting):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
