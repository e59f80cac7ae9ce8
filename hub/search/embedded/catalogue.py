"""In-memory cache of what filters, counts and sorts the entries of an index.

About 1 kB per entry in each process. Every write gives the index a new stamp: each search compares
it with the stamp of the cached catalogue, at the cost of one small row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
from django.db.models import Count
from django.utils import timezone

from hub.search.embedded.postings import PostingLists
from hub.search.embedded.rows import microseconds
from hub.search.embedded.sql import chunks, fetch
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchWord
from hub.search.weights import B

# Catalogues cached: that of the site, and those of scratch indexes during evaluations.
MAX_CATALOGUES = 4
# Ordinal of entries without a date, which come last in both directions.
NO_DATE = 10_000_000

_catalogues = {}


class Row(NamedTuple):
    """An entry: `day` is an ordinal, `lines` its filter values, « theme=mobilite »."""

    uid: str
    kind: str
    day: int | None
    title_key: str
    lines: tuple[str, ...]


class Catalogue:
    """The entries of an index, {primary key: Row}, with inverted indexes of filters and paths."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index
        self.stamp = index.stamp
        self.rows, self.paths, self.expires = {}, {}, {}
        # {« parameter=value »: entries}
        self.entries_by_value = defaultdict(set)
        self._hidden, self._counts, self._words = {}, {}, {}
        self._load()

    def _load(self) -> None:
        columns = ("pk", "uid", "kind", "day", "title_key", "values", "path", "expires", "length")
        entries = SearchEntry.objects.filter(index=self.index, is_gone=False)
        known, lengths = {}, {}
        for pk, uid, kind, day, title_key, values, path, expires, length in fetch(
            entries.values_list(*columns)
        ):
            # Intern the strings: thousands of entries share a few values.
            lines = tuple(known.setdefault(line, line) for line in values.split("\n"))
            self.rows[pk] = Row(uid, known.setdefault(kind, kind), day, title_key, lines)
            self.paths[pk] = path
            lengths[pk] = length
            if expires is not None:
                self.expires[pk] = expires
            for line in lines:
                self.entries_by_value[line].add(pk)
        pks = sorted(lengths)
        # {entry: its position in the arrays}
        self.slots = {pk: slot for slot, pk in enumerate(pks)}
        ordered = np.array([lengths[pk] for pk in pks], dtype=np.float64)
        # BM25 length normalisation of the bodies.
        norms = 1 - B + B * ordered / self.index.average_length
        self.postings = PostingLists(np.array(pks, dtype=np.int64), norms)

    def hidden_entries(self, hidden_paths: Iterable[str], now: datetime | None) -> set[int]:
        """Return the entries expired at `now`, or under one of `hidden_paths`."""
        moment = microseconds(now or timezone.now())
        expired = {pk for pk, expires in self.expires.items() if expires <= moment}
        return expired.union(*map(self._under, filter(None, hidden_paths)))

    def _under(self, path: str) -> set[int]:
        if path not in self._hidden:
            found = {pk for pk, own in self.paths.items() if own.startswith(path)}
            self._hidden[path] = found
        return self._hidden[path]

    def dated_between(self, since: date | None, before: date | None) -> set[int]:
        """Return the entries with `since` ≤ day < `before`; none without a date."""
        first = since.toordinal() if since else 0
        last = before.toordinal() if before else NO_DATE
        return {pk for pk, row in self.rows.items() if row.day and first <= row.day < last}

    def with_any_value(self, parameter: str, values: Iterable[str]) -> set[int]:
        """Return the entries that have one of the values of a filter."""
        lines = [f"{parameter}={value}".replace("\n", " ") for value in values]
        by_value = self.entries_by_value
        return set().union(*(by_value[line] for line in lines if line in by_value))

    def count_values(
        self, pks: Iterable[int], parameters: Iterable[str]
    ) -> dict[str, dict[str, int]]:
        """Return {parameter: {value: how many of these entries have it}}."""
        counts = {parameter: {} for parameter in parameters}
        counted = Counter(chain.from_iterable([self.rows[pk].lines for pk in pks]))
        for line, count in counted.items():
            parameter, _, value = line.partition("=")
            if parameter in counts:
                counts[parameter][value] = count
        return counts

    def _ranks(self, key: Callable[[Row], tuple]) -> dict[int, int]:
        """Return {entry: rank} sorted by `key(row)`; uids settle ties."""
        order = sorted(self.rows, key=lambda pk: (*key(self.rows[pk]), self.rows[pk].uid))
        return {pk: place for place, pk in enumerate(order)}

    @cached_property
    def by_title(self) -> dict[int, int]:
        """{entry: rank} in alphabetical order of titles."""
        return self._ranks(lambda row: (row.title_key,))

    @cached_property
    def latest_first(self) -> dict[int, int]:
        """{entry: rank} from the latest to the oldest."""
        return self._ranks(lambda row: (-row.day if row.day else NO_DATE, row.title_key))

    @cached_property
    def oldest_first(self) -> dict[int, int]:
        """{entry: rank} from the oldest to the latest."""
        return self._ranks(lambda row: (row.day or NO_DATE, row.title_key))

    def counts(self, words: Collection[int]) -> dict[int, int]:
        """Return {word: document frequency} for primary keys of words; cached."""
        for part in chunks(word for word in words if word not in self._counts):
            self._counts |= dict.fromkeys(part, 0)
            held = SearchPosting.objects.filter(word_id__in=part).order_by()
            self._counts |= dict(held.values_list("word_id").annotate(Count("entry_id")))
        return {word: self._counts[word] for word in words}

    def words_from(self, letter: str) -> list[tuple[int, str, str, str]]:
        """Return the words that begin with a letter: [(pk, text, stem, written)]; cached."""
        if letter not in self._words:
            after = chr(ord(letter) + 1)
            words = SearchWord.objects.filter(index=self.index, text__gte=letter, text__lt=after)
            self._words[letter] = fetch(words.values_list("pk", "text", "stem", "written"))
        return self._words[letter]


def catalogue_of(index: SearchIndex) -> Catalogue:
    """Return the up-to-date `Catalogue` of an index, from the cache if its stamp matches."""
    found = _catalogues.get(index.pk)
    if found is None or found.stamp != index.stamp:
        found = Catalogue(index)
        _catalogues.pop(index.pk, None)
        _catalogues[index.pk] = found
        for pk in list(_catalogues)[:-MAX_CATALOGUES]:
            _catalogues.pop(pk, None)
    return found
