"""Bodies of the two other `_search` requests: title suggestions and similar entries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.search.elastic.requests import SERVER_TIMEOUT, visible_filter

# Words of an entry that are searched, and smallest document frequency of these words.
MAX_QUERY_TERMS = 25
MIN_DOC_FREQ = 2


def suggest_body(
    words: Sequence[str], hidden_paths: Sequence[str], now: datetime | None, limit: int
) -> dict[str, Any]:
    """Return the `_search` of the titles that contain all the words, the last one unfinished.

    Titles that start with the words come first, then the latest.
    """
    complete = [{"term": {"exact.title": word}} for word in words[:-1]]
    unfinished = {"prefix": {"exact.title": words[-1]}}
    begins = {"constant_score": {"filter": {"prefix": {"title_words": " ".join(words)}}}}
    return {
        "query": {
            "bool": {
                "filter": [visible_filter(hidden_paths, now), *complete, unfinished],
                "should": [begins],
            }
        },
        "sort": [
            {"_score": "desc"},
            {"date": {"order": "desc", "missing": "_last"}},
            {"alphabetical": "asc"},
            {"uid": "asc"},
        ],
        "size": limit,
        "source": ["kind", "title", "url"],
        "track_total_hits": False,
        "timeout": SERVER_TIMEOUT,
        "allow_partial_search_results": False,
    }


def similar_body(
    index: str,
    uid: str,
    kinds: Sequence[str],
    hidden_paths: Sequence[str],
    now: datetime | None,
    limit: int,
) -> dict[str, Any]:
    """Return the `_search` of the entries that share the most characteristic words of `uid`."""
    like = {
        "like": [{"_index": index, "_id": uid}],
        "fields": ["stems"],
        "min_term_freq": 1,
        "min_doc_freq": MIN_DOC_FREQ,
        "max_query_terms": MAX_QUERY_TERMS,
        "minimum_should_match": 1,
    }
    required = [visible_filter(hidden_paths, now)]
    if kinds:
        required.append({"terms": {"kind": list(kinds)}})
    return {
        "query": {"bool": {"must": [{"more_like_this": like}], "filter": required}},
        "sort": [{"_score": "desc"}, {"uid": "asc"}],
        "size": max(limit, 0),
        "source": False,
        "track_total_hits": False,
        "track_scores": True,
        "timeout": SERVER_TIMEOUT,
        "allow_partial_search_results": False,
    }
