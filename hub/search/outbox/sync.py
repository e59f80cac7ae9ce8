"""One sync pass: read new documents, send due changes, delete old outbox rows."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from hub.search.attachments.reading import read_documents
from hub.search.models import SearchChange
from hub.search.outbox.consumers import Busy, consumers
from hub.search.outbox.draining import DrainResult, drain

# A rebuild replays the changes sent while it ran, so sent rows must outlive it
# (`hub.search.outbox.rebuilding`).
RETENTION = timedelta(days=1)
WAIT_SECONDS = 30.0


@dataclass
class SyncResult:
    """Result of one pass: documents read, {engine: `DrainResult`}, engines locked by others."""

    documents: int = 0
    drained: dict[str, DrainResult] = field(default_factory=dict)
    busy: list[str] = field(default_factory=list)

    @property
    def errors(self) -> dict[str, str]:
        """{engine: why} of the engines that are unavailable."""
        return {name: result.error for name, result in self.drained.items() if result.error}


def sync(*, force: bool = False) -> SyncResult:
    """Read the new documents, send the due changes to every engine, delete old outbox rows.

    `force` skips the backoff of engines that have just failed.
    """
    done = SyncResult(documents=read_documents())
    for consumer in consumers():
        try:
            done.drained[consumer.name] = drain(consumer, wait=WAIT_SECONDS, force=force)
        except Busy:
            done.busy.append(consumer.name)
    SearchChange.objects.filter(done_at__lt=timezone.now() - RETENTION).delete()
    return done
