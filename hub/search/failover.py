"""Failover: an engine that reads from a primary engine, or from a fallback while it is down."""

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
    RequestRefused,
    SearchPage,
    SearchRequest,
    Suggestion,
)

logger = logging.getLogger(__name__)


def in_background(work: Callable[[], None]) -> None:
    """Run `work` in a new thread, and close its database connections at the end."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threading.Thread(target=run, name="search-probe", daemon=True).start()


class FailoverEngine(Engine):
    """Reads from `primary`, or from `fallback` while `primary` is down; writes to `primary` only.

    Once the circuit is open, readers no longer wait for a failing engine: `run` sends the probes in
    the background. A write that `primary` cannot take raises `EngineUnavailable`, immediately while
    the circuit is open: the caller retries later.
    """

    def __init__(
        self,
        primary: Engine,
        fallback: Engine,
        breaker: CircuitBreaker | None = None,
        run: Callable[[Callable[[], None]], None] = in_background,
    ) -> None:
        self.primary, self.fallback = primary, fallback
        self.name = primary.name
        self.breaker = breaker or CircuitBreaker()
        self.run = run

    def search(self, request: SearchRequest) -> SearchPage:
        page, degraded = self._read("search", request)
        return replace(page, degraded=True) if degraded else page

    def suggest(self, prefix: str, **options: Any) -> list[Suggestion]:
        return self._read("suggest", prefix, **options)[0]

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
        fallback = self.fallback.health()
        return Health(
            fallback.is_up, fallback.entries, f"{health.detail} {fallback.detail}".strip()
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
        """Call a method of `primary`, and record the outcome in the circuit breaker."""
        try:
            answer = getattr(self.primary, question)(*arguments, **options)
        except RequestRefused:
            logger.exception("%s refused a request", self.name)
            raise
        except EngineUnavailable as error:
            if self.breaker.failed(at_once=isinstance(error, EngineTooSlow)):
                logger.warning(
                    "%s is down, falling back to the embedded engine: %s", self.name, error
                )
            raise
        if self.breaker.succeeded():
            logger.info("%s is back", self.name)
        return answer

    def _probe(self) -> None:
        """Send the cheapest search to `primary`, to test whether it is back."""
        try:
            self._ask_primary("search", SearchRequest(limit=1))
        except EngineUnavailable:
            logger.debug("%s is still down", self.name)
