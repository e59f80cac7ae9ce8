"""Answer one `SearchRequest`: match the words, apply the filters, count facets, sort."""

from collections.abc import Iterable
from heapq import nlargest, nsmallest

from django.utils import timezone

from hub.core.page_types import recency_ranked_kinds
from hub.search import weights
from hub.search.contract import Hit, SearchPage, SearchRequest
from hub.search.embedded.catalogue import Catalogue, catalogue_of
from hub.search.embedded.sql import fetch
from hub.search.embedded.text_match import TextMatch
from hub.search.models import SearchIndex, SearchPosting, SearchWord
from hub.search.query import ParsedQuery, Synonyms, parse_query


def answer(
    index: SearchIndex, request: SearchRequest, synonyms: Synonyms | None = None
) -> SearchPage:
    """Return the `SearchPage` of a request on an index."""
    catalogue = catalogue_of(index)
    query = parse_query(request.text, synonyms)
    hidden = catalogue.hidden_entries(request.hidden_paths, request.now) | _excluded(index, query)
    match = TextMatch(catalogue, query) if query.terms else None
    scores = (
        match.find(hidden, minimum_results(request))
        if match
        else dict.fromkeys(catalogue.rows.keys() - hidden, 0.0)
    )
    passing, facets = apply_filters(catalogue, request, scores.keys())
    first, limit = max(request.offset, 0), max(request.limit, 0)
    order = _Sorter(catalogue, request, scores)
    best = []
    if first < len(passing):
        best = order.top(passing, min(first + limit, len(passing)))[first:]
    hits = [
        Hit(catalogue.rows[pk].uid, round(order.score(pk), 6), match.matched(pk) if match else ())
        for pk in best
    ]
    did_you_mean = match.did_you_mean if match else ""
    return SearchPage(tuple(hits), len(passing), facets, did_you_mean)


def minimum_results(request: SearchRequest) -> int:
    """Return the number of results below which weaker matches are added.

    One when sorted by date or title: weak matches would mix with the others.
    """
    return weights.MIN_RESULTS if request.sort == "pertinence" else 1


def _excluded(index: SearchIndex, query: ParsedQuery) -> set[int]:
    """Return the entries that hold a word to leave out, in any of its forms."""
    if not query.excluded:
        return set()
    stems = [term.stem for term in query.excluded]
    words = SearchWord.objects.filter(index=index, stem__in=stems).values("pk")
    postings = SearchPosting.objects.filter(word_id__in=words)
    return {row[0] for row in fetch(postings.values_list("entry_id"))}


def apply_filters(
    catalogue: Catalogue, request: SearchRequest, found: Iterable[int]
) -> tuple[set[int], dict[str, dict[str, int]]]:
    """Return (entries that pass the filters, {parameter: {value: count}}).

    A parameter without values filters nothing. The counts of a parameter ignore its own filter.
    """
    base = set(found)
    for parameter, values in request.fixed.items():
        if values:
            base &= catalogue.with_any_value(parameter, values)
    if request.among is not None:
        among = set(request.among)
        base = {pk for pk in base if catalogue.rows[pk].uid in among}
    if request.since or request.before:
        base &= catalogue.dated_between(request.since, request.before)
    chosen = {k: catalogue.with_any_value(k, v) for k, v in request.filters.items() if v}
    passing = base.intersection(*chosen.values())
    facets = catalogue.count_values(passing, request.facets)
    for parameter in chosen.keys() & facets.keys():
        others = [having for other, having in chosen.items() if other != parameter]
        facets |= catalogue.count_values(base.intersection(*others), [parameter])
    return passing, facets


class _Sorter:
    """Sorts entries by a total order: ties are always settled, whatever the database."""

    def __init__(
        self, catalogue: Catalogue, request: SearchRequest, scores: dict[int, float]
    ) -> None:
        self.catalogue, self.request, self.rows = catalogue, request, catalogue.rows
        self.scores = scores
        self.near = {f"territoire={path}": weight for path, weight in request.near.items()}
        self.today = timezone.localdate(request.now).toordinal()
        self._recency_factors = {}

    def top(self, pks: Iterable[int], count: int) -> list[int]:
        """Return the first `count` entries of `pks`, sorted."""
        request, catalogue = self.request, self.catalogue
        if request.sort == "titre":
            return nsmallest(count, pks, key=catalogue.by_title.__getitem__)
        if request.sort == "date" or not (self.near or any(self.scores.values())):
            ranks = catalogue.oldest_first if request.ascending else catalogue.latest_first
            return nsmallest(count, pks, key=ranks.__getitem__)
        scores = {pk: self.score(pk) for pk in pks}
        # Select by score first, which is cheap; only the selected entries are sorted with ties.
        least = min(nlargest(count, scores.values()), default=0)
        ties = catalogue.latest_first
        best = [pk for pk, score in scores.items() if score >= least]
        return nsmallest(count, best, key=lambda pk: (-scores[pk], ties[pk]))

    def score(self, pk: int) -> float:
        """Return the score of an entry: text score, recency, nearness of territories."""
        score, row = self.scores[pk], self.rows[pk]
        if row.kind in recency_ranked_kinds():
            score *= self._recency_factor(row.day)
        if self.near:
            nearness = sum(self.near.get(line, 0) for line in row.lines)
            # Without a text query every text score is 0: nearness alone is the score.
            score = score * (1 + nearness) if score else nearness
        return score

    def _recency_factor(self, day: int | None) -> float:
        """Return the factor applied to the score of a letter published on `day` (an ordinal)."""
        if day not in self._recency_factors:
            age = max(self.today - day, 0) / weights.RECENCY_DAYS if day else None
            kept = 0 if age is None else 0.5**age
            self._recency_factors[day] = 1 - weights.RECENCY * (1 - kept)
        return self._recency_factors[day]
