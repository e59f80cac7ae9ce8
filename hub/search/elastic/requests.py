"""Conversion of a `SearchRequest` into a single `_search` request."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from django.utils import timezone

from hub.core.page_types import recency_ranked_kinds
from hub.search import weights
from hub.search.contract import SearchRequest
from hub.search.elastic import words
from hub.search.elastic.client import READ_TIMEOUT
from hub.search.elastic.mapping import MAX_RESULT_WINDOW
from hub.search.elastic.spelling import spelling_suggesters
from hub.search.query import ParsedQuery

# More values than a parameter can have, so that all are counted.
FACET_VALUES = 10_000
# Score added to strict matches, to rank them above the fallback hits.
STRICT_BOOST = 1000.0
# The server stops just before the client's time-out.
SERVER_TIMEOUT = f"{int(READ_TIMEOUT * 1000) - 50}ms"


def search_body(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the arguments of `client.search` for a request and its `ParsedQuery`.

    The response holds two results: that of the strict query (enough of the words), and that of any
    word, the fallback if the first is too short. `hub.search.elastic.answers` selects one.
    """
    asked = {parameter: values for parameter, values in request.filters.items() if values}
    offset = max(request.offset, 0)
    size = max(0, min(request.limit, MAX_RESULT_WINDOW - offset))
    body: dict[str, Any] = {
        "query": main_query(request, query),
        "sort": sort_clauses(request, query),
        "from_": offset if size else 0,
        "size": size,
        "source": False,
        "track_total_hits": True,
        "track_scores": True,
        "timeout": SERVER_TIMEOUT,
        "allow_partial_search_results": False,
        # The same query goes to the same shard copy, so that pages neither overlap nor skip hits.
        "preference": f"words-{crc32(query.text.encode())}",
    }
    if asked:
        body["post_filter"] = all_filters(asked)
    body["aggs"] = facet_aggregations(request.facets, asked)
    if words.is_strict(query):
        counted = {"total": {"filter": all_filters(asked)}} | body["aggs"]
        body["aggs"]["strict"] = {"filter": words.strict_filter(query), "aggs": counted}
    if suggesters := spelling_suggesters(query.terms):
        body["suggest"] = suggesters
    return body


def value_filter(parameter: str, values: Iterable[str]) -> dict[str, Any]:
    """Return the filter of the entries with one of the values of a parameter."""
    return {"terms": {f"filters.{parameter}": list(values)}}


def all_filters(asked: Mapping[str, Sequence[str]], without: str = "") -> dict[str, Any]:
    """Return the filter of the entries that pass all the filters, except `without`."""
    passed = [value_filter(*chosen) for chosen in asked.items() if chosen[0] != without]
    return {"bool": {"filter": passed}}


def facet_aggregations(
    parameters: Iterable[str], asked: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the aggregations that count parameters, each without its own filter."""
    return {
        f"facet-{name}": {
            "filter": all_filters(asked, without=name),
            "aggs": {"values": {"terms": {"field": f"filters.{name}", "size": FACET_VALUES}}},
        }
        for name in parameters
    }


def visible_filter(
    hidden_paths: Sequence[str], now: datetime | None, *others: dict[str, Any]
) -> dict[str, Any]:
    """Return the filter of the entries that this reader may see; `others` are excluded too."""
    hidden = [{"prefix": {"path": path}} for path in hidden_paths if path]
    expired = {"range": {"visible_until": {"lte": (now or timezone.now()).isoformat()}}}
    return {"bool": {"must_not": [expired, {"term": {"is_gone": True}}, *hidden, *others]}}


def main_query(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the query: matching entries and their scores."""
    limits = {"gte": request.since, "lt": request.before}
    dates = {name: day.isoformat() for name, day in limits.items() if day}
    required = [visible_filter(request.hidden_paths, request.now, *words.excluded_filters(query))]
    required += [value_filter(*fixed) for fixed in request.fixed.items() if fixed[1]]
    required += [{"range": {"date": dates}}] if dates else []
    required += [] if request.among is None else [{"terms": {"uid": list(request.among)}}]
    if not query.terms:
        # Without words every text score is 0: nearness alone is the score.
        near = [
            {"constant_score": {"filter": territory_filter(path), "boost": weight}}
            for path, weight in request.near.items()
        ]
        return {"bool": {"filter": required, "should": near}}
    if request.sort != "pertinence":
        found = {"bool": {"filter": [*required, words.any_word_query(query)]}}
    else:
        found = {"bool": {"must": [words.any_word_query(query)], "filter": required}}
        found = function_score(found, recency_decay(request.now))
        if request.near:
            found = function_score(found, territory_boosts(request.near))
    if words.is_strict(query):
        boosted = {"constant_score": {"filter": words.strict_filter(query), "boost": STRICT_BOOST}}
        found = {"bool": {"must": [found], "should": [boosted]}}
    return found


def function_score(found: dict[str, Any], functions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a query with its scores multiplied by the sum of `functions`."""
    weighted = {"query": found, "functions": functions, "score_mode": "sum"}
    return {"function_score": weighted | {"boost_mode": "multiply"}}


def territory_boosts(near: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the score functions that boost some territories."""
    return [
        {"filter": {"match_all": {}}, "weight": 1},
        *({"filter": territory_filter(path), "weight": weight} for path, weight in near.items()),
    ]


def territory_filter(path: str) -> dict[str, Any]:
    return {"term": {"filters.territoire": path}}


def recency_decay(now: datetime | None) -> list[dict[str, Any]]:
    """Return the score functions that lower the old pages of the kinds ranked by recency."""
    ranked = {"terms": {"kind": sorted(recency_ranked_kinds())}}
    dated = {"bool": {"filter": [ranked, {"exists": {"field": "date"}}]}}
    today = timezone.localdate(now).isoformat()
    decay = {"origin": today, "scale": f"{weights.RECENCY_DAYS}d", "decay": 0.5}
    return [
        {"filter": {"bool": {"must_not": [ranked]}}, "weight": 1},
        {"filter": ranked, "weight": 1 - weights.RECENCY},
        {"filter": dated, "exp": {"date": decay}, "weight": weights.RECENCY},
    ]


def sort_clauses(request: SearchRequest, query: ParsedQuery) -> list[dict[str, Any]]:
    """Return the sort clauses; the last ones settle ties, identically on every shard copy."""
    titles = [{"alphabetical": "asc"}, {"uid": "asc"}]
    newest = {"date": {"order": "desc", "missing": "_last"}}
    if request.sort == "pertinence":
        return [{"_score": "desc"}, newest, *titles]
    tier = [{"_score": "desc"}] if words.is_strict(query) else []
    if request.sort == "titre":
        return [*tier, *titles]
    direction = "asc" if request.ascending else "desc"
    return [*tier, {"date": {"order": direction, "missing": "_last"}}, *titles]
