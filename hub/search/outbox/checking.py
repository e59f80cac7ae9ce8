"""Compares what an engine holds with what the site says."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from hub.search.models import SearchChange
from hub.search.outbox.consumers import Consumer
from hub.search.outbox.draining import Drained, drain
from hub.search.outbox.recording import record
from hub.search.projection import all_entries

WAIT_SECONDS = 60.0


@dataclass(frozen=True)
class Drift:
    """Uids that the engine lacks, holds in another state, or should not hold."""

    expected: int
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def uids(self) -> tuple[str, ...]:
        return (*self.missing, *self.stale, *self.extra)


def find_drift(consumer: Consumer, on_batch: Callable[[int], None] | None = None) -> Drift:
    """Return the `Drift` of an engine; what changes while it is compared is left out."""
    started_at = timezone.now()
    stored = {uid: content_hash for uid, content_hash, _ in consumer.engine.stored()}
    expected, missing, stale = 0, [], []
    for entry in all_entries(on_batch):
        expected += 1
        held = stored.pop(entry.uid, None)
        if held is None:
            missing.append(entry.uid)
        elif held != entry.content_hash:
            stale.append(entry.uid)
    changes = SearchChange.objects.filter(engine=consumer.name, created_at__gte=started_at)
    moving = set(changes.values_list("uid", flat=True))
    kept = [tuple(u for u in uids if u not in moving) for uids in (missing, stale, stored)]
    return Drift(expected, *kept)


def repair(consumer: Consumer, drift: Drift) -> Drained:
    """Tell an engine again what it holds wrongly; return the `Drained`."""
    changes = SearchChange.objects.filter(engine=consumer.name, uid__in=drift.uids)
    changes.dead().delete()
    record(drift.uids, engines=[consumer.name])
    return drain(consumer, wait=WAIT_SECONDS, force=True)
