"""Body of the `_search` request of title suggestions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.search.completion import Reading
from hub.search.elastic.requests import SERVER_TIMEOUT, visible_filter


def suggest_body(
    found: Sequence[Reading], hidden_paths: Sequence[str], now: datetime | None, limit: int
) -> dict[str, Any]:
    """Return the `_search` of the titles that contain the words of one of the readings `found`.

    The last word is unfinished. Titles that start with the words come first, then the latest.
    """
    begins = [{"prefix": {"title_words": " ".join(reading)}} for reading in found]
    return {
        "query": {
            "bool": {
                "filter": [
                    visible_filter(hidden_paths, now),
                    {"bool": {"should": [_has_words(reading) for reading in found]}},
                ],
                "should": [{"constant_score": {"filter": {"bool": {"should": begins}}}}],
            }
        },
        "sort": [
            {"_score": "desc"},
            {"date": {"order": "desc", "missing": "_last"}},
            {"alphabetical": "asc"},
            {"uid": "asc"},
        ],
        "size": limit,
        "_source": ["kind", "title", "url"],
        "track_total_hits": False,
        "timeout": SERVER_TIMEOUT,
    }


def _has_words(reading: Reading) -> dict[str, Any]:
    complete = [{"term": {"exact.title": word}} for word in reading[:-1]]
    unfinished = {"prefix": {"exact.title": reading[-1]}}
    return {"bool": {"filter": [*complete, unfinished]}}
