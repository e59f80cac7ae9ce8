"""Writes of changes, to the live index and to the one being built."""

import time
from collections.abc import Collection, Iterable

from elasticsearch import Elasticsearch

from hub.search.analysis import clean
from hub.search.contract import Entry
from hub.search.elastic.bulk import delete_operations, index_operations, send
from hub.search.elastic.documents import refusal
from hub.search.elastic.marks import tombstone_removals, tombstones
from hub.search.elastic.vectors import (
    EncodedEntry,
    IndexMissing,
    current_model,
    encoded_entries,
    update_mapping,
)

# Even with `gc_deletes` 0, Elasticsearch remembers a deletion for about 0.2 s (the resolution of
# its clock) and refuses the same version: retry until it has forgotten.
RETRIES, RETRY_SECONDS = 10, 0.25


def building_alias(name: str) -> str:
    """Return the alias of the index that a rebuild fills; `name` is that of the live index."""
    return f"{name}-building"


def apply(
    client: Elasticsearch, name: str, entries: Iterable[Entry], deleted: Iterable[str]
) -> dict[str, str]:
    """Store entries, then delete the uids `deleted`; return {uid: why} of those refused."""
    deleted = list(deleted)
    entries, refused = split_refused(entries)
    # Checked before writing: a rebuild that starts later reads the new state.
    is_building = client.indices.exists_alias(name=building_alias(name))
    refused |= write(client, name, entries, deleted)
    if is_building:
        try:
            # Tombstones first, so that the rebuild never deletes an entry published again.
            send(client, building_alias(name), [*tombstone_removals(entries), *tombstones(deleted)])
            write(client, building_alias(name), entries, deleted)
        except IndexMissing:
            # The rebuild ended meanwhile: its index is now the live one.
            write(client, name, entries, deleted)
    return refused


def write(
    client: Elasticsearch, alias: str, entries: list[Entry], deleted: list[str]
) -> dict[str, str]:
    """Store entries and delete uids in the index of an alias; return {uid: why} of the refused."""
    model = current_model()
    if entries:
        update_mapping(client, alias, model)
    changed = changed_entries(client, alias, list(encoded_entries(entries, model)))
    outcome = send(client, alias, [*index_operations(changed), *delete_operations(deleted)])
    refused = outcome.refused
    for _ in range(RETRIES):
        again = missing_uids(client, alias, set(outcome.conflicts) - set(deleted))
        if not again:
            break
        time.sleep(RETRY_SECONDS)
        retried = (encoded for encoded in changed if encoded.entry.uid in again)
        outcome = send(client, alias, index_operations(retried))
        refused |= outcome.refused
    return refused


def changed_entries(
    client: Elasticsearch, alias: str, entries: list[EncodedEntry]
) -> list[EncodedEntry]:
    """Return the entries that differ from what is stored, or have other vectors.

    Rewriting an identical entry would change all scores: the replaced document counts in the
    statistics until the segment merge.
    """
    if not entries:
        return []
    uids = [encoded.entry.uid for encoded in entries]
    found = client.mget(index=alias, ids=uids, source=["content_hash", "pieces_hash"])
    held = {
        doc["_id"]: (
            doc["_version"],
            doc["_source"]["content_hash"],
            doc["_source"].get("pieces_hash", ""),
        )
        for doc in found["docs"]
        if doc.get("found")
    }
    return [
        encoded
        for encoded in entries
        if not encoded.entry.content_hash or held.get(encoded.entry.uid) != stored_state(encoded)
    ]


def stored_state(encoded: EncodedEntry) -> tuple[int, str, str]:
    entry = encoded.entry
    return entry.version, clean(entry.content_hash), encoded.pieces_hash


def missing_uids(client: Elasticsearch, alias: str, uids: Collection[str]) -> set[str]:
    """Return the uids that are not stored."""
    if not uids:
        return set()
    found = client.mget(index=alias, ids=sorted(uids), source=False)
    return {doc["_id"] for doc in found["docs"] if not doc.get("found")}


def split_refused(entries: Iterable[Entry]) -> tuple[list[Entry], dict[str, str]]:
    """Return (entries that can be stored, {uid: why not} of the others).

    If a uid appears twice, the last entry wins.
    """
    by_uid = {entry.uid: entry for entry in entries}
    refused = {uid: why for uid, entry in by_uid.items() if (why := refusal(entry))}
    return [entry for uid, entry in by_uid.items() if uid not in refused], refused
