"""Conversion of a `_search` response into a `SearchPage`, by words alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.search import weights
from hub.search.contract import Hit, SearchPage, SearchRequest
from hub.search.elastic.holding import ADJACENT, first_part
from hub.search.elastic.requests import BOOST, STRICT, page_bounds
from hub.search.elastic.spelling import corrected_text, corrections
from hub.search.query import ParsedQuery


@dataclass(frozen=True)
class Words:
    """The results of the words, as the aggregations of a response count them.

    `first` is the name of the result that is the first part, `every` that of both parts; None: the
    entries with any word. `counted` are the aggregations, `suggested` the corrections.
    """

    first: str | None
    every: str | None
    counted: Mapping[str, Any]
    suggested: Mapping[str, Any]

    @classmethod
    def of(cls, answer: Mapping[str, Any], request: SearchRequest, query: ParsedQuery) -> "Words":
        counted = answer["aggregations"]
        first = first_part(counted)
        every = None
        if query.needs_all(request.sort) and first and counted[first]["doc_count"]:
            every = first
        elif STRICT in counted:
            is_enough = counted[STRICT]["doc_count"] >= minimum_results(request, query)
            every = STRICT if is_enough else None
        return cls(first, every, counted, answer.get("suggest", {}))

    def counts(self, name: str | None) -> Mapping[str, Any]:
        """Return the counts of a result."""
        return self.counted[name] if name else self.counted

    def total(self, name: str | None) -> int:
        """Return the number of entries of a result that pass the filters."""
        return self.counts(name)["total"]["doc_count"]

    def facets(self, name: str | None, parameters: Collection[str]) -> dict[str, dict[str, int]]:
        """Return {parameter: {value: number of entries of a result}}."""
        counts = self.counts(name)
        return {
            parameter: {
                bucket["key"]: bucket["doc_count"]
                for bucket in counts[f"facet-{parameter}"]["values"]["buckets"]
            }
            for parameter in parameters
        }

    def is_first(self, hit: Mapping[str, Any]) -> bool:
        """Return whether a hit is in the first part."""
        return self.first is None or self.first in hit.get("matched_queries", ())

    def in_order(self, hits: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return sorted hits with those of the first part first."""
        if self.first != ADJACENT:
            return list(hits)
        return sorted(hits, key=lambda hit: not self.is_first(hit))

    def corrections(self, query: ParsedQuery, hits: Sequence[Mapping[str, Any]]) -> dict[int, str]:
        """Return {position of an unknown word: its correction}, for the entries of `hits`."""
        if not any(entry["options"] for entries in self.suggested.values() for entry in entries):
            return {}
        names = {name for hit in hits for name in hit.get("matched_queries", ())}
        return corrections(query.terms, self.suggested, names)


def search_page(
    answer: Mapping[str, Any], request: SearchRequest, query: ParsedQuery
) -> SearchPage:
    """Return the page of the response to `search_body(request, query)`."""
    found, hits = Words.of(answer, request, query), answer["hits"]["hits"]
    start, _ = page_bounds(request, query)
    total = found.total(found.every)
    first = max(request.offset, 0)
    last = min(first + max(request.limit, 0), total)
    corrected = found.corrections(query, hits)
    return SearchPage(
        hits=tuple(
            Hit(
                hit["_id"],
                score(hit, request),
                matched_words(hit, query, corrected),
                holds_all=found.is_first(hit),
            )
            for hit in found.in_order(hits)[first - start : max(last - start, 0)]
        ),
        total=total,
        holding_all=found.total(found.first),
        facets=found.facets(found.every, request.facets),
        did_you_mean=corrected_text(query, corrected),
    )


def minimum_results(request: SearchRequest, query: ParsedQuery) -> int:
    """Return the number of strict matches from which the fallback hits are dropped."""
    return 1 if query.phrases or request.sort != "pertinence" else weights.MIN_RESULTS


def score(hit: Mapping[str, Any], request: SearchRequest) -> float:
    if request.sort in ("date", "titre"):
        return 0.0
    return round(hit["_score"] % BOOST, 4)


def matched_words(
    hit: Mapping[str, Any], query: ParsedQuery, corrected: Mapping[int, str]
) -> tuple[str, ...]:
    """Return the query words that a hit contains, as typed or as corrected, synonyms last."""
    names = hit.get("matched_queries", ())
    found = [
        corrected.get(place, term.typed)
        for place, term in enumerate(query.terms)
        if str(place) in names
    ]
    for number, expansion in enumerate(query.replacements):
        if f"+{number}" in names:
            found += [word.typed for word in expansion.words]
    return tuple(dict.fromkeys(found))
