"""A search of an evaluation waits for a slow server."""

import pytest

from hub.search.contract import EngineTooSlow, EngineUnavailable, SearchPage, SearchRequest
from hub.search.evaluation.asking import ATTEMPTS, answer_to
from tests.search.memory_engine import MemoryEngine

REQUEST = SearchRequest(text="jardin")


class FailingEngine(MemoryEngine):
    """An engine that fails a number of times, then answers."""

    def __init__(self, failures: int, error: type[EngineUnavailable]) -> None:
        super().__init__()
        self.failures = failures
        self.error = error
        self.asked = 0

    def search(self, request: SearchRequest) -> SearchPage:
        self.asked += 1
        if self.asked <= self.failures:
            raise self.error("later")
        return super().search(request)


def test_a_slow_engine_is_asked_again() -> None:
    engine = FailingEngine(ATTEMPTS - 1, EngineTooSlow)

    assert answer_to(engine, REQUEST).hits == ()
    assert engine.asked == ATTEMPTS


def test_an_engine_that_stays_slow_is_reported() -> None:
    engine = FailingEngine(ATTEMPTS, EngineTooSlow)

    with pytest.raises(EngineTooSlow):
        answer_to(engine, REQUEST)
    assert engine.asked == ATTEMPTS


def test_an_engine_that_is_down_is_not_asked_again() -> None:
    engine = FailingEngine(1, EngineUnavailable)

    with pytest.raises(EngineUnavailable):
        answer_to(engine, REQUEST)
    assert engine.asked == 1
