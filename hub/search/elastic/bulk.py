"""Operations sent in bulk, and what their answers mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from hub.search.contract import EngineUnavailable, Entry
from hub.search.elastic.documents import document

CHUNK = 200
CHUNK_BYTES = 8_000_000
CONFLICT, NOT_FOUND, TOO_MANY, BROKEN = 409, 404, 429, 500


class NotThere(EngineUnavailable):
    """The index is not there: it has not been built yet, or is not being built any more."""


@dataclass
class Outcome:
    """What became of operations: {uid: why} of those refused, uids that have a newer version."""

    refused: dict = field(default_factory=dict)
    conflicts: list = field(default_factory=list)


def send(client: Elasticsearch, alias: str, operations: Iterable[dict[str, Any]]) -> Outcome:
    """Send operations to the index of an alias; return the `Outcome`, visible to searches.

    Raises `EngineUnavailable` when the same operations may pass later.
    """
    outcome = Outcome()
    for done, item in streaming_bulk(
        client,
        operations,
        index=alias,
        require_alias=True,  # or a name without an index would become one
        chunk_size=CHUNK,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        refresh=True,
    ):
        answer = next(iter(item.values()))
        error = answer.get("error", {})
        if done or answer["status"] == NOT_FOUND and not error:
            continue  # what should be deleted is not there
        if error.get("type") == "index_not_found_exception":
            raise NotThere("the index has not been built: run search_rebuild")
        why = f"{error.get('type')}: {error.get('reason')}"
        if answer["status"] == CONFLICT:
            outcome.conflicts.append(answer["_id"])
        elif answer["status"] == TOO_MANY or answer["status"] >= BROKEN:
            raise EngineUnavailable(why)
        else:
            outcome.refused[answer["_id"]] = why
    return outcome


def stored(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Yield the operations that store entries, unless a newer version is there."""
    for entry in entries:
        yield {
            "_id": entry.uid,
            "_source": document(entry),
            "version": entry.version,
            "version_type": "external_gte",
        }


def forgotten(uids: Iterable[str]) -> list[dict[str, Any]]:
    """Return the operations that forget uids."""
    return [{"_op_type": "delete", "_id": uid} for uid in uids]
