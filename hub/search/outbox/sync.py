"""One pass over all that waits: documents to read, changes to tell, old rows to drop."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from hub.search.attachments import read_documents
from hub.search.models import SearchChange
from hub.search.outbox.consumers import Busy, consumers
from hub.search.outbox.draining import drain

# A rebuild tells again what was told while it ran: see `hub.search.outbox.rebuilding`.
KEPT = timedelta(days=1)
WAIT_SECONDS = 30.0


@dataclass
class Pass:
    """What one pass did: documents read, {engine: `Drained`}, engines another process writes to."""

    documents: int = 0
    drained: dict = field(default_factory=dict)
    busy: list[str] = field(default_factory=list)

    @property
    def errors(self) -> dict[str, str]:
        """{engine: why} of the engines that are down."""
        return {name: one.error for name, one in self.drained.items() if one.error}


def sync(*, force: bool = False) -> Pass:
    """Read the documents that wait, tell every engine what is due, forget old rows."""
    done = Pass(documents=read_documents())
    for consumer in consumers():
        try:
            done.drained[consumer.name] = drain(consumer, wait=WAIT_SECONDS, force=force)
        except Busy:
            done.busy.append(consumer.name)
    SearchChange.objects.filter(done_at__lt=timezone.now() - KEPT).delete()
    return done
