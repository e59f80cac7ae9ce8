"""Engines of this site, according to its settings."""

from functools import cache

from django.conf import settings

from hub.search.contract import Engine
from hub.search.elastic import ElasticsearchEngine
from hub.search.embedded import EmbeddedEngine
from hub.search.failover import FailoverEngine


def get_engine() -> Engine:
    """Return the engine for readers: Elasticsearch with its fallback, or the embedded one."""
    elasticsearch = elasticsearch_engine()
    if elasticsearch is None:
        return embedded_engine()
    return _with_failover(elasticsearch)


@cache
def embedded_engine() -> EmbeddedEngine:
    """Return the engine of the site's own database, present and written to on every site."""
    return EmbeddedEngine()


def elasticsearch_engine() -> ElasticsearchEngine | None:
    """Return the Elasticsearch engine without fallback, for writes; None if the site has none.

    It raises `EngineUnavailable` where the engine of `get_engine` falls back.
    """
    if not settings.ELASTICSEARCH_URLS:
        return None
    return _elasticsearch(
        tuple(settings.ELASTICSEARCH_URLS),
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_INDEX,
    )


@cache
def _elasticsearch(urls: tuple[str, ...], api_key: str, index: str) -> ElasticsearchEngine:
    # One per process: it holds the connection pool.
    return ElasticsearchEngine(urls, api_key=api_key, index=index)


@cache
def _with_failover(elasticsearch: ElasticsearchEngine) -> FailoverEngine:
    # One per process: it holds the state of the circuit breaker.
    return FailoverEngine(elasticsearch, embedded_engine())
