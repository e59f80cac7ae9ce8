"""Query terms resolved against the vocabulary of an index, and their postings."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hub.search import weights
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.sql import chunks, fetch
from hub.search.embedded.typos import spelling_candidates
from hub.search.models import SearchPosting, SearchWord
from hub.search.query import Term

# Known words that may replace an unknown one.
MAX_CANDIDATES = 10


@dataclass
class ResolvedTerm:
    """A query term resolved against the vocabulary of an index.

    - `forms`: primary keys of the vocabulary words that match it;
    - `exact`: the one spelled exactly as typed, if it exists;
    - `corrected`: the known word that replaces an unknown one;
    - `entries`: its document frequency, entries with two forms counted twice;
    - `idf`, `exact_idf`: inverse document frequency of the term, and of the exact form;
    - `postings`: [(word, entry, front, body)], once read.
    """

    stem: str
    typed: str
    forms: tuple = ()
    exact: int | None = None
    corrected: str = ""
    weight: float = 1.0
    entries: int = 0
    idf: float = 0.0
    exact_idf: float = 0.0
    postings: list = field(default_factory=list)

    @property
    def word(self) -> str:
        """The word to display: as corrected, else as typed."""
        return self.corrected or self.typed


class Vocabulary:
    """The vocabulary words that a request needs, with their document frequencies.

    Unknown terms among `correctable` are looked up with one typo.
    """

    def __init__(
        self, catalogue: Catalogue, terms: Sequence[Term], *, correctable: Iterable[Term] = ()
    ) -> None:
        self.index = catalogue.index
        self._by_stem = defaultdict(list)
        words = SearchWord.objects.filter(index=self.index, stem__in={term.stem for term in terms})
        for pk, text, stem in fetch(words.values_list("pk", "text", "stem")):
            self._by_stem[stem].append((pk, text))
        self._corrections = {
            term.exact: rows
            for term in correctable
            if term.stem not in self._by_stem
            and (rows := spelling_candidates(catalogue, term.exact))
        }
        pks = {pk for rows in self._by_stem.values() for pk, _ in rows}
        pks |= {row[0] for rows in self._corrections.values() for row in rows}
        self._counts = catalogue.counts(pks)

    def resolve(self, term: Term) -> ResolvedTerm:
        """Return the `ResolvedTerm` of a term, corrected if no entry contains it."""
        forms = [(pk, text) for pk, text in self._by_stem[term.stem] if self._counts[pk]]
        if forms:
            exact = next((pk for pk, text in forms if text == term.exact), None)
            found = ResolvedTerm(term.stem, term.typed, tuple(pk for pk, _ in forms), exact)
        else:
            found = self._corrected(term)
        found.entries = sum(self._counts[pk] for pk in found.forms)
        found.idf = self._idf(found.entries)
        if found.exact:
            found.exact_idf = self._idf(self._counts[found.exact])
        return found

    def _corrected(self, term: Term) -> ResolvedTerm:
        rows = [row for row in self._corrections.get(term.exact, ()) if self._counts[row[0]]]
        if not rows:
            return ResolvedTerm(term.stem, term.typed)
        # Most frequent first; ties in alphabetical order, as in Elasticsearch.
        rows.sort(key=lambda row: (-self._counts[row[0]], row[1]))
        _, _, stem, written = rows[0]
        forms = tuple(row[0] for row in rows[:MAX_CANDIDATES])
        return ResolvedTerm(stem, term.typed, forms, None, written, weights.TYPO)

    def _idf(self, entries: int) -> float:
        """Return the inverse document frequency of BM25, never negative."""
        total = max(self.index.entries, entries)
        return math.log(1 + (total - entries + 0.5) / (entries + 0.5)) if entries else 0.0


def read_postings(terms: Iterable[ResolvedTerm], *, among: list[int] | None = None) -> None:
    """Fill the `postings` of each term, for all entries or for the short list `among`."""
    by_form = defaultdict(list)
    for item in terms:
        for form in item.forms:
            by_form[form].append(item)
    for forms in chunks(by_form):
        rows = SearchPosting.objects.filter(word_id__in=forms)
        parts = [rows] if among is None else [rows.filter(entry_id__in=p) for p in chunks(among)]
        for part in parts:
            for row in fetch(part.values_list("word_id", "entry_id", "front", "body")):
                for item in by_form[row[0]]:
                    item.postings.append(row)
