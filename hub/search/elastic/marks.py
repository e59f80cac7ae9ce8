"""Marks of what was deleted during a rebuild, in the index being built.

The rebuild may have read the entry before its deletion and write it after: the mark tells it, at
the end, to delete it once more. Nobody takes a mark for an entry: `is_gone` says what it is.
"""

from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from hub.search.contract import Entry
from hub.search.elastic.bulk import forgotten, send

QUERY = {"term": {"is_gone": True}}


def marked(uids: Iterable[str]) -> list[dict[str, Any]]:
    """Return the operations that mark uids as deleted."""
    return [{"_id": mark(uid), "_source": {"uid": uid, "is_gone": True}} for uid in uids]


def unmarked(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the operations that take the marks of entries away: they are published again."""
    return forgotten([mark(entry.uid) for entry in entries])


def mark(uid: str) -> str:
    return f"gone {uid}"


def remove_marked(client: Elasticsearch, alias: str) -> None:
    """Delete what is marked, then the marks; an entry published again meanwhile stays."""
    found = scan(client, index=alias, query={"query": QUERY, "_source": ["uid"]})
    uids = [hit["_source"]["uid"] for hit in found]
    if not uids:
        return
    # In this order: an entry published again after the first look has another number, one
    # published before has no mark any more.
    entries = client.mget(index=alias, ids=uids, source=False)["docs"]
    marks = client.mget(index=alias, ids=[mark(uid) for uid in uids], source=False)["docs"]
    doomed = [
        {
            "_op_type": "delete",
            "_id": entry["_id"],
            "if_seq_no": entry["_seq_no"],
            "if_primary_term": entry["_primary_term"],
        }
        for entry, held in zip(entries, marks, strict=True)
        if entry["found"] and held["found"]
    ]
    send(client, alias, [*doomed, *forgotten([mark(uid) for uid in uids])])
