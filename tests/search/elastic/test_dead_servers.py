"""A site whose Elasticsearch is down, for each kind of failure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hub.search.circuit_breaker import CircuitBreaker
from hub.search.contract import EngineUnavailable, Entry, RequestRefused, SearchRequest
from hub.search.elastic import ElasticsearchEngine, client
from hub.search.embedded import EmbeddedEngine
from hub.search.failover import FailoverEngine
from tests.search.elastic.servers import (
    PARTIAL,
    WHOLE,
    WITHOUT_A_SHARD,
    StubServer,
    black_hole,
    nowhere,
)

ENTRY = Entry("a", "lettre", "La rivière", url="/riviere/", body="Eau et rivière.", version=1)
WORDS = SearchRequest("rivière")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "READ_TIMEOUT", 0.1)
    monkeypatch.setattr("hub.search.elastic.engine.WRITE_TIMEOUT", 0.1)


Answer = str | tuple[int | dict[str, Any] | None, ...] | None

DEAD: dict[str, Answer] = {
    "nobody": None,
    "lost packets": "black hole",
    "silent": (None, WHOLE),
    "too busy": (429, {"error": {"type": "circuit_breaking_exception"}}),
    "broken": (500, {"error": {"type": "exception"}}),
    "no shard": (503, {"error": {"type": "no_shard_available_action_exception"}}),
    "no index": (404, {"error": {"type": "index_not_found_exception"}}),
}
IN_PART: dict[str, Answer] = {
    "out of time": (200, PARTIAL),
    "without a shard": (200, WITHOUT_A_SHARD),
    "another server": (200, {"not": "an answer"}),
}


@contextmanager
def failing(answer: Answer) -> Iterator[str]:
    """Yield the address of a server that fails so."""
    if answer is None:
        yield nowhere()
        return
    with black_hole() if answer == "black hole" else StubServer(*answer).running() as url:
        yield url


@pytest.fixture(params=DEAD)
def dead_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with failing(DEAD[request.param]) as url:
        yield url


@pytest.fixture(params=DEAD | IN_PART)
def failing_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with failing((DEAD | IN_PART)[request.param]) as url:
        yield url


@pytest.fixture
def site() -> Callable[..., FailoverEngine]:
    """Return a function that makes the engine of a site from the address of its server."""
    embedded = EmbeddedEngine("dead-servers", synonyms=dict)
    embedded.rebuild([ENTRY])

    def make(*urls: str) -> FailoverEngine:
        elastic = ElasticsearchEngine(urls, synonyms=dict)
        breaker = CircuitBreaker(failures=3, pause=60)
        return FailoverEngine(elastic, embedded, breaker)

    return make


def test_readers_are_answered_while_the_server_is_down(
    site: Callable[..., FailoverEngine], failing_url: str
) -> None:
    engine = site(failing_url)
    page = engine.search(WORDS)
    assert [hit.uid for hit in page.hits] == ["a"]
    assert page.degraded
    assert [found.uid for found in engine.suggest("riv")] == ["a"]


def test_a_write_raises_while_the_server_is_down(
    site: Callable[..., FailoverEngine], dead_url: str
) -> None:
    with pytest.raises(EngineUnavailable):
        site(dead_url).apply([ENTRY], deleted=["b"])


def test_the_health_of_a_dead_server_is_reported_without_raising(dead_url: str) -> None:
    health = ElasticsearchEngine([dead_url], synonyms=dict).health()
    assert not health.is_up
    assert health.detail.startswith("Elasticsearch ne répond pas")


def test_a_silent_server_gets_one_request(site: Callable[..., FailoverEngine]) -> None:
    server = StubServer(status=None)
    with server.running() as url:
        engine = site(url)
        assert all(engine.search(WORDS).degraded for _ in range(5))
    assert len(server.requests) == 1


def test_a_failing_server_gets_three_requests_without_retries(
    site: Callable[..., FailoverEngine],
) -> None:
    server = StubServer(500, {"error": {"type": "exception"}})
    with server.running() as url:
        engine = site(url)
        assert all(engine.search(WORDS).degraded for _ in range(5))
    assert len(server.requests) == 3


def test_a_recovered_server_is_used_again(site: Callable[..., FailoverEngine]) -> None:
    server = StubServer(500, {"error": {"type": "exception"}})
    with server.running() as url:
        engine = site(url)
        assert engine.search(WORDS).degraded
        server.status, server.answer = 200, WHOLE
        page = engine.search(WORDS)
    assert (page.engine, page.degraded, page.total) == ("elasticsearch", False, 0)


def test_a_node_that_is_gone_is_replaced_by_another(site: Callable[..., FailoverEngine]) -> None:
    with StubServer().running() as url:
        engine = site(nowhere(), url, nowhere())
        assert not any(engine.search(WORDS).degraded for _ in range(6))


def test_a_request_refused_as_invalid_is_not_an_outage() -> None:
    cause = {"type": "parsing_exception", "reason": "unknown query [x]"}
    error = {"error": cause | {"root_cause": [cause]}, "status": 400}
    with (
        StubServer(400, error).running() as url,
        pytest.raises(RequestRefused, match="unknown query"),
    ):
        ElasticsearchEngine([url], synonyms=dict).search(WORDS)
