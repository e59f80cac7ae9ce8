"""Writing entries as they change, in the index that answers and in the one being built."""

import time
from collections.abc import Collection, Iterable

from elasticsearch import Elasticsearch

from hub.search.analysis import clean
from hub.search.contract import Entry
from hub.search.elastic.bulk import NotThere, forgotten, send, stored
from hub.search.elastic.documents import refusal
from hub.search.elastic.marks import marked, unmarked

# Elasticsearch remembers for a moment, by its clock of a fifth of a second, that it has deleted
# something, and refuses the version that it had: the entry is sent again when it has forgotten.
TIMES, WAIT_SECONDS = 10, 0.25


def building_alias(name: str) -> str:
    """Return the alias of the index that a rebuild fills, beside `name`, that which answers."""
    return f"{name}-building"


def apply(
    client: Elasticsearch, name: str, entries: Iterable[Entry], deleted: Iterable[str]
) -> dict[str, str]:
    """Write entries, then forget uids; return {uid: why} for what was refused."""
    deleted = list(deleted)
    entries, refused = sorted_out(entries)
    # Asked first: a rebuild that starts later will read what is being written.
    is_building = client.indices.exists_alias(name=building_alias(name))
    refused |= write(client, name, entries, deleted)
    if is_building:
        try:
            # Marks first: those who see the new entry know that it is there for good.
            send(client, building_alias(name), [*unmarked(entries), *marked(deleted)])
            write(client, building_alias(name), entries, deleted)
        except NotThere:
            # It has just become the one that answers.
            write(client, name, entries, deleted)
    return refused


def write(
    client: Elasticsearch, alias: str, entries: list[Entry], deleted: list[str]
) -> dict[str, str]:
    """Write in the index of an alias; return {uid: why} for what was refused."""
    entries = changed(client, alias, entries)
    outcome = send(client, alias, [*stored(entries), *forgotten(deleted)])
    refused = outcome.refused
    for _ in range(TIMES):
        again = missing(client, alias, set(outcome.conflicts) - set(deleted))
        if not again:
            break
        time.sleep(WAIT_SECONDS)
        outcome = send(client, alias, stored(e for e in entries if e.uid in again))
        refused |= outcome.refused
    return refused


def changed(client: Elasticsearch, alias: str, entries: list[Entry]) -> list[Entry]:
    """Return the entries that are not stored as they are.

    Writing one again would change the scores of all: what it replaces counts until it is cleared.
    """
    if not entries:
        return []
    found = client.mget(index=alias, ids=[e.uid for e in entries], source=["content_hash"])
    held = {
        doc["_id"]: (doc["_version"], doc["_source"]["content_hash"])
        for doc in found["docs"]
        if doc.get("found")
    }
    return [e for e in entries if not e.content_hash or held.get(e.uid) != kept_state(e)]


def kept_state(entry: Entry) -> tuple[int, str]:
    return entry.version, clean(entry.content_hash)


def missing(client: Elasticsearch, alias: str, uids: Collection[str]) -> set[str]:
    """Return those of the uids that are not stored."""
    if not uids:
        return set()
    found = client.mget(index=alias, ids=sorted(uids), source=False)
    return {doc["_id"] for doc in found["docs"] if not doc.get("found")}


def sorted_out(entries: Iterable[Entry]) -> tuple[list[Entry], dict[str, str]]:
    """Return (entries that can be stored, {uid: why not} of the others).

    The last entry of a uid counts.
    """
    by_uid = {entry.uid: entry for entry in entries}
    refused = {uid: why for uid, entry in by_uid.items() if (why := refusal(entry))}
    return [entry for uid, entry in by_uid.items() if uid not in refused], refused
