"""The bodies of the two smaller questions: titles that go on, entries that resemble."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.search.elastic.requests import SERVER_TIMEOUT, visible

# How many words of an entry are looked for elsewhere, and in how many entries they must be.
TELLING_WORDS = 25
FEWEST_ENTRIES = 2


def suggest_body(
    words: Sequence[str], hidden_paths: Sequence[str], now: datetime | None, limit: int
) -> dict[str, Any]:
    """Return the `_search` of the titles that hold all the words, the last one unfinished.

    Those that begin so come first, then the latest.
    """
    whole = [{"term": {"exact.title": word}} for word in words[:-1]]
    unfinished = {"prefix": {"exact.title": words[-1]}}
    begins = {"constant_score": {"filter": {"prefix": {"title_words": " ".join(words)}}}}
    return {
        "query": {
            "bool": {"filter": [visible(hidden_paths, now), *whole, unfinished], "should": [begins]}
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
    """Return the `_search` of the entries that share the words that say most of another one."""
    like = {
        "like": [{"_index": index, "_id": uid}],
        "fields": ["stems"],
        "min_term_freq": 1,
        "min_doc_freq": FEWEST_ENTRIES,
        "max_query_terms": TELLING_WORDS,
        "minimum_should_match": 1,
    }
    required = [visible(hidden_paths, now)]
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
