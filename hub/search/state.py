"""State of the search, engine by engine, for the admin screen; read-only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from hub.search.contract import Health
from hub.search.encoder_state import EncoderState, encoder_state
from hub.search.engines import embedded_engine
from hub.search.models import DocumentText, SearchChange, SearchConsumer
from hub.search.outbox.consumers import consumers
from hub.search.projection.entries import published_pages

NAMES = {"embedded": "Moteur intégré", "elasticsearch": "Elasticsearch"}
DEAD_SHOWN = 20


@dataclass(frozen=True)
class EngineState:
    """State of an engine: its content, and its pending changes.

    - `answers`: whether it serves the readers now;
    - `expected`: number of published pages; `gap`: missing entries (extra ones if negative);
    - `waiting`: number of pending changes, the oldest recorded at `since`;
    - `dead`: the last 20 dead changes, out of `dead_total`;
    - `written_at`, `rebuilt_at`: last write, last rebuild, None if there was none;
    - `error`: last error, empty after a successful write.
    """

    name: str
    health: Health
    answers: bool
    expected: int
    waiting: int = 0
    since: datetime | None = None
    dead: tuple[SearchChange, ...] = ()
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
        """Whether it is up, without error or dead change, and its gap explained by `waiting`."""
        is_gap_expected = self.waiting or not self.gap
        return (
            self.health.is_up and not self.dead_total and not self.error and bool(is_gap_expected)
        )


@dataclass(frozen=True)
class SearchState:
    """The engines of the site, its encoder, and the documents not found by all of their text.

    `unreadable`: the last 20 that could not be read; `without_text`: the last 20 without text, or
    with pages that are images, out of `without_text_total`.
    """

    engines: tuple[EngineState, ...]
    encoder: EncoderState = EncoderState()
    unreadable: tuple[DocumentText, ...] = ()
    without_text: tuple[DocumentText, ...] = ()
    without_text_total: int = 0

    @property
    def is_well(self) -> bool:
        return self.encoder.is_well and all(engine.is_well for engine in self.engines)


def search_state() -> SearchState:
    """Return the current `SearchState`; may wait for one time-out if an engine is down."""
    expected = published_pages().count()
    all_consumers = consumers()
    healths = {consumer.name: consumer.engine.health() for consumer in all_consumers}
    # As in `get_engine`: the last engine serves readers, the embedded one is its fallback.
    first = all_consumers[-1].name
    answering = first if healths[first].is_up else embedded_engine().name
    engines = [
        _engine_state(consumer.name, healths[consumer.name], answering, expected)
        for consumer in all_consumers
    ]
    texts = DocumentText.objects.select_related("document").order_by("-read_at")
    without_text = texts.without_text()
    return SearchState(
        tuple(engines),
        encoder_state(),
        unreadable=tuple(texts.unreadable()[:DEAD_SHOWN]),
        without_text=tuple(without_text[:DEAD_SHOWN]),
        without_text_total=without_text.count(),
    )


def _engine_state(name: str, health: Health, answering: str, expected: int) -> EngineState:
    changes = SearchChange.objects.filter(engine=name)
    # A future expiry (`due_at` later, no attempt yet) is not late; a refused change is.
    is_late = Q(due_at__lte=timezone.now()) | Q(attempts__gt=0)
    due = changes.waiting().filter(is_late)
    oldest = due.order_by("created_at").first()
    consumer = SearchConsumer.objects.filter(engine=name).first() or SearchConsumer()
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
        written_at=consumer.written_at,
        rebuilt_at=consumer.rebuilt_at,
        error=consumer.error,
    )
