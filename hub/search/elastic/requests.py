"""From a `SearchRequest` to the one `_search` that answers it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from django.utils import timezone

from hub.search import weights
from hub.search.contract import SearchRequest
from hub.search.elastic import words
from hub.search.elastic.client import READ_TIMEOUT
from hub.search.elastic.mapping import DEEPEST
from hub.search.elastic.spelling import spelling_suggesters
from hub.search.query import ParsedQuery

# More values than a parameter can have: every one is counted.
FACET_VALUES = 10_000
# What lifts the entries that hold enough of the words above those that complete a short answer.
TIER = 1000.0
# The server stops a little before nobody waits any more.
SERVER_TIMEOUT = f"{int(READ_TIMEOUT * 1000) - 50}ms"


def search_body(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the arguments of `client.search` for a request and its `ParsedQuery`.

    The answer holds two results in one: that of the words taken strictly, and that of any word,
    which serves when the first is too short: `hub.search.elastic.answers` takes one of them.
    """
    asked = {parameter: values for parameter, values in request.filters.items() if values}
    offset = max(request.offset, 0)
    size = max(0, min(request.limit, DEEPEST - offset))
    body = {
        "query": matching(request, query),
        "sort": order(request, query),
        "from_": offset if size else 0,
        "size": size,
        "source": False,
        "track_total_hits": True,
        "track_scores": True,
        "timeout": SERVER_TIMEOUT,
        "allow_partial_search_results": False,
        # The same words ask the same copy: pages follow each other without gap or repeat.
        "preference": f"words-{crc32(query.text.encode())}",
    }
    if asked:
        body["post_filter"] = having_all(asked)
    body["aggs"] = facets(request.facets, asked)
    if words.is_strict(query):
        counted = {"total": {"filter": having_all(asked)}} | body["aggs"]
        body["aggs"]["strict"] = {"filter": words.strict(query), "aggs": counted}
    if suggesters := spelling_suggesters(query.terms):
        body["suggest"] = suggesters
    return body


def having(parameter: str, values: Iterable[str]) -> dict[str, Any]:
    """Return the clause of the entries that have one of the values of a parameter."""
    return {"terms": {f"filters.{parameter}": list(values)}}


def having_all(asked: Mapping[str, Sequence[str]], without: str = "") -> dict[str, Any]:
    """Return the clause of the entries that pass all the filters, one left out."""
    passed = [having(*chosen) for chosen in asked.items() if chosen[0] != without]
    return {"bool": {"filter": passed}}


def facets(parameters: Iterable[str], asked: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the aggregations that count parameters, each one's own choice set aside."""
    return {
        f"facet-{name}": {
            "filter": having_all(asked, without=name),
            "aggs": {"values": {"terms": {"field": f"filters.{name}", "size": FACET_VALUES}}},
        }
        for name in parameters
    }


def visible(
    hidden_paths: Sequence[str], now: datetime | None, *others: dict[str, Any]
) -> dict[str, Any]:
    """Return the clause of the entries that this reader may see."""
    hidden = [{"prefix": {"path": path}} for path in hidden_paths if path]
    passed = {"range": {"visible_until": {"lte": (now or timezone.now()).isoformat()}}}
    return {"bool": {"must_not": [passed, {"term": {"is_gone": True}}, *hidden, *others]}}


def matching(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the query of what is asked: which entries, and how well each answers."""
    limits = {"gte": request.since, "lt": request.before}
    dates = {name: day.isoformat() for name, day in limits.items() if day}
    required = [visible(request.hidden_paths, request.now, *words.excluded(query))]
    required += [having(*fixed) for fixed in request.fixed.items() if fixed[1]]
    required += [{"range": {"date": dates}}] if dates else []
    required += [] if request.among is None else [{"terms": {"uid": list(request.among)}}]
    if not query.terms:
        # Without words every entry is worth the same: nearness alone decides.
        near = [
            {"constant_score": {"filter": in_territory(path), "boost": weight}}
            for path, weight in request.near.items()
        ]
        return {"bool": {"filter": required, "should": near}}
    if request.sort != "pertinence":
        found = {"bool": {"filter": [*required, words.loose(query)]}}
    else:
        found = {"bool": {"must": [words.loose(query)], "filter": required}}
        found = by_functions(found, recency(request.now))
        if request.near:
            found = by_functions(found, nearness(request.near))
    if words.is_strict(query):
        lifted = {"constant_score": {"filter": words.strict(query), "boost": TIER}}
        found = {"bool": {"must": [found], "should": [lifted]}}
    return found


def by_functions(found: dict[str, Any], functions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a query whose scores are multiplied by the sum of some functions."""
    weighed = {"query": found, "functions": functions, "score_mode": "sum"}
    return {"function_score": weighed | {"boost_mode": "multiply"}}


def nearness(near: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the functions of the territories that come first."""
    return [
        {"filter": {"match_all": {}}, "weight": 1},
        *({"filter": in_territory(path), "weight": weight} for path, weight in near.items()),
    ]


def in_territory(path: str) -> dict[str, Any]:
    return {"term": {"filters.territoire": path}}


def recency(now: datetime | None) -> list[dict[str, Any]]:
    """Return the functions that hold old letters back: news get old, a solution does not."""
    letter = {"term": {"kind": weights.RECENT_KIND}}
    dated = {"bool": {"filter": [letter, {"exists": {"field": "date"}}]}}
    today = (now or timezone.now()).date().isoformat()
    decay = {"origin": today, "scale": f"{weights.RECENCY_DAYS}d", "decay": 0.5}
    return [
        {"filter": {"bool": {"must_not": [letter]}}, "weight": 1},
        {"filter": letter, "weight": 1 - weights.RECENCY},
        {"filter": dated, "exp": {"date": decay}, "weight": weights.RECENCY},
    ]


def order(request: SearchRequest, query: ParsedQuery) -> list[dict[str, Any]]:
    """Return the sort; its last keys make it one and the same on every copy."""
    titles = [{"alphabetical": "asc"}, {"uid": "asc"}]
    newest = {"date": {"order": "desc", "missing": "_last"}}
    if request.sort == "pertinence":
        return [{"_score": "desc"}, newest, *titles]
    tier = [{"_score": "desc"}] if words.is_strict(query) else []
    if request.sort == "titre":
        return [*tier, *titles]
    direction = "asc" if request.ascending else "desc"
    return [*tier, {"date": {"order": direction, "missing": "_last"}}, *titles]
