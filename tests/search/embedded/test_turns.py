"""A long write leaves the lock of SQLite to other writers between its transactions."""

import pytest
from django.db import connection

from hub.search.contract import Entry
from hub.search.embedded import EmbeddedEngine, writing
from hub.search.outbox import record
from tests.factories import ResourcePageFactory

pytestmark = pytest.mark.django_db(transaction=True)

IS_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether a transaction is open, at each turn left to other writers of a database file."""
    seen: list[bool] = []
    monkeypatch.setattr(connection.creation, "is_in_memory_db", lambda name: False, raising=False)
    monkeypatch.setattr(writing.time, "sleep", lambda _: seen.append(connection.in_atomic_block))
    return seen


def test_batches_of_changes_take_turns_with_other_writers(turns: list[bool]) -> None:
    pages = [ResourcePageFactory() for _ in range(25)]
    turns.clear()
    record(page.uid for page in pages)
    assert turns == ([False] * 2 if IS_SQLITE else [])


def test_one_batch_does_not_wait(turns: list[bool]) -> None:
    ResourcePageFactory()
    assert turns == []


def test_a_rebuild_takes_turns_while_it_fills_and_while_it_deletes(turns: list[bool]) -> None:
    entries = [Entry(uid=f"{number}", kind="lettre", title="Jardin") for number in range(45)]
    EmbeddedEngine().rebuild(entries)
    filled = list(turns)
    EmbeddedEngine().rebuild(entries)
    assert filled == ([False] * 3 if IS_SQLITE else [])
    assert not any(turns)
    assert len(turns) > 2 * len(filled) or not IS_SQLITE
