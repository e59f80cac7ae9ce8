"""One sync pass: read new documents, send due changes, delete old outbox rows."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from hub.search.attachments.reading import read_documents
from hub.search.models import SearchChange, SearchConsumer
from hub.search.outbox.consumers import Busy, consumer_names, consumers
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

    @property
    def sent(self) -> int:
        """Number of changes sent to all the engines."""
        return sum(result.sent for result in self.drained.values())


def sync(*, force: bool = False) -> SyncResult:
    """Read the new documents, send the due changes to every engine, delete old outbox rows.

    `force` skips the backoff of engines that have just failed.
    """
    documents = read_documents()
    done = send_changes(force=force)
    done.documents = documents
    delete_sent()
    return done


def send_changes(*, force: bool = False, limit: int | None = None) -> SyncResult:
    """Send the due changes to every engine, at most `limit` to each."""
    done = SyncResult()
    for consumer in consumers():
        try:
            done.drained[consumer.name] = drain(
                consumer, wait=WAIT_SECONDS, force=force, limit=limit
            )
        except Busy:
            done.busy.append(consumer.name)
    return done


def are_changes_due() -> bool:
    """Return whether an engine that is not in backoff has changes to receive now."""
    now = timezone.now()
    paused = SearchConsumer.objects.filter(next_attempt_at__gt=now).values("engine")
    due = SearchChange.objects.waiting().filter(due_at__lte=now, engine__in=consumer_names())
    return due.exclude(engine__in=paused).exists()


def delete_sent() -> None:
    """Delete the outbox rows sent more than `RETENTION` ago."""
    SearchChange.objects.filter(done_at__lt=timezone.now() - RETENTION).delete()
