"""Query terms resolved against the vocabulary of an index."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.search import weights
from hub.search.analysis import is_doubled
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.sql import chunks, fetch
from hub.search.embedded.typos import spelling_candidates
from hub.search.models import SearchWord
from hub.search.names import known_names
from hub.search.query import Term


@dataclass
class ResolvedTerm:
    """A query term resolved against the vocabulary of an index.

    - `forms`, `spellings`: primary keys of the vocabulary words that match it, and their texts;
    - `exact`: the one spelled exactly as typed, if it exists;
    - `corrected`: the known word that replaces an unknown one;
    - `entries`: its document frequency, entries with two forms counted twice;
    - `idf`, `exact_idf`: inverse document frequency of the term, and of the exact form.
    """

    stem: str
    typed: str
    forms: tuple = ()
    spellings: tuple[str, ...] = ()
    exact: int | None = None
    corrected: str = ""
    weight: float = 1.0
    entries: int = 0
    idf: float = 0.0
    exact_idf: float = 0.0

    @property
    def word(self) -> str:
        """The word to display: as corrected, else as typed."""
        return self.corrected or self.typed


class Vocabulary:
    """The vocabulary words that a request needs, with their document frequencies.

    Unknown terms among `correctable` are looked up with one typo, except names of territories and
    words between quotation marks, and the parts of a known compound: `compounds` is {stem of the
    joined word: parts}.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        terms: Sequence[Term],
        *,
        correctable: Iterable[Term] = (),
        compounds: Mapping[str, Sequence[Term]] | None = None,
    ) -> None:
        self.index = catalogue.index
        self._by_stem = defaultdict(list)
        self._read_forms({term.stem for term in terms})
        parts = {
            part
            for joined, own in (compounds or {}).items()
            if joined in self._by_stem
            for part in own
        }
        self._corrections = {
            term.exact: rows
            for term in correctable
            if term.stem not in self._by_stem
            and not term.is_verbatim
            and term not in parts
            and (rows := spelling_candidates(catalogue, term.exact))
        }
        for name in known_names(self._corrections):
            del self._corrections[name]
        stems = {row[2] for rows in self._corrections.values() for row in rows}
        self._read_forms(stems - self._by_stem.keys())
        self._counts = catalogue.counts({pk for rows in self._by_stem.values() for pk, *_ in rows})

    def _read_forms(self, stems: Iterable[str]) -> None:
        """Read the words of the vocabulary that have some stems."""
        for part in chunks(sorted(stems)):
            words = SearchWord.objects.filter(index=self.index, stem__in=part)
            for pk, text, stem, written in fetch(
                words.values_list("pk", "text", "stem", "written")
            ):
                self._by_stem[stem].append((pk, text, written))

    def resolve(self, term: Term) -> ResolvedTerm:
        """Return the `ResolvedTerm` of a term, corrected if no entry contains it."""
        forms = [
            row
            for row in self._by_stem[term.stem]
            if self._counts[row[0]] and (not term.forms or row[1] in term.forms)
        ]
        if forms:
            exact = next((pk for pk, text, _ in forms if text == term.exact), None)
            found = ResolvedTerm(term.stem, term.typed, *_columns(forms), exact)
            if exact is None:
                self._correct_doubled_letter(found, term, [row[1:] for row in forms])
        else:
            found = self._corrected(term)
        found.entries = sum(self._counts[pk] for pk in found.forms)
        found.idf = self._idf(found.entries)
        if found.exact:
            found.exact_idf = self._idf(self._counts[found.exact])
        return found

    def _correct_doubled_letter(
        self, found: ResolvedTerm, term: Term, forms: Sequence[tuple[str, str]]
    ) -> None:
        """Correct a term that differs from a known form by a doubled letter: they share a stem."""
        known = next((written for text, written in forms if is_doubled(term.exact, text)), "")
        if known and (term.is_verbatim or known_names([term.exact])):
            found.forms = ()
        elif known:
            found.corrected = known

    def _corrected(self, term: Term) -> ResolvedTerm:
        rows = [row for row in self._corrections.get(term.exact, ()) if self._counts[row[0]]]
        if not rows:
            return ResolvedTerm(term.stem, term.typed)
        # Most frequent first; ties in alphabetical order, as in Elasticsearch.
        rows.sort(key=lambda row: (-self._counts[row[0]], row[1]))
        _, _, stem, written = rows[0]
        forms = [row for row in self._by_stem[stem] if self._counts[row[0]]]
        return ResolvedTerm(stem, term.typed, *_columns(forms), None, written, weights.TYPO)

    def _idf(self, entries: int) -> float:
        """Return the inverse document frequency of BM25, never negative."""
        total = max(self.index.entries, entries)
        return math.log(1 + (total - entries + 0.5) / (entries + 0.5)) if entries else 0.0


def _columns(rows: Sequence[tuple[int, str, str]]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return (primary keys, texts) of vocabulary rows."""
    return tuple(row[0] for row in rows), tuple(row[1] for row in rows)
