"""Makes an engine's content anew from all the pages, while the site goes on changing."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from hub.search.models import SearchChange, SearchConsumer
from hub.search.outbox.consumers import Busy, Consumer, lease
from hub.search.outbox.draining import Drained, drain
from hub.search.projection import all_entries

# The clocks of two machines may differ by as much.
CLOCKS = timedelta(minutes=5)
WAIT_SECONDS = 60.0


def rebuild(
    consumer: Consumer, on_batch: Callable[[int], None] | None = None
) -> tuple[int, Drained]:
    """Store every page anew; return (entries stored, `Drained` of what changed meanwhile).

    Engines follow the changes that are told during a rebuild; all of them are told once more
    after it, so that nothing depends on when each was read. `Busy` if a rebuild is under way,
    `EngineUnavailable` if the engine is down: it keeps its former content.
    """
    with lease(f"{consumer.name} rebuild") as keep:
        started_at = timezone.now()

        def follow(read: int) -> None:
            keep()
            if on_batch:
                on_batch(read)

        count = consumer.engine.rebuild(all_entries(follow))
        changes = SearchChange.objects.filter(engine=consumer.name)
        again = {"done_at": None, "is_dead": False, "attempts": 0, "due_at": timezone.now()}
        changes.filter(done_at__gte=started_at - CLOCKS).update(**again)
        changes.dead().update(**again)
        try:
            drained = drain(consumer, wait=WAIT_SECONDS, force=True)
        except Busy:
            # Others are telling changes all the time, these with them.
            drained = Drained()
        SearchConsumer.objects.filter(engine=consumer.name).update(rebuilt_at=timezone.now())
    return count, drained
