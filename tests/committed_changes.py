"""Send outbox changes to the search without a commit.

Tests run in a transaction that is never committed, so the `on_commit` hooks of the outbox do not
run. They are run here before each query of the embedded engine, so that a list shows what a test
has just written. Tests of the outbox itself have an engine or a database of their own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection

from hub.search.embedded import EmbeddedEngine
from hub.search.engines import embedded_engine
from hub.search.outbox.consumers import Consumer
from hub.search.outbox.draining import drain
from hub.search.outbox.recording import PendingChanges

QUERY_METHODS = ("search", "suggest")
_state = {"is_sending": False, "is_paused": False}


def send_pending_changes() -> None:
    """Drain the pending changes into the embedded engine, as a commit would do."""
    if _state["is_sending"]:
        return
    _state["is_sending"] = True
    try:
        hooks = [
            hook[1] for hook in connection.run_on_commit if isinstance(hook[1], PendingChanges)
        ]
        for hook in hooks:
            hook.is_delivered = True
        if hooks:
            drain(Consumer(embedded_engine(), is_local=True), force=True)
    finally:
        _state["is_sending"] = False
    connection.run_on_commit = [
        hook for hook in connection.run_on_commit if not isinstance(hook[1], PendingChanges)
    ]


@contextmanager
def send_changes_then_pause() -> Iterator[None]:
    """Send the pending changes, then stop sending until the end of the block."""
    send_pending_changes()
    _state["is_paused"] = True
    try:
        yield
    finally:
        _state["is_paused"] = False


@contextmanager
def send_changes_before_queries() -> Iterator[None]:
    """Send the pending changes to the embedded engine before each of its queries."""

    def send_before(read: Callable[..., Any]) -> Callable[..., Any]:
        def send_then_read(engine: EmbeddedEngine, *args: Any, **kwargs: Any) -> Any:
            if engine is embedded_engine() and not _state["is_paused"]:
                send_pending_changes()
            return read(engine, *args, **kwargs)

        return send_then_read

    reads: dict[str, Any] = {
        name: send_before(getattr(EmbeddedEngine, name)) for name in QUERY_METHODS
    }
    with patch.multiple(EmbeddedEngine, **reads):
        yield
