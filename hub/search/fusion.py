"""Fusion of two rankings, by words and by meaning, and selection of the results to show.

Pure functions, shared by every engine: each gives its first `WINDOW` candidates of both rankings.

The fused score of an entry is the weighted sum of two normalised scores (a convex combination, as
in Bruch et al., « An Analysis of Fusion Functions for Hybrid Retrieval », 2023): that of its words,
divided by the best one, and its cosine, scaled between the best one and the 100th.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

# Candidates of each ranking.
WINDOW = 200
# Share of meaning in the fused score.
MEANING = 0.65
# Rank of the cosine that counts as zero.
FLOOR_RANK = 100
# An entry that does not hold all the words is shown when its fused score reaches this share of the
# best one; at most MAX_CLOSE are.
CLOSE = 0.25
MAX_CLOSE = 20
# A long text may hold the words of a question of SENTENCE words or more here and there: it is in
# the first part only if its fused score reaches this share of the best one.
SENTENCE = 3
HELD = 0.6
# Calibration of « about a subject of this site »: least difference between the best cosine and that
# of the background passages, for a question of several words and for a single word (whose vector
# is less precise), or least cosine whatever the background.
MARGIN = -0.13
MARGIN_OF_A_WORD = -0.17
COSINE = 0.25
# Share of the words, weighted by IDF, from which an entry is shown whatever its meaning.
WORDS = 0.6


@dataclass(frozen=True)
class Question:
    """What is known of a question besides its candidates.

    - `words`: number of its terms;
    - `background`: largest cosine with the background passages (`hub.search.meaning`);
    - `is_known`: whether it names a theme, an acronym or another word that has synonyms here.
    """

    words: int
    background: float
    is_known: bool = False


@dataclass(frozen=True)
class Fused:
    """The fused ranking: {uid: score} of the candidates.

    `close` are the uids to show after the entries that hold all the words; `moved` are those of
    them that hold all the words of a sentence, here and there.
    """

    scores: dict[str, float]
    close: frozenset[str]
    moved: frozenset[str] = frozenset()


def fuse(
    question: Question,
    words: Mapping[str, float],
    cosines: Mapping[str, float],
    *,
    holding_all: Collection[str],
    coverage: Mapping[str, float],
    boosts: Mapping[str, float] | None = None,
) -> Fused:
    """Return the `Fused` ranking of the candidates.

    - `words`: {uid: text score} of the first `WINDOW` entries;
    - `cosines`: {uid: cosine}, of the first `WINDOW` entries;
    - `holding_all`: the entries that hold all that was asked;
    - `coverage`: {uid: share of the words that it holds, themselves or by a synonym, by IDF}, of
      those that are not in `holding_all`;
    - `boosts`: {uid: factor} of the meaning, such as nearness; text scores have it already.
    """
    by_words, by_meaning = share_of_best(words), above_floor(cosines)
    boosts = boosts or {}
    scores = {
        uid: (1 - MEANING) * by_words.get(uid, 0.0)
        + MEANING * by_meaning.get(uid, 0.0) * boosts.get(uid, 1.0)
        for uid in by_words.keys() | by_meaning.keys()
    }
    best = max(scores.values(), default=0.0)
    moved = frozenset[str]()
    if question.words >= SENTENCE and len(holding_all) < WINDOW:
        moved = frozenset(uid for uid in holding_all if scores.get(uid, 0.0) < HELD * best)
    is_ours = is_about_this_site(question, cosines.values())
    candidates = [
        uid
        for uid, score in scores.items()
        if uid not in holding_all
        and score >= CLOSE * best
        and (is_ours or coverage.get(uid, 0.0) >= WORDS)
    ]
    close = nsmallest(MAX_CLOSE, candidates, key=lambda uid: (-scores[uid], uid))
    return Fused(scores, moved.union(close), moved)


def share_of_best(scores: Mapping[str, float]) -> dict[str, float]:
    """Return scores divided by the best one."""
    best = max(scores.values(), default=0.0)
    return {uid: score / best if best else 0.0 for uid, score in scores.items()}


def above_floor(cosines: Mapping[str, float]) -> dict[str, float]:
    """Return cosines scaled from 0, that of rank `FLOOR_RANK` and below, to 1, the best one."""
    ordered = sorted(cosines.values(), reverse=True)[:FLOOR_RANK]
    if not ordered:
        return {}
    best, floor = ordered[0], ordered[-1]
    if best == floor:
        return dict.fromkeys(cosines, 1.0)
    return {uid: max(cosine - floor, 0.0) / (best - floor) for uid, cosine in cosines.items()}


def is_about_this_site(question: Question, cosines: Iterable[float]) -> bool:
    """Return whether an entry resembles the question more than the background passages do."""
    best = max(cosines, default=-1.0)
    margin = MARGIN if question.words > 1 else MARGIN_OF_A_WORD
    return question.is_known or best >= COSINE or best - question.background >= margin
