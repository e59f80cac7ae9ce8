"""Relevance metrics, between 0 and 1."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Self

DEPTH = 10


def ndcg(found: Sequence[str], judgements: Mapping[str, float], depth: int = DEPTH) -> float | None:
    """Return the normalised discounted cumulative gain of uids, the best first.

    Gains are 2^grade - 1 and the discount log2(rank + 1), as in Burges et al., « Learning to rank
    using gradient descent », 2005. Return None if no answer is right.
    """
    best = sorted(judgements.values(), reverse=True)
    ideal = _gain(best[:depth])
    return _gain([judgements.get(uid, 0) for uid in found[:depth]]) / ideal if ideal else None


def _gain(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def reciprocal_rank(
    found: Sequence[str], judgements: Mapping[str, float], depth: int = DEPTH
) -> float:
    """Return 1 / rank of the first right answer, 0 if it is not in the first `depth`."""
    for rank, uid in enumerate(found[:depth], start=1):
        if judgements.get(uid, 0) > 0:
            return 1 / rank
    return 0.0


@dataclass(frozen=True)
class Figures:
    """Metrics averaged over questions; `empty` is the share of questions without results."""

    questions: int
    ndcg: float
    mrr: float
    hit_3: float
    hit_10: float
    empty: float

    @classmethod
    def of(cls, answers: Sequence[tuple[Sequence[str], Mapping[str, float]]]) -> Self:
        """Return the metrics of [(uids found, judgements)]."""
        judged = [pair for pair in answers if any(grade > 0 for grade in pair[1].values())]
        ranks = [reciprocal_rank(*pair) for pair in judged]
        return cls(
            questions=len(answers),
            ndcg=_mean([gain for pair in judged if (gain := ndcg(*pair)) is not None]),
            mrr=_mean(ranks),
            hit_3=_mean([rank >= 1 / 3 for rank in ranks]),
            hit_10=_mean([rank > 0 for rank in ranks]),
            empty=_mean([not found for found, _ in answers]),
        )

    def as_dict(self) -> dict[str, float]:
        """Return {usual name of the metric: rounded value}."""
        names = {"ndcg": "ndcg@10", "mrr": "mrr@10", "hit_3": "hit@3", "hit_10": "hit@10"}
        return {names.get(name, name): round(value, 4) for name, value in asdict(self).items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
