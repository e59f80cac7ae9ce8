"""How well entries answer: BM25F on stems, the exact forms on top, then how much is covered.

Robertson & Zaragoza, « The Probabilistic Relevance Framework: BM25 and Beyond », 2009: weights of
fields are added up before saturation; only the body is held back by its length.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from heapq import nlargest

from hub.search import weights
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.matching import Sought, read_postings
from hub.search.embedded.rows import FRONT_UNIT

# Below this many entries, frequent words are looked up for them rather than read whole.
FEW = 500


class Ranking:
    """Scores of the entries that hold enough of what is asked.

    `sought` are the words of the query in order; `parts`, for each of them, {entry: score}.
    """

    def __init__(self, sought: Sequence[Sought]) -> None:
        self.sought = sought
        self.mass = [item.idf for item in sought]
        self.parts = [{} for _ in sought]

    @property
    def threshold(self) -> float:
        """The mass that an entry must hold."""
        return weights.COVERAGE * sum(self.mass)

    def creators(self) -> list[int]:
        """Return the positions of the words that can bring an entry in, the rarest first.

        The others weigh so little that an entry holding only these could not pass.
        """
        order = sorted(range(len(self.sought)), key=lambda i: -self.mass[i])
        left, kept = sum(self.mass), []
        for position in order:
            if kept and left < self.threshold:
                break
            kept.append(position)
            left -= self.mass[position]
        return kept

    def read(self, creators: Collection[int], catalogue: Catalogue) -> None:
        """Read and score every word: whole for `creators`, for few entries only for the others."""
        read_postings([self.sought[position] for position in creators])
        for position in creators:
            self.parts[position] = word_scores(self.sought[position], catalogue.held_back)
        others = [i for i, item in enumerate(self.sought) if i not in creators and item.forms]
        if others:
            found = set().union(*(self.parts[position] for position in creators))
            among = sorted(found) if len(found) <= FEW else None
            read_postings([self.sought[position] for position in others], among=among)
            # Most of the entries that hold a frequent word hold nothing else of what is asked.
            held_back = {entry: catalogue.held_back[entry] for entry in found}
            for position in others:
                self.parts[position] = word_scores(self.sought[position], held_back)

    def replace(self, entry: int, positions: Sequence[int], score: float) -> None:
        """Give `positions` of an entry a synonym's score where it is better than their own."""
        if score > sum(self.parts[position].get(entry, 0) for position in positions):
            for position in positions:
                self.parts[position][entry] = score / len(positions)

    def totals(self, gone: set[int], fewest: int = 1) -> dict[int, float]:
        """Return {entry: score} of those not in `gone` that hold enough, `fewest` at least.

        Where too few hold enough, those that hold most complete them.
        """
        if len(self.parts) == 1:
            return {pk: score for pk, score in self.parts[0].items() if pk not in gone}
        scores, covered = defaultdict(float), defaultdict(float)
        for part, mass in zip(self.parts, self.mass, strict=True):
            for pk, score in part.items():
                scores[pk] += score
                covered[pk] += mass
        for pk in scores.keys() & gone:
            del scores[pk], covered[pk]
        # Sums of the same masses in another order differ by a hair.
        held = nlargest(fewest, covered.values())
        least = min(self.threshold, held[-1] if held else 0) - 1e-9
        return {pk: score for pk, score in scores.items() if covered[pk] >= least}

    def score(self, entry: int) -> float:
        """Return what all the words are worth in an entry."""
        return sum(part.get(entry, 0) for part in self.parts)


def word_scores(item: Sought, held_back: Mapping[int, float]) -> dict[int, float]:
    """Return {entry: score} of a sought word among the entries of `held_back`."""
    held, exact = {}, {}
    for word, entry, front, body in item.postings:
        if entry in held_back:
            weight = front / FRONT_UNIT + body / held_back[entry]
            held[entry] = held[entry] + weight if entry in held else weight
            if word == item.exact:
                exact[entry] = weight
    best = item.idf * item.weight * (weights.K1 + 1)
    scores = {entry: best * weight / (weight + weights.K1) for entry, weight in held.items()}
    best = weights.EXACT * item.exact_idf * item.weight * (weights.K1 + 1)
    for entry, weight in exact.items():
        scores[entry] += best * weight / (weight + weights.K1)
    return scores
