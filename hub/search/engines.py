"""Which engine answers on this site, from its settings."""

from functools import cache

from django.conf import settings

from hub.search.contract import Engine
from hub.search.elastic import ElasticsearchEngine
from hub.search.embedded import EmbeddedEngine
from hub.search.failover import FailoverEngine


def get_engine() -> Engine:
    """Return the engine that readers ask: Elasticsearch with its stand-in, or the embedded one."""
    elasticsearch = elasticsearch_engine()
    if elasticsearch is None:
        return embedded_engine()
    return _with_failover(elasticsearch)


@cache
def embedded_engine() -> EmbeddedEngine:
    """Return the engine of the site's own database: always there, always to be written to."""
    return EmbeddedEngine()


def elasticsearch_engine() -> ElasticsearchEngine | None:
    """Return the Elasticsearch engine by itself, to write to; None when the site has none.

    It raises `EngineUnavailable` where the engine of `get_engine` stands in for it.
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
    # One for the process: it holds the connections.
    return ElasticsearchEngine(urls, api_key=api_key, index=index)


@cache
def _with_failover(elasticsearch: ElasticsearchEngine) -> FailoverEngine:
    # One for the process: it remembers that the server is down.
    return FailoverEngine(elasticsearch, embedded_engine())
