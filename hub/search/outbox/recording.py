"""Record changes in the outbox, within their transaction, and deliver them after commit."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from hub.search.models import SearchChange
from hub.search.outbox.consumers import consumer_names
from hub.search.outbox.delivery import deliver

INSERT_BATCH = 500


class PendingChanges:
    """Commit hook of one transaction (or savepoint): the outbox rows that it has written.

    Deduplicates: a page saved with thirty inline objects reports thirty-one changes of itself.
    """

    # Django logs the qualified name of a hook that fails.
    __qualname__ = "PendingChanges"

    def __init__(self) -> None:
        self.seen = set()
        self.rows = []
        self.is_delivered = False

    def __call__(self) -> None:
        self.is_delivered = True
        deliver(self.rows)


def record(
    uids: Iterable[object],
    *,
    due_at: datetime | None = None,
    engines: Collection[str] | None = None,
) -> None:
    """Record that `uids` have changed, for every engine or for those named in `engines`.

    `due_at` schedules a change that happens by itself at that time: an expiry.
    """
    pending = _current_hook()
    already = {key for hook in _pending_hooks() for key in hook.seen}
    rows = []
    for uid in dict.fromkeys(map(str, uids)):
        for engine in engines or consumer_names():
            key = (engine, uid, due_at)
            if key not in already:
                pending.seen.add(key)
                rows.append(SearchChange(engine=engine, uid=uid, due_at=due_at or timezone.now()))
    written = SearchChange.objects.bulk_create(rows, batch_size=INSERT_BATCH)
    if due_at is None:
        pending.rows += [row.pk for row in written]
    if not connection.in_atomic_block and pending.rows:
        pending()


def _pending_hooks() -> list[PendingChanges]:
    """Return the hooks not yet committed; Django drops those of a rolled back savepoint."""
    hooks = (hook[1] for hook in connection.run_on_commit)
    return [hook for hook in hooks if isinstance(hook, PendingChanges) and not hook.is_delivered]


def _current_hook() -> PendingChanges:
    """Return the `PendingChanges` of the innermost savepoint; register one if it has none."""
    if not connection.in_atomic_block:
        return PendingChanges()
    current_savepoints = set(connection.savepoint_ids)
    for savepoints, hook, *_ in connection.run_on_commit:
        if (
            isinstance(hook, PendingChanges)
            and not hook.is_delivered
            and set(savepoints) == current_savepoints
        ):
            return hook
    pending = PendingChanges()
    transaction.on_commit(pending, robust=True)
    return pending
