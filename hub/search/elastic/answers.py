"""Conversion of a `_search` response into a `SearchPage`."""

from collections.abc import Mapping
from typing import Any

from hub.search import weights
from hub.search.contract import Hit, SearchPage, SearchRequest
from hub.search.elastic.requests import STRICT_BOOST
from hub.search.elastic.spelling import corrected_text, corrections
from hub.search.elastic.words import is_strict
from hub.search.query import ParsedQuery


def search_page(
    answer: Mapping[str, Any], request: SearchRequest, query: ParsedQuery
) -> SearchPage:
    """Return the page of the response to `search_body(request, query)`."""
    hits = answer["hits"]["hits"]
    total = answer["hits"]["total"]["value"]
    counted = answer.get("aggregations", {})
    if is_strict(query) and counted["strict"]["doc_count"] >= minimum_results(request, query):
        counted = counted["strict"]
        total = counted["total"]["doc_count"]
        # Strict matches come first; drop the fallback hits after them.
        hits = hits[: max(total - request.offset, 0)]
    names = {name for hit in hits for name in hit.get("matched_queries", ())}
    corrected = corrections(query.terms, answer.get("suggest", {}), names)
    return SearchPage(
        hits=tuple(
            Hit(hit["_id"], score(hit, request), matched_words(hit, query, corrected))
            for hit in hits
        ),
        total=total,
        facets={
            name: {
                bucket["key"]: bucket["doc_count"]
                for bucket in counted[f"facet-{name}"]["values"]["buckets"]
            }
            for name in request.facets
        },
        did_you_mean=corrected_text(query, corrected),
    )


def minimum_results(request: SearchRequest, query: ParsedQuery) -> int:
    """Return the number of strict matches from which the fallback hits are dropped."""
    return 1 if query.phrases or request.sort != "pertinence" else weights.MIN_RESULTS


def score(hit: Mapping[str, Any], request: SearchRequest) -> float:
    if request.sort != "pertinence":
        return 0.0
    return round(hit["_score"] % STRICT_BOOST, 4)


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
    for number, expansion in enumerate(query.expansions):
        if f"+{number}" in names:
            found += [word.typed for word in expansion.words]
    return tuple(dict.fromkeys(found))
