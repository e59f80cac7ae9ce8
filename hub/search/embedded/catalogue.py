"""What filters, counts and orders the entries of an index, kept in memory until the next change.

About 1 kB an entry in each process. Every write gives its index another stamp, so that one small
row read at each search tells whether the catalogue still holds.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.db.models import Count
from django.utils import timezone

from hub.search.embedded.rows import microseconds
from hub.search.embedded.sql import chunks, fetch
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchWord
from hub.search.weights import B

# Catalogues kept: the site's, and those of scratch indexes while they are tried.
KEPT = 4
# An entry without a date comes last, whatever the direction.
NEVER = 10_000_000

_catalogues = {}


class Row(NamedTuple):
    """An entry: `lines` are its values of filters, « theme=mobilite »."""

    uid: str
    kind: str
    day: int | None
    title_key: str
    lines: tuple


class Catalogue:
    """The entries of an index, {primary key: Row}, and the sets that they make."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index
        self.stamp = index.stamp
        self.rows, self.paths, self.expires = {}, {}, {}
        # What divides the weight of a body: longer ones are held back.
        self.held_back = {}
        # Of each value of a filter, the entries that have it.
        self.having = defaultdict(set)
        self._hidden, self._counts, self._words = {}, {}, {}
        self._load()

    def _load(self) -> None:
        columns = ("pk", "uid", "kind", "day", "title_key", "values", "path", "expires", "length")
        entries = SearchEntry.objects.filter(index=self.index, is_gone=False)
        known, average = {}, self.index.average_length
        for pk, uid, kind, day, title_key, values, path, expires, length in fetch(
            entries.values_list(*columns)
        ):
            # The same few values thousands of times: one string for each.
            lines = tuple(known.setdefault(line, line) for line in values.split("\n"))
            self.rows[pk] = Row(uid, known.setdefault(kind, kind), day, title_key, lines)
            self.paths[pk] = path
            self.held_back[pk] = 1 - B + B * length / average
            if expires is not None:
                self.expires[pk] = expires
            for line in lines:
                self.having[line].add(pk)

    def gone(self, hidden_paths: Iterable[str], now: datetime | None) -> set[int]:
        """Return the entries that do not exist for a reader, at a moment."""
        moment = microseconds(now or timezone.now())
        passed = {pk for pk, expires in self.expires.items() if expires <= moment}
        return passed.union(*map(self._under, filter(None, hidden_paths)))

    def _under(self, path: str) -> set[int]:
        if path not in self._hidden:
            found = {pk for pk, own in self.paths.items() if own.startswith(path)}
            self._hidden[path] = found
        return self._hidden[path]

    def between(self, since: date | None, before: date | None) -> set[int]:
        """Return the entries dated `since` ≤ day < `before`; one without a date is at no time."""
        first = since.toordinal() if since else 0
        last = before.toordinal() if before else NEVER
        return {pk for pk, row in self.rows.items() if row.day and first <= row.day < last}

    def having_any(self, parameter: str, values: Iterable[str]) -> set[int]:
        """Return the entries that have one of the values of a filter."""
        lines = [f"{parameter}={value}".replace("\n", " ") for value in values]
        return set().union(*(self.having[line] for line in lines if line in self.having))

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
        """Return {entry: place} in the order of a key of rows; uids settle ties."""
        order = sorted(self.rows, key=lambda pk: (*key(self.rows[pk]), self.rows[pk].uid))
        return {pk: place for place, pk in enumerate(order)}

    @cached_property
    def by_title(self) -> dict[int, int]:
        """Places in the order of a dictionary."""
        return self._ranks(lambda row: (row.title_key,))

    @cached_property
    def latest_first(self) -> dict[int, int]:
        """Places from the latest to the oldest."""
        return self._ranks(lambda row: (-row.day if row.day else NEVER, row.title_key))

    @cached_property
    def oldest_first(self) -> dict[int, int]:
        """Places from the oldest to the latest."""
        return self._ranks(lambda row: (row.day or NEVER, row.title_key))

    def counts(self, words: Collection[int]) -> dict[int, int]:
        """Return {word: how many entries hold it} for primary keys of words."""
        for part in chunks(word for word in words if word not in self._counts):
            self._counts |= dict.fromkeys(part, 0)
            held = SearchPosting.objects.filter(word_id__in=part).order_by()
            self._counts |= dict(held.values_list("word_id").annotate(Count("entry_id")))
        return {word: self._counts[word] for word in words}

    def words_from(self, letter: str) -> list[tuple[int, str, str, str]]:
        """Return the words that begin with a letter: [(pk, text, stem, written)]."""
        if letter not in self._words:
            after = chr(ord(letter) + 1)
            words = SearchWord.objects.filter(index=self.index, text__gte=letter, text__lt=after)
            self._words[letter] = list(words.values_list("pk", "text", "stem", "written"))
        return self._words[letter]


def catalogue_of(index: SearchIndex) -> Catalogue:
    """Return the `Catalogue` of an index as it stands."""
    found = _catalogues.get(index.pk)
    if found is None or found.stamp != index.stamp:
        found = Catalogue(index)
        _catalogues.pop(index.pk, None)
        _catalogues[index.pk] = found
        for pk in list(_catalogues)[:-KEPT]:
            _catalogues.pop(pk, None)
    return found
