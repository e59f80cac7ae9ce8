"""How the search is, engine by engine: what an editor needs to know, read without changing it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from hub.search.contract import Health
from hub.search.engines import embedded_engine
from hub.search.models import DocumentState, DocumentText, SearchChange, SearchConsumer
from hub.search.outbox.consumers import consumers
from hub.search.projection.entries import published_pages

NAMES = {"embedded": "Moteur intégré", "elasticsearch": "Elasticsearch"}
DEAD_SHOWN = 20


@dataclass(frozen=True)
class EngineState:
    """An engine: what it holds, what it still has to be told.

    - `answers`: whether readers are served by it now;
    - `expected`: how many entries the site has for it; `gap`: those missing, or too many below 0;
    - `waiting` changes, the oldest `since`; `dead`: the last 20 given up, of `dead_total`;
    - `written_at`, `rebuilt_at`: last write, last rebuild, None when there was none;
    - `error`: of the last write that failed, empty since one succeeded.
    """

    name: str
    health: Health
    answers: bool
    expected: int
    waiting: int = 0
    since: datetime | None = None
    dead: tuple = ()
    dead_total: int = 0
    written_at: datetime | None = None
    rebuilt_at: datetime | None = None
    error: str = ""

    @property
    def label(self) -> str:
        return NAMES.get(self.name, self.name)

    @property
    def gap(self) -> int:
        return self.expected - self.health.entries if self.health.is_up else 0

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do about it: up, nothing given up, nothing missing."""
        settled = self.waiting or not self.gap
        return self.health.is_up and not self.dead_total and not self.error and bool(settled)


@dataclass(frozen=True)
class SearchState:
    """The engines of the site, and the documents whose words could not be read."""

    engines: tuple[EngineState, ...]
    unreadable: tuple = ()

    @property
    def is_well(self) -> bool:
        return all(engine.is_well for engine in self.engines)


def search_state() -> SearchState:
    """Return the `SearchState` of this moment; an engine that is down is waited for once."""
    expected = published_pages().count()
    following = consumers()
    healths = {consumer.name: consumer.engine.health() for consumer in following}
    # The last one is asked first by readers, as `get_engine` has it; the embedded one stands in.
    first = following[-1].name
    answering = first if healths[first].is_up else embedded_engine().name
    engines = [
        _engine_state(consumer.name, healths[consumer.name], answering, expected)
        for consumer in following
    ]
    failed = DocumentText.objects.filter(state=DocumentState.FAILED).select_related("document")
    return SearchState(tuple(engines), tuple(failed.order_by("-read_at")[:DEAD_SHOWN]))


def _engine_state(name: str, health: Health, answering: str, expected: int) -> EngineState:
    changes = SearchChange.objects.filter(engine=name)
    # An expiry is written down long before it is due: it does not wait. What was refused does.
    wanted = Q(due_at__lte=timezone.now()) | Q(attempts__gt=0)
    due = changes.waiting().filter(wanted)
    oldest = due.order_by("created_at").first()
    follow = SearchConsumer.objects.filter(engine=name).first() or SearchConsumer()
    dead = changes.dead().order_by("-pk")
    return EngineState(
        name=name,
        health=health,
        answers=name == answering,
        expected=expected,
        waiting=due.count(),
        since=oldest.created_at if oldest else None,
        dead=tuple(dead[:DEAD_SHOWN]),
        dead_total=dead.count(),
        written_at=follow.written_at,
        rebuilt_at=follow.rebuilt_at,
        error=follow.error,
    )
