"""Results of a question, in two parts: what holds all that was asked, then what is close to it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from hub.search import fusion, weights
from hub.search.contract import SearchRequest
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.sorting import Sorter
from hub.search.embedded.text_match import TextMatch
from hub.search.embedded.vectors import Near, Vectors, vectors_of
from hub.search.meaning import QuestionVector, question_vector
from hub.search.models import SearchIndex


@dataclass(frozen=True)
class Results:
    """The entries found, before the filters.

    - `holding_all`, `close`: the two parts; `scores`: {entry: score} by which each is sorted;
    - `ranked`: the entries of `holding_all` that have a fused score, before the others; empty when
      the words alone rank them;
    - `near`: {entry: `Near`} of the candidates by meaning; `by_meaning`: whether it was used.
    """

    holding_all: set[int]
    close: set[int] = field(default_factory=set)
    scores: Mapping[int, float] = field(default_factory=dict)
    ranked: set[int] = field(default_factory=set)
    near: Mapping[int, Near] = field(default_factory=dict)
    by_meaning: bool = False

    @property
    def every(self) -> set[int]:
        """The entries of both parts."""
        return self.holding_all | self.close

    def parts(self, passing: set[int]) -> list[set[int]]:
        """Return the entries that pass the filters, as the sets to sort one after another."""
        first = self.holding_all & passing
        ranked = first & self.ranked
        return [ranked, first - ranked, self.close & passing]


def minimum_results(request: SearchRequest) -> int:
    """Return the number of results below which weaker matches are added.

    One when sorted by date or title: weak matches would mix with the others.
    """
    return weights.MIN_RESULTS if request.sort == "pertinence" else 1


def find_results(
    index: SearchIndex,
    catalogue: Catalogue,
    request: SearchRequest,
    match: TextMatch,
    base: set[int],
    hidden: set[int],
) -> Results:
    """Return the `Results` of a question among the entries `base`; `hidden` are the hidden ones."""
    found = match.find(hidden, minimum_results(request))
    sorter = Sorter(catalogue, request)
    scores = sorter.adjusted({pk: score for pk, score in found.items() if pk in base})
    holding_all = match.holding_all(scores)
    if holding_all and match.query.needs_all(request.sort):
        scores = {pk: scores[pk] for pk in holding_all}
    by_relevance = request.sort == "pertinence"
    question = question_vector(match.query.asked) if by_relevance else None
    if question is None:
        return Results(holding_all, set(scores) - holding_all, scores)
    return _fused(
        vectors_of(index, catalogue, question), match, question, sorter, base, scores, holding_all
    )


def _fused(
    vectors: Vectors,
    match: TextMatch,
    question: QuestionVector,
    sorter: Sorter,
    base: set[int],
    scores: dict[int, float],
    holding_all: set[int],
) -> Results:
    """Return the results ranked by words and by meaning."""
    rows = match.catalogue.rows
    near = vectors.nearest(question.vector, base)
    first = nsmallest(
        fusion.WINDOW, scores, key=lambda pk: (pk not in holding_all, -scores[pk], rows[pk].uid)
    )
    by_uid = {rows[pk].uid: pk for pk in (*first, *near)}
    fused = fusion.fuse(
        fusion.Question(len(match.terms), question.background, is_known=match.query.has_synonyms),
        {rows[pk].uid: scores[pk] for pk in first},
        {rows[pk].uid: found.cosine for pk, found in near.items()},
        holding_all={rows[pk].uid for pk in holding_all},
        coverage=dict(
            zip(
                (rows[pk].uid for pk in first),
                coverage(match, first, with_corrections=False),
                strict=True,
            )
        ),
        boosts={rows[pk].uid: 1 + sorter.nearness(pk) for pk in near},
    )
    close = {by_uid[uid] for uid in fused.close}
    holding_all = holding_all - close
    ranked = holding_all.intersection(first)
    return Results(
        holding_all,
        close,
        scores | {pk: fused.scores[rows[pk].uid] for pk in ranked | close},
        ranked,
        near,
        by_meaning=True,
    )


def coverage(match: TextMatch, pks: Iterable[int], *, with_corrections: bool = True) -> list[float]:
    """Return the share of the words that each entry holds, weighted by IDF.

    A word that no entry holds weighs as much as the rarest word. A word that was corrected is held
    by no entry unless `with_corrections`.
    """
    rarest = math.log(1 + (match.catalogue.index.entries + 0.5) / 0.5)
    term_weights = [weight or rarest for weight in match.ranking.term_weights]
    total = sum(term_weights) or 1.0
    parts = [
        (part, weight)
        for part, weight, term in zip(match.ranking.parts, term_weights, match.terms, strict=True)
        if with_corrections or not term.corrected
    ]
    return [sum(weight for part, weight in parts if pk in part) / total for pk in pks]
