"""Tombstones of the entries deleted during a rebuild, in the index being built.

The rebuild may read an entry before its deletion and write it after: at the end, it deletes the
entries that have a tombstone. Tombstones have `is_gone`, which every search excludes.
"""

from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from hub.search.contract import Entry
from hub.search.elastic.bulk import delete_operations, send

QUERY = {"term": {"is_gone": True}}


def tombstones(uids: Iterable[str]) -> list[dict[str, Any]]:
    """Return the operations that write the tombstones of uids."""
    return [{"_id": tombstone_id(uid), "_source": {"uid": uid, "is_gone": True}} for uid in uids]


def tombstone_removals(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the operations that delete the tombstones of entries published again."""
    return delete_operations([tombstone_id(entry.uid) for entry in entries])


def tombstone_id(uid: str) -> str:
    return f"gone {uid}"


def delete_tombstones(client: Elasticsearch, alias: str) -> None:
    """Delete the entries with a tombstone, then the tombstones.

    An entry published again in the meantime is kept.
    """
    found = scan(client, index=alias, query={"query": QUERY, "_source": ["uid"]})
    uids = [hit["_source"]["uid"] for hit in found]
    if not uids:
        return
    # In this order: an entry published again after the first read has another `_seq_no`, one
    # published again before the second read has no tombstone any more.
    entries = client.mget(index=alias, ids=uids, source=False)["docs"]
    found_tombstones = client.mget(
        index=alias, ids=[tombstone_id(uid) for uid in uids], source=False
    )["docs"]
    deletions = [
        {
            "_op_type": "delete",
            "_id": entry["_id"],
            "if_seq_no": entry["_seq_no"],
            "if_primary_term": entry["_primary_term"],
        }
        for entry, tombstone in zip(entries, found_tombstones, strict=True)
        if entry["found"] and tombstone["found"]
    ]
    send(client, alias, [*deletions, *delete_operations([tombstone_id(uid) for uid in uids])])
