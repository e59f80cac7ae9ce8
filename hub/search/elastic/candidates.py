"""Candidates of the fusion: hits with the values by which they are filtered, counted and sorted."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hub.search.contract import SearchRequest
from hub.search.elastic.nearest import cosine, fragment_of
from hub.search.meaning import QuestionVector


@dataclass(frozen=True)
class Candidate:
    """A hit of a search that asked for `hub.search.elastic.hybrid.value_fields`."""

    hit: Mapping[str, Any]

    @property
    def uid(self) -> str:
        return self.hit["_id"]

    @property
    def names(self) -> Collection[str]:
        """The names of the clauses that it matches."""
        return self.hit.get("matched_queries", ())

    @property
    def fragment(self) -> int | None:
        """The index of the nearest fragment, of a search by meaning; None without fragments."""
        return fragment_of(self.hit)

    def cosine(self, question: QuestionVector) -> float:
        """Return the cosine with a question, of a search by meaning."""
        return cosine(self.hit["_score"], len(question.vector))

    def values(self, parameter: str) -> Collection[str]:
        """Return the values of a filter."""
        return self.hit.get("fields", {}).get(f"filters.{parameter}", ())

    def nearness(self, request: SearchRequest) -> float:
        """Return the largest weight of its territories."""
        weights = request.near_weights
        return max((weights.get(path, 0.0) for path in self.values("lieu")), default=0.0)

    def tie(self, request: SearchRequest) -> tuple[bool, int, str, str]:
        """Return the key that sorts equal scores as `sort_clauses` does."""
        fields = self.hit.get("fields", {})
        date = int(fields["date"][0]) if fields.get("date") else 0
        title = fields.get("alphabetical", [""])[0]
        return not fields.get("date"), date if request.ascending else -date, title, self.uid


def candidates_of(hits: Iterable[Mapping[str, Any]]) -> Iterator[Candidate]:
    """Yield the candidates of hits."""
    return map(Candidate, hits)


def passing(one: Candidate, request: SearchRequest, but: str = "") -> bool:
    """Return whether a candidate passes the filters of a request, except `but`."""
    return all(
        set(values).intersection(one.values(parameter))
        for parameter, values in request.filters.items()
        if values and parameter != but
    )


def count_facets(
    counted: Mapping[str, Mapping[str, int]], others: Iterable[Candidate], request: SearchRequest
) -> dict[str, dict[str, int]]:
    """Return facet counts with other entries added, each facet without its own filter."""
    others = list(others)
    facets = {parameter: dict(counts) for parameter, counts in counted.items()}
    for parameter, counts in facets.items():
        for one in others:
            if passing(one, request, but=parameter):
                for value in one.values(parameter):
                    counts[value] = counts.get(value, 0) + 1
    return facets
