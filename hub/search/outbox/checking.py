"""Compare what an engine stores with the published pages, and repair the differences."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from hub.search.models import SearchChange
from hub.search.outbox.consumers import Consumer
from hub.search.outbox.draining import DrainResult, drain
from hub.search.outbox.recording import record
from hub.search.projection import all_entries

WAIT_SECONDS = 60.0


@dataclass(frozen=True)
class Drift:
    """Differences between an engine and the site, as uids; `expected` is the number of pages.

    `missing` are not stored, `stale` have another content hash, `extra` should not be stored.
    """

    expected: int
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def uids(self) -> tuple[str, ...]:
        return (*self.missing, *self.stale, *self.extra)


def find_drift(consumer: Consumer, on_batch: Callable[[int], None] | None = None) -> Drift:
    """Return the `Drift` of an engine; pages that change during the comparison are left out."""
    started_at = timezone.now()
    stored = {uid: content_hash for uid, content_hash, _ in consumer.engine.stored()}
    expected, missing, stale = 0, [], []
    for entry in all_entries(on_batch):
        expected += 1
        stored_hash = stored.pop(entry.uid, None)
        if stored_hash is None:
            missing.append(entry.uid)
        elif stored_hash != entry.content_hash:
            stale.append(entry.uid)
    changes = SearchChange.objects.filter(engine=consumer.name, created_at__gte=started_at)
    changing = set(changes.values_list("uid", flat=True))
    kept = [tuple(u for u in uids if u not in changing) for uids in (missing, stale, stored)]
    return Drift(expected, *kept)


def repair(consumer: Consumer, drift: Drift) -> DrainResult:
    """Send the pages of `drift` to the engine again; return the `DrainResult`."""
    changes = SearchChange.objects.filter(engine=consumer.name, uid__in=drift.uids)
    changes.dead().delete()
    record(drift.uids, engines=[consumer.name])
    return drain(consumer, wait=WAIT_SECONDS, force=True)
