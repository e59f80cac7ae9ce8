"""Bulk operations and the interpretation of their responses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from hub.search.contract import EngineUnavailable
from hub.search.elastic.documents import document
from hub.search.elastic.vectors import EncodedEntry, IndexMissing

CHUNK = 200
CHUNK_BYTES = 8_000_000
CONFLICT, NOT_FOUND, TOO_MANY, BROKEN = 409, 404, 429, 500


@dataclass
class BulkResult:
    """Result of operations: {uid: why} of those refused, uids with a version conflict."""

    refused: dict[str, str] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)


def send(
    client: Elasticsearch, alias: str, operations: Iterable[dict[str, Any]], *, refresh: bool = True
) -> BulkResult:
    """Send operations to the index of an alias; return the `BulkResult`.

    With `refresh`, searches see each chunk at once, which makes a segment of it. Raise
    `EngineUnavailable` for errors that a retry may solve.
    """
    outcome = BulkResult()
    for done, item in streaming_bulk(
        client,
        operations,
        index=alias,
        require_alias=True,  # otherwise a missing alias is created as an index
        chunk_size=CHUNK,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        refresh=refresh,
    ):
        answer = next(iter(item.values()))
        error = answer.get("error", {})
        if done or answer["status"] == NOT_FOUND and not error:
            continue  # the entry to delete is not stored
        if error.get("type") == "index_not_found_exception":
            raise IndexMissing("the index has not been built: run search_rebuild")
        why = f"{error.get('type')}: {error.get('reason')}"
        if answer["status"] == CONFLICT:
            outcome.conflicts.append(answer["_id"])
        elif answer["status"] == TOO_MANY or answer["status"] >= BROKEN:
            raise EngineUnavailable(why)
        else:
            outcome.refused[answer["_id"]] = why
    return outcome


def index_operations(entries: Iterable[EncodedEntry]) -> Iterator[dict[str, Any]]:
    """Yield the operations that store entries, unless a newer version is stored."""
    for encoded in entries:
        entry = encoded.entry
        yield {
            "_id": entry.uid,
            "_source": document(entry) | encoded.fields,
            "version": entry.version,
            "version_type": "external_gte",
        }


def delete_operations(uids: Iterable[str]) -> list[dict[str, Any]]:
    """Return the operations that delete uids."""
    return [{"_op_type": "delete", "_id": uid} for uid in uids]
