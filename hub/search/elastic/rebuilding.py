"""A whole index built beside the one that answers, which it replaces in one step."""

import secrets
import time
from collections.abc import Iterable

from elasticsearch import Elasticsearch

from hub.search.contract import Entry
from hub.search.elastic.bulk import NOT_FOUND, send, stored
from hub.search.elastic.documents import refusal
from hub.search.elastic.mapping import MAPPINGS, SETTINGS
from hub.search.elastic.marks import remove_marked
from hub.search.elastic.writing import building_alias

# How long a rebuild waits for the copies on the other nodes before it answers without them.
COPIES_TIMEOUT = "20s"
OUT_OF_TIME = 408


def rebuild(client: Elasticsearch, name: str, entries: Iterable[Entry]) -> int:
    """Build an index of exactly `entries` and make it the one that answers; return its size.

    What a rebuild that was killed has left goes first; another one under way fails.
    """
    building = building_alias(name)
    drop(client, indexes_of(client, building))
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    index = f"{name}-{moment}-{secrets.token_hex(3)}"
    # Copies are made once, at the end.
    settings = SETTINGS | {"auto_expand_replicas": False, "number_of_replicas": 0}
    client.indices.create(index=index, aliases={building: {}}, settings=settings, mappings=MAPPINGS)
    try:
        send(client, building, stored(entry for entry in entries if not refusal(entry)))
        copy_to_other_nodes(client, index)
        remove_marked(client, building)
        swap(client, name, index)
    except BaseException:
        drop(client, [index])
        raise
    # Those of the last instant before the swap.
    remove_marked(client, name)
    return client.count(index=name)["count"]


def copy_to_other_nodes(client: Elasticsearch, index: str) -> None:
    """Ask for the copies, and wait for them a while."""
    copies = {"auto_expand_replicas": SETTINGS["auto_expand_replicas"]}
    client.indices.put_settings(index=index, settings=copies)
    client.options(ignore_status=OUT_OF_TIME).cluster.health(
        index=index, wait_for_status="green", timeout=COPIES_TIMEOUT
    )


def swap(client: Elasticsearch, name: str, index: str) -> None:
    """Make `index` the one that answers and drop the others of this name, in one step."""
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
    """Delete indexes, those that are still there."""
    for index in indexes:
        client.options(ignore_status=NOT_FOUND).indices.delete(index=index)


def drop_all(client: Elasticsearch, name: str) -> None:
    """Delete everything of a name."""
    drop(client, [*indexes_of(client, name), *indexes_of(client, building_alias(name))])
