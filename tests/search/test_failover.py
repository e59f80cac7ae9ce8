from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

import pytest

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
from hub.search.failover import FailoverEngine, in_background


class OneEntryEngine(Engine):
    """An engine that finds one entry, or raises `error`; `asked` records the calls."""

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name, self.error = name, error
        self.asked = []

    def _answer(self, question: str, answer: Any) -> Any:
        self.asked.append(question)
        if self.error:
            raise self.error
        return answer

    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        return self._answer("apply", {})

    def rebuild(self, entries: Iterable[Entry]) -> int:
        return self._answer("rebuild", 1)

    def search(self, request: SearchRequest) -> SearchPage:
        return self._answer("search", SearchPage((Hit(self.name),), 1, engine=self.name))

    def suggest(
        self,
        prefix: str,
        *,
        hidden_paths: Collection[str] = (),
        now: datetime | None = None,
        limit: int = 8,
    ) -> list[Suggestion]:
        return self._answer("suggest", [Suggestion(self.name, "lettre", prefix, "/")])

    def stored(self) -> Iterator[tuple[str, str, int]]:
        yield from self._answer("stored", [(self.name, "", 1)])

    def health(self) -> Health:
        detail = "Elle ne répond pas." if self.error else "Elle répond."
        return Health(not self.error, 0 if self.error else 1, detail)


class FailoverSetup:
    """A failover engine, its two engines, and a fake clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.first, self.second = OneEntryEngine("first"), OneEntryEngine("second")
        self.probes = []
        breaker = CircuitBreaker(failures=3, pause=5, clock=lambda: self.now)
        self.engine = FailoverEngine(self.first, self.second, breaker, run=self.probes.append)

    def search(self) -> SearchPage:
        return self.engine.search(SearchRequest("eau"))


@pytest.fixture
def both() -> FailoverSetup:
    return FailoverSetup()


def test_the_first_engine_answers_alone_while_it_is_up(both: FailoverSetup) -> None:
    page = both.search()
    assert (page.engine, page.degraded) == ("first", False)
    assert both.engine.suggest("ea")[0].uid == "first"
    assert both.second.asked == []


def test_the_second_answers_when_the_first_fails_and_is_named(both: FailoverSetup) -> None:
    both.first.error = EngineUnavailable("down")
    page = both.search()
    assert (page.engine, page.degraded) == ("second", True)
    assert both.engine.suggest("ea")[0].uid == "second"


@pytest.mark.parametrize(
    ("error", "asked"), [(EngineUnavailable("down"), 3), (EngineTooSlow("slow"), 1)]
)
def test_a_failing_engine_gets_no_more_requests(
    both: FailoverSetup, error: EngineUnavailable, asked: int
) -> None:
    both.first.error = error
    assert all(both.search().degraded for _ in range(10))
    assert len(both.first.asked) == asked
    assert both.probes == []


def test_readers_never_wait_for_a_probe(both: FailoverSetup) -> None:
    both.first.error = EngineTooSlow("slow")
    both.search()
    both.now = 5
    assert both.search().degraded
    assert len(both.first.asked) == 1
    assert len(both.probes) == 1


def test_the_first_engine_answers_again_after_a_good_probe(both: FailoverSetup) -> None:
    both.first.error = EngineTooSlow("slow")
    both.search()
    both.now = 5
    both.search()
    both.probes[0]()
    assert both.search().degraded  # still slow
    both.first.error = None
    both.now = 10
    both.search()
    both.probes[1]()
    assert not both.search().degraded


def test_a_refused_request_is_no_failure_of_the_engine(both: FailoverSetup) -> None:
    both.first.error = RequestRefused("parsing")
    assert all(both.search().degraded for _ in range(5))
    assert len(both.first.asked) == 5


def test_a_write_goes_to_the_first_engine_only(both: FailoverSetup) -> None:
    entry = Entry("a", "lettre", "Eau")
    assert both.engine.apply([entry]) == {}
    assert both.engine.rebuild([entry]) == 1
    assert list(both.engine.stored()) == [("first", "", 1)]
    assert both.second.asked == []


def test_a_failed_write_on_the_first_engine_raises(both: FailoverSetup) -> None:
    both.first.error = EngineTooSlow("slow")
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            both.engine.apply([Entry("a", "lettre", "Eau")])
    assert both.first.asked == ["apply"]
    assert both.second.asked == []


def test_error_is_raised_when_both_fail(both: FailoverSetup) -> None:
    both.first.error = both.second.error = EngineUnavailable("down")
    with pytest.raises(EngineUnavailable):
        both.search()


def test_the_health_describes_both_when_the_first_is_down(both: FailoverSetup) -> None:
    assert both.engine.health() == Health(True, 1, "Elle répond.")
    both.first.error = EngineUnavailable("down")
    assert both.engine.health() == Health(True, 1, "Elle ne répond pas. Elle répond.")


@pytest.mark.django_db
def test_a_probe_runs_in_a_thread_of_its_own() -> None:
    import threading

    ran_in, done = [], threading.Event()

    def work() -> None:
        ran_in.append(threading.current_thread())
        done.set()

    in_background(work)
    assert done.wait(10)
    assert ran_in[0] is not threading.current_thread()
