"""Ranking: BM25F on stems, a bonus for exact forms, then a minimum coverage of the query.

Robertson & Zaragoza, « The Probabilistic Relevance Framework: BM25 and Beyond », 2009: field
weights are summed before saturation; length normalisation applies to the body only.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from hub.search import weights
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.matching import ResolvedTerm
from hub.search.embedded.postings import WordPostings

# Up to this many candidate entries, postings of frequent words may be read for them only: a lookup
# costs as much as this number of postings read in sequence.
MAX_LOOKUP = 500
LOOKUP_COST = 30


class TermScores(Mapping[int, float]):
    """The {entry: score} of a term; `array` has one score per entry, 0 where it is absent."""

    def __init__(self, catalogue: Catalogue, array: np.ndarray | None = None) -> None:
        self.catalogue = catalogue
        self._slots, self._pks = catalogue.slots, catalogue.postings.pks
        self.array = np.zeros(len(self._pks)) if array is None else array

    def __getitem__(self, pk: int) -> float:
        score = self.array[self._slots[pk]]
        if not score:
            raise KeyError(pk)
        return float(score)

    def __contains__(self, pk: object) -> bool:
        return pk in self._slots and bool(self.array[self._slots[pk]])

    def __iter__(self) -> Iterator[int]:
        return iter(self._pks[self.array > 0].tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self.array))

    def only(self, pks: Iterable[int]) -> "TermScores":
        """Return these scores for the entries of `pks` alone."""
        values = np.zeros_like(self.array)
        kept = [self._slots[pk] for pk in pks]
        values[kept] = self.array[kept]
        return TermScores(self.catalogue, values)


class Ranking:
    """Scores of the entries that cover enough of the query.

    `terms` are the query terms in order, `term_weights` their IDF (or that of a synonym), and
    `parts` the {entry: score} of each term.
    """

    def __init__(self, catalogue: Catalogue, terms: Sequence[ResolvedTerm]) -> None:
        self.catalogue, self.terms = catalogue, terms
        self.term_weights = [item.idf for item in terms]
        self.parts = [TermScores(catalogue) for _ in terms]

    @property
    def threshold(self) -> float:
        """Sum of term weights that an entry must reach."""
        return weights.COVERAGE * sum(self.term_weights)

    def essential_terms(self) -> list[int]:
        """Return the positions of the terms that can select an entry, the rarest first.

        An entry that contains only the other terms is below the threshold (MaxScore pruning).
        """
        order = sorted(range(len(self.terms)), key=lambda i: -self.term_weights[i])
        left, kept = sum(self.term_weights), []
        for position in order:
            if kept and left < self.threshold:
                break
            kept.append(position)
            left -= self.term_weights[position]
        return kept

    def read(self, essential_terms: Collection[int]) -> None:
        """Read the postings and score every term.

        All postings are read for `essential_terms`; for the others, those of the entries found.
        """
        found = np.zeros(len(self.catalogue.slots), dtype=bool)
        essential = [self.terms[position] for position in essential_terms]
        for position, scores in zip(
            essential_terms, score_terms(self.catalogue, essential), strict=True
        ):
            self.parts[position] = scores
            found |= scores.array > 0
        others = [i for i, item in enumerate(self.terms) if i not in essential_terms and item.forms]
        terms = [self.terms[position] for position in others]
        among = self._to_look_up(np.flatnonzero(found), terms) if terms else None
        scored = score_terms(self.catalogue, terms, among=among)
        for position, scores in zip(others, scored, strict=True):
            scores.array[~found] = 0
            self.parts[position] = scores

    def _to_look_up(self, slots: np.ndarray, terms: Sequence[ResolvedTerm]) -> np.ndarray | None:
        """Return `slots` if reading the postings of `terms` for them only is faster, else None."""
        is_cached = self.catalogue.postings.is_cached
        postings = sum(item.entries for item in terms if not all(map(is_cached, item.forms)))
        is_faster = len(slots) <= MAX_LOOKUP and len(slots) * LOOKUP_COST < postings
        return slots if is_faster else None

    def apply_synonym(self, synonym: TermScores, positions: Sequence[int]) -> None:
        """Set the scores of `positions` to those of a synonym, where they are higher."""
        parts = [self.parts[position].array for position in positions]
        higher = synonym.array > np.sum(parts, axis=0)
        for part in parts:
            part[higher] = synonym.array[higher] / len(parts)

    def totals(self, hidden: Collection[int], minimum_results: int = 1) -> dict[int, float]:
        """Return {entry: score} of the entries above the threshold, without those of `hidden`.

        With fewer than `minimum_results`, add the entries with the best coverage below it.
        """
        size = len(self.catalogue.slots)
        scores, covered, is_held = np.zeros(size), np.zeros(size), np.zeros(size, dtype=bool)
        for part, weight in zip(self.parts, self.term_weights, strict=True):
            holds = part.array > 0
            scores += part.array
            covered[holds] += weight
            is_held |= holds
        slots = self.catalogue.slots
        is_held[[slots[pk] for pk in hidden if pk in slots]] = False
        best = np.sort(covered[is_held])[-minimum_results:]
        # Tolerance: the same floats summed in another order differ slightly.
        least = min(self.threshold, best[0] if len(best) else 0) - 1e-9
        kept = np.flatnonzero(is_held & (covered >= least))
        pks = self.catalogue.postings.pks[kept]
        return dict(zip(pks.tolist(), scores[kept].tolist(), strict=True))

    def score(self, entry: int) -> float:
        """Return the sum of the term scores of an entry."""
        return sum(part.get(entry, 0.0) for part in self.parts)


def score_terms(
    catalogue: Catalogue, terms: Sequence[ResolvedTerm], *, among: np.ndarray | None = None
) -> list[TermScores]:
    """Return the BM25 scores of each term, for all entries or for the slots `among`."""
    forms = {form for item in terms for form in item.forms}
    postings = catalogue.postings.read(forms, among=among)
    return [TermScores(catalogue, _bm25(item, postings, len(catalogue.slots))) for item in terms]


def _bm25(item: ResolvedTerm, postings: Mapping[int, WordPostings], size: int) -> np.ndarray:
    """Return the score of a term in each entry; forms of a term are one word."""
    held = np.zeros(size)
    for form in item.forms:
        held[postings[form].slots] += postings[form].weights
    scores = held * (item.idf * item.weight * (weights.K1 + 1)) / (held + weights.K1)
    if item.exact:
        exact = postings[item.exact]
        best = weights.EXACT * item.exact_idf * item.weight * (weights.K1 + 1)
        scores[exact.slots] += best * exact.weights / (exact.weights + weights.K1)
    return scores
