"""From the answer of a `_search` to a `SearchPage`."""

from collections.abc import Mapping
from typing import Any

from hub.search import weights
from hub.search.contract import Hit, SearchPage, SearchRequest
from hub.search.elastic.requests import TIER
from hub.search.elastic.spelling import corrections, put_right
from hub.search.elastic.words import is_strict
from hub.search.query import ParsedQuery


def search_page(
    answer: Mapping[str, Any], request: SearchRequest, query: ParsedQuery
) -> SearchPage:
    """Return the page of an answer to `search_body(request, query)`."""
    hits = answer["hits"]["hits"]
    total = answer["hits"]["total"]["value"]
    counted = answer.get("aggregations", {})
    if is_strict(query) and counted["strict"]["doc_count"] >= fewest(request, query):
        counted = counted["strict"]
        total = counted["total"]["doc_count"]
        # Those that are there in case too few held enough come after, and are left out.
        hits = hits[: max(total - request.offset, 0)]
    names = {name for hit in hits for name in hit.get("matched_queries", ())}
    mended = corrections(query.terms, answer.get("suggest", {}), names)
    return SearchPage(
        hits=tuple(
            Hit(hit["_id"], score(hit, request), matched(hit, query, mended)) for hit in hits
        ),
        total=total,
        facets={
            name: {
                bucket["key"]: bucket["doc_count"]
                for bucket in counted[f"facet-{name}"]["values"]["buckets"]
            }
            for name in request.facets
        },
        did_you_mean=put_right(query, mended),
    )


def fewest(request: SearchRequest, query: ParsedQuery) -> int:
    """Return from how many entries that hold enough of the words the others are left out."""
    return 1 if query.phrases or request.sort != "pertinence" else weights.MIN_RESULTS


def score(hit: Mapping[str, Any], request: SearchRequest) -> float:
    if request.sort != "pertinence":
        return 0.0
    return round(hit["_score"] % TIER, 4)


def matched(
    hit: Mapping[str, Any], query: ParsedQuery, mended: Mapping[int, str]
) -> tuple[str, ...]:
    """Return the words that an entry holds, as typed or as understood, synonyms last."""
    names = hit.get("matched_queries", ())
    held = [
        mended.get(place, term.typed)
        for place, term in enumerate(query.terms)
        if str(place) in names
    ]
    for number, expansion in enumerate(query.expansions):
        if f"+{number}" in names:
            held += [word.typed for word in expansion.words]
    return tuple(dict.fromkeys(held))
