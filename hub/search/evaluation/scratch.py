"""Scratch engines: engines with a temporary index, separate from that of the site."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from hub.search.contract import Engine, EngineUnavailable
from hub.search.elastic import ElasticsearchEngine
from hub.search.embedded import EmbeddedEngine
from hub.search.embedded.writing import drop_index
from hub.search.models import SearchIndex

PREFIX = "scratch-"
# Age after which the index left by a killed command is deleted.
LEFT_BEHIND = timedelta(days=1)

Maker = Callable[[str], AbstractContextManager[Engine]]

_makers: dict[str, Maker] = {}


def scratch_maker(name: str) -> Callable[[Maker], Maker]:
    """Register a factory of context managers that takes an index name and yields an engine."""

    def register(maker: Maker) -> Maker:
        _makers[name] = maker
        return maker

    return register


def scratch_engines() -> list[str]:
    """Return the names of the engines that can be evaluated."""
    return sorted(_makers)


@contextmanager
def scratch_engine(name: str) -> Iterator[Engine]:
    """Yield an empty engine, « embedded » or « elasticsearch »; delete its index at the end."""
    with _makers[name](f"{PREFIX}{secrets.token_hex(6)}") as engine:
        yield engine


@scratch_maker("elasticsearch")
@contextmanager
def _elasticsearch(name_of_index: str) -> Iterator[ElasticsearchEngine]:
    if not settings.ELASTICSEARCH_URLS:
        raise EngineUnavailable(
            "ce site n’a pas d’Elasticsearch\u00a0: renseignez ELASTICSEARCH_URL."
        )
    engine = ElasticsearchEngine(
        settings.ELASTICSEARCH_URLS,
        api_key=settings.ELASTICSEARCH_API_KEY,
        index=f"{settings.ELASTICSEARCH_INDEX}-{name_of_index}",
    )
    try:
        engine.rebuild([])
        yield engine
    finally:
        engine.forget()


@scratch_maker("embedded")
@contextmanager
def _embedded(name_of_index: str) -> Iterator[EmbeddedEngine]:
    old = timezone.now() - LEFT_BEHIND
    for index in SearchIndex.objects.filter(name__startswith=PREFIX, created_at__lt=old):
        drop_index(index)
    engine = EmbeddedEngine(name_of_index)
    try:
        yield engine
    finally:
        engine.forget()
