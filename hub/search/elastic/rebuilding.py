"""Rebuild: fill a new index, then swap the alias atomically."""

import secrets
import time
from collections.abc import Iterable

from elasticsearch import Elasticsearch

from hub.search.contract import Entry
from hub.search.elastic.bulk import NOT_FOUND, index_operations, send
from hub.search.elastic.documents import refusal
from hub.search.elastic.mapping import MAPPINGS, SETTINGS
from hub.search.elastic.marks import delete_tombstones
from hub.search.elastic.vectors import current_model, encoded_entries, mapping_properties
from hub.search.elastic.writing import building_alias

# Longest wait for the replicas before the new index is used without them.
REPLICAS_TIMEOUT = "20s"
REQUEST_TIMEOUT = 408
SETTINGS_WHILE_BUILDING = {
    # Replicas are added at the end, to copy the data once.
    "auto_expand_replicas": False,
    "number_of_replicas": 0,
    # Fewer, larger segments: merging two graphs of vectors costs about as much as making one.
    "refresh_interval": "-1",
}


def rebuild(client: Elasticsearch, name: str, entries: Iterable[Entry]) -> int:
    """Build an index of exactly `entries` and swap the alias to it; return its size.

    The index left by a killed rebuild is deleted first; a rebuild still running then fails.
    """
    building = building_alias(name)
    drop(client, indexes_of(client, building))
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    index = f"{name}-{moment}-{secrets.token_hex(3)}"
    settings = SETTINGS | SETTINGS_WHILE_BUILDING
    model = current_model()
    mappings = MAPPINGS | {"properties": mapping_properties(model)}
    client.indices.create(index=index, aliases={building: {}}, settings=settings, mappings=mappings)
    try:
        kept = (entry for entry in entries if not refusal(entry))
        send(client, building, index_operations(encoded_entries(kept, model)), refresh=False)
        client.indices.refresh(index=index)
        apply_settings(client, index)
        delete_tombstones(client, building)
        swap(client, name, index)
    except BaseException:
        drop(client, [index])
        raise
    # Tombstones written just before the swap.
    delete_tombstones(client, name)
    return client.count(index=name)["count"]


def apply_settings(client: Elasticsearch, index: str) -> None:
    """Give an index its settings, and wait for its replicas up to `REPLICAS_TIMEOUT`."""
    # None is the default of the server.
    settings = {
        "auto_expand_replicas": SETTINGS["auto_expand_replicas"],
        "refresh_interval": None,
    }
    client.indices.put_settings(index=index, settings=settings)
    client.options(ignore_status=REQUEST_TIMEOUT).cluster.health(
        index=index, wait_for_status="green", timeout=REPLICAS_TIMEOUT
    )


def swap(client: Elasticsearch, name: str, index: str) -> None:
    """Point the alias `name` to `index` and delete its former indexes, atomically."""
    client.indices.update_aliases(
        actions=[
            {"add": {"index": index, "alias": name}},
            {"remove": {"index": index, "alias": building_alias(name)}},
            *({"remove_index": {"index": former}} for former in indexes_of(client, name)),
        ]
    )


def indexes_of(client: Elasticsearch, alias: str) -> list[str]:
    """Return the names of the indexes of an alias."""
    found = client.options(ignore_status=NOT_FOUND).indices.get_alias(name=alias)
    return [] if "error" in found else list(found)


def drop(client: Elasticsearch, indexes: Iterable[str]) -> None:
    """Delete indexes; ignore those that no longer exist."""
    for index in indexes:
        client.options(ignore_status=NOT_FOUND).indices.delete(index=index)


def drop_all(client: Elasticsearch, name: str) -> None:
    """Delete every index of a name."""
    drop(client, [*indexes_of(client, name), *indexes_of(client, building_alias(name))])
