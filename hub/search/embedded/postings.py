"""Postings of an index as arrays: read from the database, weighted, cached with the catalogue."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from django.db.models import F

from hub.search.embedded.rows import FRONT_UNIT
from hub.search.embedded.sql import chunks, fetch_integers
from hub.search.models import SearchPosting

# Postings cached for an index: 12 bytes each, for each process.
MAX_CACHED = 2_000_000
# Size of an empty array, in postings: rare words are counted too.
OVERHEAD = 20
# Both weights of a posting are read as one integer: fewer columns are faster to read.
SHIFT = 1 << 32


class WordPostings(NamedTuple):
    """The entries that contain a word.

    `slots` are their positions in the catalogue, each one once; `weights` are the BM25F weights of
    the word: that of the front fields, plus its occurrences in the body normalised by length.
    """

    slots: np.ndarray
    weights: np.ndarray


NO_POSTINGS = WordPostings(np.zeros(0, np.int32), np.zeros(0))


class PostingLists:
    """The postings of the words of an index, read when they are needed.

    `pks` are the primary keys of the entries, sorted; `norms` the length normalisation of each one.
    """

    def __init__(self, pks: np.ndarray, norms: np.ndarray) -> None:
        self.pks, self.norms = pks, norms
        self._cache: dict[int, WordPostings] = {}
        self._room = MAX_CACHED

    def read(
        self, words: Iterable[int], *, among: np.ndarray | None = None
    ) -> dict[int, WordPostings]:
        """Return {word: its postings} for primary keys of words.

        `among`: slots of a few entries, to which the postings of words not cached are limited.
        """
        words, cache = list(words), self._cache
        found = {word: cache[word] for word in words if word in cache}
        if missing := [word for word in words if word not in found]:
            read = dict.fromkeys(missing, NO_POSTINGS) | self._fetched(missing, among)
            if among is None:
                self._keep(read)
            found |= read
        return found

    def is_cached(self, word: int) -> bool:
        """Return whether the postings of a word need no query."""
        return word in self._cache

    def _keep(self, read: Mapping[int, WordPostings]) -> None:
        size = sum(OVERHEAD + len(postings.slots) for postings in read.values())
        if size > self._room:
            # Another thread may be reading the former dictionary.
            self._cache, self._room = {}, MAX_CACHED
        if size <= self._room:
            self._cache |= read
            self._room -= size

    def _fetched(self, words: list[int], among: np.ndarray | None) -> dict[int, WordPostings]:
        columns = ("word_id", "entry_id", F("front") * SHIFT + F("body"))
        found = {}
        for part in chunks(words):
            every = SearchPosting.objects.filter(word_id__in=part)
            querysets = [every]
            if among is not None:
                entries = chunks(self.pks[among].tolist())
                querysets = [every.filter(entry_id__in=pks) for pks in entries]
            rows = [fetch_integers(one.values_list(*columns), len(columns)) for one in querysets]
            found |= self._by_word(np.concatenate(rows)) if rows else {}
        return found

    def _by_word(self, rows: np.ndarray) -> dict[int, WordPostings]:
        """Return {word: its postings}, without those of entries that the catalogue does not have.

        Such entries are written by another process after the catalogue was loaded.
        """
        slots = np.searchsorted(self.pks, rows[:, 1])
        known = slots < len(self.pks)
        known[known] = self.pks[slots[known]] == rows[known, 1]
        rows, slots = rows[known], slots[known]
        if not len(rows):
            return {}
        front, body = np.divmod(rows[:, 2], SHIFT)
        weights = front / FRONT_UNIT + body / self.norms[slots]
        order = np.argsort(rows[:, 0], kind="stable")
        words, starts = np.unique(rows[order, 0], return_index=True)
        ends = np.append(starts[1:], len(order))
        slots, weights = slots[order].astype(np.int32), weights[order]
        # Copies: a slice would keep the whole array in memory.
        return {
            word: WordPostings(slots[start:end].copy(), weights[start:end].copy())
            for word, start, end in zip(words.tolist(), starts, ends, strict=True)
        }
