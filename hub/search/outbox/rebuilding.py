"""Rebuild the index of an engine from all pages while the site keeps changing."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from hub.search.models import SearchChange, SearchConsumer
from hub.search.outbox.consumers import Busy, Consumer, lease
from hub.search.outbox.draining import DrainResult, drain
from hub.search.projection import all_entries

# Largest difference allowed between the clocks of two machines.
CLOCK_SKEW = timedelta(minutes=5)
WAIT_SECONDS = 60.0


def rebuild(
    consumer: Consumer, on_batch: Callable[[int], None] | None = None
) -> tuple[int, DrainResult]:
    """Store every page again; return (entries stored, `DrainResult` of the changes replayed).

    Changes sent during the rebuild are sent once more after it, whenever each page was read.
    Raise `Busy` if a rebuild is already running, `EngineUnavailable` if the engine is down: it
    keeps its former content.
    """
    with lease(f"{consumer.name} rebuild") as extend_lease:
        started_at = timezone.now()

        def after_batch(read: int) -> None:
            extend_lease()
            if on_batch:
                on_batch(read)

        count = consumer.engine.rebuild(all_entries(after_batch))
        changes = SearchChange.objects.filter(engine=consumer.name)
        pending = {"done_at": None, "is_dead": False, "attempts": 0, "due_at": timezone.now()}
        changes.filter(done_at__gte=started_at - CLOCK_SKEW).update(**pending)
        changes.dead().update(**pending)
        try:
            drained = drain(consumer, wait=WAIT_SECONDS, force=True)
        except Busy:
            # The process that holds the lock sends these changes too.
            drained = DrainResult()
        SearchConsumer.objects.filter(engine=consumer.name).update(rebuilt_at=timezone.now())
    return count, drained
