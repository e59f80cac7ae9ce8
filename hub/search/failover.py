"""Two engines in one: the first answers, the second stands in for it while it cannot."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import connections

from hub.search.circuit_breaker import CircuitBreaker
from hub.search.contract import (
    Engine,
    EngineTooSlow,
    EngineUnavailable,
    Entry,
    Health,
    Hit,
    RequestRefused,
    SearchPage,
    SearchRequest,
    Suggestion,
)

logger = logging.getLogger(__name__)


def in_background(work: Callable[[], None]) -> None:
    """Run `work` in a thread of its own, which keeps no database connection."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threading.Thread(target=run, name="search-probe", daemon=True).start()


class FailoverEngine(Engine):
    """Reads from `primary`, or from `fallback` while the first is down; writes to the first only.

    A reader waits for a failing engine once, then no more: the probes that tell whether it is
    back are sent by `run`, in the background. A write that `primary` does not take raises
    `EngineUnavailable`, at once while it is known to be down: whoever writes tries again later.
    """

    def __init__(
        self,
        primary: Engine,
        fallback: Engine,
        breaker: CircuitBreaker | None = None,
        run: Callable[[Callable[[], None]], None] = in_background,
    ) -> None:
        self.primary, self.fallback = primary, fallback
        self.breaker = breaker or CircuitBreaker()
        self.run = run

    @property
    def name(self) -> str:
        return self.primary.name

    def search(self, request: SearchRequest) -> SearchPage:
        page, degraded = self._read("search", request)
        return replace(page, degraded=True) if degraded else page

    def suggest(self, prefix: str, **options: Any) -> list[Suggestion]:
        return self._read("suggest", prefix, **options)[0]

    def similar(self, uid: str, **options: Any) -> list[Hit]:
        return self._read("similar", uid, **options)[0]

    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        return self._write("apply", entries, deleted)

    def rebuild(self, entries: Iterable[Entry]) -> int:
        return self._write("rebuild", entries)

    def stored(self) -> Iterator[tuple[str, str, int]]:
        return self.primary.stored()

    def health(self) -> Health:
        health = self.primary.health()
        if health.is_up:
            return health
        stand_in = self.fallback.health()
        return Health(
            stand_in.is_up, stand_in.entries, f"{health.detail} {stand_in.detail}".strip()
        )

    def _read(self, question: str, *arguments: Any, **options: Any) -> tuple[Any, bool]:
        """Return (answer, whether the fallback gave it)."""
        if self._may_ask():
            try:
                return self._ask_primary(question, *arguments, **options), False
            except EngineUnavailable:
                logger.debug("The embedded engine answers instead")
        return getattr(self.fallback, question)(*arguments, **options), True

    def _write(self, question: str, *arguments: Any) -> Any:
        if not self._may_ask():
            raise EngineUnavailable("not asked: it has just failed")
        return self._ask_primary(question, *arguments)

    def _may_ask(self) -> bool:
        if self.breaker.take_probe():
            self.run(self._probe)
        return self.breaker.is_closed

    def _ask_primary(self, question: str, *arguments: Any, **options: Any) -> Any:
        """Ask the first engine, and let the breaker know how it went."""
        try:
            answer = getattr(self.primary, question)(*arguments, **options)
        except RequestRefused:
            logger.exception("%s refused a request", self.name)
            raise
        except EngineUnavailable as error:
            if self.breaker.failed(at_once=isinstance(error, EngineTooSlow)):
                logger.warning("%s is down, the embedded engine stands in: %s", self.name, error)
            raise
        if self.breaker.succeeded():
            logger.info("%s is back", self.name)
        return answer

    def _probe(self) -> None:
        """Ask for as little as can be asked."""
        try:
            self._ask_primary("search", SearchRequest(limit=1))
        except EngineUnavailable:
            logger.debug("%s is still down", self.name)
