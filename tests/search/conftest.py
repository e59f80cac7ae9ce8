"""Fixtures of search engines, each with an index of its own."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hub.search.elastic import ElasticsearchEngine
from hub.search.outbox.consumers import Consumer
from tests.real_servers import VARIABLE
from tests.search.memory_engine import MemoryEngine

# Seconds that tests of results wait for a real server; tests of time-outs have their own servers.
PATIENT = 10.0


@pytest.fixture
def elastic() -> Iterator[ElasticsearchEngine]:
    """Yield an empty `ElasticsearchEngine` on the server of HUB_TEST_ELASTICSEARCH_URL."""
    urls = os.environ[VARIABLE].split(",")
    engine = ElasticsearchEngine(urls, index=f"test-{secrets.token_hex(6)}", synonyms=dict)
    # The first requests to a new server on a busy machine are slow.
    engine.client = engine.client.options(request_timeout=PATIENT)
    engine.rebuild([])
    yield engine
    engine.forget()


@pytest.fixture
def committing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[[], AbstractContextManager[list[Callable[[], None]]]]:
    """Return a context manager that runs the `on_commit` hooks of its block on exit.

    Earlier hooks are discarded, as if committed: the transaction of a test is never committed.
    """

    def commit() -> AbstractContextManager[list[Callable[[], None]]]:
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return commit


@pytest.fixture
def remote(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> MemoryEngine:
    """An Elasticsearch double, in memory; it receives changes when the outbox is drained."""
    engine = MemoryEngine()
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9200"]
    monkeypatch.setattr("hub.search.outbox.consumers.elasticsearch_engine", lambda: engine)
    return engine


@pytest.fixture
def remote_consumer(remote: MemoryEngine) -> Consumer:
    """The consumer of `remote`."""
    return Consumer(remote, is_local=False)
