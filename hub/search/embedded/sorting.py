"""Order of the results: a total order, in which ties are always settled, on any database."""

from collections.abc import Collection, Mapping
from heapq import nlargest, nsmallest

from django.utils import timezone

from hub.core.page_types import recency_ranked_kinds
from hub.search import weights
from hub.search.contract import SearchRequest
from hub.search.embedded.catalogue import Catalogue, Row


class Sorter:
    """Sorts the entries of a catalogue as a request asks."""

    def __init__(self, catalogue: Catalogue, request: SearchRequest) -> None:
        self.catalogue, self.request, self.rows = catalogue, request, catalogue.rows
        self.near = {f"lieu={path}": weight for path, weight in request.near_weights.items()}
        self.today = timezone.localdate(request.now).toordinal()
        self._aging_kinds = recency_ranked_kinds()
        self._recency_factors: dict[int | None, float] = {}

    def top(self, pks: Collection[int], count: int, scores: Mapping[int, float]) -> list[int]:
        """Return the first `count` entries of `pks`, sorted."""
        request, catalogue = self.request, self.catalogue
        if request.sort == "titre":
            return nsmallest(count, pks, key=catalogue.by_title.__getitem__)
        by_date = catalogue.oldest_first if request.ascending else catalogue.latest_first
        if request.sort == "date" or not any(scores.values()):
            return nsmallest(count, pks, key=by_date.__getitem__)
        # Select by score first, which is cheap; only the selected entries are sorted with ties.
        least = min(nlargest(count, (scores[pk] for pk in pks)), default=0)
        best = [pk for pk in pks if scores[pk] >= least]
        return nsmallest(count, best, key=lambda pk: (-scores[pk], by_date[pk]))

    def adjusted(self, text_scores: Mapping[int, float]) -> dict[int, float]:
        """Return {entry: score}: text scores with the recency and the nearness of the entries.

        Without words every text score is 0, and nearness alone is the score; so it is when the
        request sorts by nearness.
        """
        if self.near or self.request.sort == "proximite":
            return {pk: self._adjusted(pk, score) for pk, score in text_scores.items()}
        if not any(text_scores.values()):
            return dict(text_scores)
        # Most entries have no recency: no call for each of them.
        rows, aging = self.rows, self._aging_kinds
        return {
            pk: self._recent(rows[pk], score) if rows[pk].kind in aging else score
            for pk, score in text_scores.items()
        }

    def _adjusted(self, pk: int, score: float) -> float:
        nearness = self.nearness(pk)
        if self.request.sort == "proximite" or not score:
            return nearness
        row = self.rows[pk]
        if row.kind in self._aging_kinds:
            score = self._recent(row, score)
        return score * (1 + nearness)

    def _recent(self, row: Row, score: float) -> float:
        return score * self._recency_factor(row.day)

    def nearness(self, pk: int) -> float:
        """Return the largest weight of the territories of an entry."""
        if not self.near:
            return 0.0
        row: Row = self.rows[pk]
        return max((self.near[line] for line in row.lines if line in self.near), default=0.0)

    def _recency_factor(self, day: int | None) -> float:
        """Return the factor applied to the score of a letter published on `day` (an ordinal)."""
        if day not in self._recency_factors:
            age = max(self.today - day, 0) / weights.RECENCY_DAYS if day else None
            kept = 0 if age is None else 0.5**age
            self._recency_factors[day] = 1 - weights.RECENCY * (1 - kept)
        return self._recency_factors[day]
