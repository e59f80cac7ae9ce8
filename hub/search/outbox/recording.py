"""Writes down what has changed, in the transaction of the change, and tells it once committed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from hub.search.models import SearchChange
from hub.search.outbox.consumers import consumer_names
from hub.search.outbox.delivery import deliver

ROWS_OF_ONE_STATEMENT = 500


class Committed:
    """What one transaction (or savepoint) has written down; Django calls it after the commit.

    A page saved with its thirty rows says thirty-one times that it has changed: once is enough.
    """

    # Django names in its log what a hook is.
    __qualname__ = "Committed"

    def __init__(self) -> None:
        self.seen = set()
        self.rows = []
        self.is_told = False

    def __call__(self) -> None:
        self.is_told = True
        deliver(self.rows)


def record(
    uids: Iterable[object], *, due_at: datetime | None = None, engines: Iterable[str] | None = None
) -> None:
    """Write down that `uids` have changed, for every engine (or those named).

    With `due_at`, a change that will happen by itself at that time: an expiry.
    """
    pending = _current()
    already = {key for one in _alive() for key in one.seen}
    rows = []
    for uid in dict.fromkeys(map(str, uids)):
        for engine in engines or consumer_names():
            key = (engine, uid, due_at)
            if key not in already:
                pending.seen.add(key)
                rows.append(SearchChange(engine=engine, uid=uid, due_at=due_at or timezone.now()))
    written = SearchChange.objects.bulk_create(rows, batch_size=ROWS_OF_ONE_STATEMENT)
    if due_at is None:
        pending.rows += [row.pk for row in written]
    if not connection.in_atomic_block and pending.rows:
        pending()


def _alive() -> list[Committed]:
    """Return what is still to be committed: Django forgets what a rollback takes away."""
    hooks = (hook[1] for hook in connection.run_on_commit)
    return [hook for hook in hooks if isinstance(hook, Committed) and not hook.is_told]


def _current() -> Committed:
    """Return the `Committed` of the innermost savepoint, a new one when it has none yet."""
    if not connection.in_atomic_block:
        return Committed()
    here = set(connection.savepoint_ids)
    for savepoints, hook, *_ in connection.run_on_commit:
        if isinstance(hook, Committed) and not hook.is_told and set(savepoints) == here:
            return hook
    pending = Committed()
    transaction.on_commit(pending, robust=True)
    return pending
