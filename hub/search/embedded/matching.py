"""The words that are looked for, as an index knows them, and the entries that hold them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hub.search import weights
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.sql import chunks, fetch
from hub.search.embedded.typos import neighbours
from hub.search.models import SearchPosting, SearchWord
from hub.search.query import Term

# How many known words an unknown one may stand for.
NEIGHBOURS = 10


@dataclass
class Sought:
    """A word looked for in an index.

    - `forms`: the primary keys of the words of the vocabulary that answer it;
    - `exact`: the one that is the very form typed, if it exists;
    - `corrected`: the word that was understood instead of an unknown one;
    - `entries`: how many entries hold it, those with two forms counting twice;
    - `idf`, `exact_idf`: how much finding it says;
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
        """The word to show: as typed, or as understood."""
        return self.corrected or self.typed


class Vocabulary:
    """The words of an index that a request needs, with how many entries hold each."""

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
            if term.stem not in self._by_stem and (rows := neighbours(catalogue, term.exact))
        }
        pks = {pk for rows in self._by_stem.values() for pk, _ in rows}
        pks |= {row[0] for rows in self._corrections.values() for row in rows}
        self._counts = catalogue.counts(pks)

    def sought(self, term: Term) -> Sought:
        """Return the `Sought` of a term, put right when nobody wrote that word."""
        forms = [(pk, text) for pk, text in self._by_stem[term.stem] if self._counts[pk]]
        if forms:
            exact = next((pk for pk, text in forms if text == term.exact), None)
            found = Sought(term.stem, term.typed, tuple(pk for pk, _ in forms), exact)
        else:
            found = self._put_right(term)
        found.entries = sum(self._counts[pk] for pk in found.forms)
        found.idf = self._idf(found.entries)
        if found.exact:
            found.exact_idf = self._idf(self._counts[found.exact])
        return found

    def _put_right(self, term: Term) -> Sought:
        rows = [row for row in self._corrections.get(term.exact, ()) if self._counts[row[0]]]
        if not rows:
            return Sought(term.stem, term.typed)
        # The most written first; the alphabet settles ties, so that engines agree.
        rows.sort(key=lambda row: (-self._counts[row[0]], row[1]))
        _, _, stem, written = rows[0]
        forms = tuple(row[0] for row in rows[:NEIGHBOURS])
        return Sought(stem, term.typed, forms, None, written, weights.TYPO)

    def _idf(self, entries: int) -> float:
        """Return the inverse document frequency of BM25, never negative."""
        total = max(self.index.entries, entries)
        return math.log(1 + (total - entries + 0.5) / (entries + 0.5)) if entries else 0.0


def read_postings(sought: Iterable[Sought], *, among: list[int] | None = None) -> None:
    """Fill `postings` of each sought word; `among` is a short list of entries to look among."""
    by_form = defaultdict(list)
    for item in sought:
        for form in item.forms:
            by_form[form].append(item)
    for forms in chunks(by_form):
        rows = SearchPosting.objects.filter(word_id__in=forms)
        parts = [rows] if among is None else [rows.filter(entry_id__in=p) for p in chunks(among)]
        for part in parts:
            for row in fetch(part.values_list("word_id", "entry_id", "front", "body")):
                for item in by_form[row[0]]:
                    item.postings.append(row)
