"""Conversion of a `SearchRequest` into the body of a `_search`, by words."""

from collections import defaultdict
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
from hub.search.elastic.holding import ADJACENT, HOLDING, holding_filters
from hub.search.elastic.mapping import MAX_RESULT_WINDOW
from hub.search.elastic.spelling import spelling_suggesters
from hub.search.query import ParsedQuery

# More values than a parameter can have, so that all are counted.
FACET_VALUES = 10_000
# Name of the result of enough of the words.
STRICT = "strict"
# Scores added to the entries of a result, above that of any text. Adjacent words come first only
# when few entries hold both: `hub.search.elastic.answers` does it.
BOOST = 1000.0
PART_BOOSTS = {STRICT: BOOST, HOLDING: BOOST, ADJACENT: 0.0}
# The server stops just before the client's time-out.
SERVER_TIMEOUT = f"{int(READ_TIMEOUT * 1000) - 50}ms"


def search_body(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the body of the `_search` of a request and its `ParsedQuery`, by words alone.

    The response holds several results, one for each of `part_filters` and that of any word, counted
    by its aggregations; `hub.search.elastic.answers` selects the two that make the page.
    """
    offset, size = page_bounds(request, query)
    return words_body(request, query, offset, size) | counts(request, query)


def page_bounds(request: SearchRequest, query: ParsedQuery) -> tuple[int, int]:
    """Return (offset, size) of the hits to read for a page sorted by the server.

    For two words, whether adjacent ones come first depends on the number of entries that hold both:
    they are sorted again, so all the first ones are read.
    """
    offset = max(request.offset, 0)
    size = max(0, min(request.limit, MAX_RESULT_WINDOW - offset))
    if not size:
        return 0, 0
    if ADJACENT in part_filters(query) and offset < weights.MAX_PAIRS:
        return 0, max(offset + size, weights.MAX_PAIRS)
    return offset, size


def words_body(
    request: SearchRequest, query: ParsedQuery, offset: int, size: int
) -> dict[str, Any]:
    """Return the body of the entries that match the words and pass the filters, sorted."""
    body: dict[str, Any] = {
        "query": main_query(request, query),
        "sort": sort_clauses(request, query),
        "from": offset,
        "size": size,
        "_source": False,
        "track_total_hits": False,
        "track_scores": True,
        "timeout": SERVER_TIMEOUT,
    }
    if asked := asked_filters(request):
        body["post_filter"] = all_filters(asked)
    return body


def counts(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the part of a body that counts each result, and asks for corrections."""
    counted = counted_values(request)
    parts = {
        name: {"filter": clause, "aggs": counted} for name, clause in part_filters(query).items()
    }
    return {"aggs": counted | parts} | suggestions_of(query)


def first_part_counts(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the same as `counts` for the results that may be the first part only.

    Of the others, only the number of entries is counted: thousands of values take a while to read.
    """
    counted = counted_values(request)
    held = holding_filters(query)
    parts = {
        name: {"filter": clause} | ({"aggs": counted} if name in held else {})
        for name, clause in part_filters(query).items()
    }
    return {"aggs": parts if held else parts | counted} | suggestions_of(query)


def counted_values(request: SearchRequest) -> dict[str, Any]:
    """Return the aggregations of a result: entries that pass the filters, values of the facets."""
    asked = asked_filters(request)
    total = {"total": {"filter": all_filters(asked)}}
    return total | facet_aggregations(request.facets, asked)


def suggestions_of(query: ParsedQuery) -> dict[str, Any]:
    """Return the part of a body that asks for corrections of the unknown words."""
    suggesters = spelling_suggesters(query.terms)
    return {"suggest": suggesters} if suggesters else {}


def parameters(query: ParsedQuery) -> dict[str, Any]:
    """Return the URL parameters of a search, or the header of one of several."""
    return {
        # The same query goes to the same shard copy, so that pages neither overlap nor skip hits.
        "preference": f"words-{crc32(query.text.encode())}",
        "allow_partial_search_results": False,
    }


def part_filters(query: ParsedQuery) -> dict[str, dict[str, Any]]:
    """Return {name: filter} of the results within that of any word, by name of aggregation."""
    if not query.terms:
        return {}
    strict = {STRICT: words.strict_filter(query)} if words.is_strict(query) else {}
    return holding_filters(query) | strict


def asked_filters(request: SearchRequest) -> dict[str, tuple[str, ...]]:
    """Return the filters of a request that have values."""
    return {parameter: values for parameter, values in request.filters.items() if values}


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


def required_filters(request: SearchRequest, query: ParsedQuery) -> list[dict[str, Any]]:
    """Return the filters of the entries that a request may find, its own filters apart."""
    limits = {"gte": request.since, "lt": request.before}
    dates = {name: day.isoformat() for name, day in limits.items() if day}
    required = [visible_filter(request.hidden_paths, request.now, *words.excluded_filters(query))]
    required += [value_filter(*fixed) for fixed in request.fixed.items() if fixed[1]]
    required += [{"range": {"date": dates}}] if dates else []
    required += [] if request.among is None else [{"terms": {"uid": list(request.among)}}]
    return required


def main_query(request: SearchRequest, query: ParsedQuery) -> dict[str, Any]:
    """Return the query: matching entries and their scores, the narrowest result first."""
    required = required_filters(request, query)
    near = near_groups(request)
    if not query.terms:
        # Without words every text score is 0: nearness alone is the score.
        return {"bool": {"filter": required, "should": largest_weight(near)}}
    if request.sort != "pertinence":
        nearest = largest_weight(near) if request.sort == "proximite" else []
        found = {"bool": {"filter": [*required, words.any_word_query(query)], "should": nearest}}
    else:
        found = {"bool": {"must": [words.any_word_query(query)], "filter": required}}
        found = function_score(found, recency_decay(request.now))
        if near:
            found = function_score(found, near_boosts(near), "max")
    boosts = [
        {"constant_score": {"filter": clause, "boost": PART_BOOSTS[name], "_name": name}}
        for name, clause in part_filters(query).items()
    ]
    return {"bool": {"must": [found], "should": boosts}} if boosts else found


def function_score(
    found: dict[str, Any], functions: list[dict[str, Any]], score_mode: str = "sum"
) -> dict[str, Any]:
    """Return a query with its scores multiplied by the sum (or `score_mode`) of `functions`."""
    weighted = {"query": found, "functions": functions, "score_mode": score_mode}
    return {"function_score": weighted | {"boost_mode": "multiply"}}


def near_groups(request: SearchRequest) -> dict[float, list[str]]:
    """Return {weight: territory paths}: one clause for each weight, however many territories."""
    groups: dict[float, list[str]] = defaultdict(list)
    for path, weight in request.near_weights.items():
        groups[weight].append(path)
    return groups


def largest_weight(groups: Mapping[float, Sequence[str]]) -> list[dict[str, Any]]:
    """Return the clause whose score is the largest weight of an entry; none without groups."""
    queries = [
        {"constant_score": {"filter": value_filter("lieu", paths), "boost": weight}}
        for weight, paths in groups.items()
    ]
    return [{"dis_max": {"queries": queries}}] if queries else []


def near_boosts(groups: Mapping[float, Sequence[str]]) -> list[dict[str, Any]]:
    """Return the score functions that boost some territories."""
    return [
        {"filter": {"match_all": {}}, "weight": 1},
        *(
            {"filter": value_filter("lieu", paths), "weight": 1 + weight}
            for weight, paths in groups.items()
        ),
    ]


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
    direction = "asc" if request.ascending else "desc"
    dates = {"date": {"order": direction, "missing": "_last"}}
    if request.sort in ("pertinence", "proximite"):
        return [{"_score": "desc"}, dates, *titles]
    tier = [{"_score": "desc"}] if part_filters(query) else []
    if request.sort == "titre":
        return [*tier, *titles]
    return [*tier, dates, *titles]
