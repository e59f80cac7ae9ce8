"""Ranking: BM25F on stems, a bonus for exact forms, then a minimum coverage of the query.

Robertson & Zaragoza, « The Probabilistic Relevance Framework: BM25 and Beyond », 2009: field
weights are summed before saturation; length normalisation applies to the body only.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from heapq import nlargest

from hub.search import weights
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.matching import ResolvedTerm, read_postings
from hub.search.embedded.rows import FRONT_UNIT

# Up to this many candidate entries, postings of frequent words are read for them only.
MAX_LOOKUP = 500


class Ranking:
    """Scores of the entries that cover enough of the query.

    `terms` are the query terms in order, `term_weights` their IDF (or that of a synonym), and
    `parts` the {entry: score} of each term.
    """

    def __init__(self, terms: Sequence[ResolvedTerm]) -> None:
        self.terms = terms
        self.term_weights = [item.idf for item in terms]
        self.parts = [{} for _ in terms]

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

    def read(self, essential_terms: Collection[int], catalogue: Catalogue) -> None:
        """Read the postings and score every term.

        All postings are read for `essential_terms`; for the others, those of the entries found.
        """
        read_postings([self.terms[position] for position in essential_terms])
        for position in essential_terms:
            self.parts[position] = word_scores(self.terms[position], catalogue.length_norms)
        others = [i for i, item in enumerate(self.terms) if i not in essential_terms and item.forms]
        if others:
            found = set().union(*(self.parts[position] for position in essential_terms))
            among = sorted(found) if len(found) <= MAX_LOOKUP else None
            read_postings([self.terms[position] for position in others], among=among)
            # Most entries with a frequent term contain no other term: do not score them.
            length_norms = {entry: catalogue.length_norms[entry] for entry in found}
            for position in others:
                self.parts[position] = word_scores(self.terms[position], length_norms)

    def apply_synonym(self, entry: int, positions: Sequence[int], score: float) -> None:
        """Set the score of `positions` in an entry to that of a synonym, if it is higher."""
        if score > sum(self.parts[position].get(entry, 0) for position in positions):
            for position in positions:
                self.parts[position][entry] = score / len(positions)

    def totals(self, hidden: set[int], minimum_results: int = 1) -> dict[int, float]:
        """Return {entry: score} of the entries above the threshold, without those of `hidden`.

        With fewer than `minimum_results`, add the entries with the best coverage below it.
        """
        if len(self.parts) == 1:
            return {pk: score for pk, score in self.parts[0].items() if pk not in hidden}
        scores, covered = defaultdict(float), defaultdict(float)
        for part, weight in zip(self.parts, self.term_weights, strict=True):
            for pk, score in part.items():
                scores[pk] += score
                covered[pk] += weight
        for pk in scores.keys() & hidden:
            del scores[pk], covered[pk]
        best = nlargest(minimum_results, covered.values())
        # Tolerance: the same floats summed in another order differ slightly.
        least = min(self.threshold, best[-1] if best else 0) - 1e-9
        return {pk: score for pk, score in scores.items() if covered[pk] >= least}

    def score(self, entry: int) -> float:
        """Return the sum of the term scores of an entry."""
        return sum(part.get(entry, 0) for part in self.parts)


def word_scores(item: ResolvedTerm, length_norms: Mapping[int, float]) -> dict[int, float]:
    """Return the BM25 {entry: score} of a term, for the entries of `length_norms`."""
    held, exact = {}, {}
    for word, entry, front, body in item.postings:
        if entry in length_norms:
            weight = front / FRONT_UNIT + body / length_norms[entry]
            held[entry] = held[entry] + weight if entry in held else weight
            if word == item.exact:
                exact[entry] = weight
    best = item.idf * item.weight * (weights.K1 + 1)
    scores = {entry: best * weight / (weight + weights.K1) for entry, weight in held.items()}
    best = weights.EXACT * item.exact_idf * item.weight * (weights.K1 + 1)
    for entry, weight in exact.items():
        scores[entry] += best * weight / (weight + weights.K1)
    return scores
