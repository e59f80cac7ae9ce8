"""Body of the `_search` request of title suggestions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.search.elastic.requests import SERVER_TIMEOUT, visible_filter


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
