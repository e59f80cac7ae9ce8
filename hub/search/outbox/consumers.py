"""Who must be told of changes, and who may tell them: one process at a time for each engine."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hub.search.contract import Engine
from hub.search.elastic import ElasticsearchEngine
from hub.search.embedded import EmbeddedEngine
from hub.search.engines import elasticsearch_engine, embedded_engine
from hub.search.models import SearchConsumer

LEASE = timedelta(seconds=60)  # longer than a batch can take, so that a killed process lets go
POLL_SECONDS = 0.1


class Busy(Exception):  # noqa: N818  a state, not a mistake
    """Another process is writing to this engine."""


@dataclass(frozen=True)
class Consumer:
    """An engine that follows the changes; `is_local` when it lives in the site's own database."""

    engine: Engine
    is_local: bool

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def batch(self) -> int:
        """How many pages are told at once: the database of the site must not be held for long."""
        return 20 if self.is_local else 100

    @contextmanager
    def held(self, wait: float = 0.0) -> Iterator[None]:
        """Keep the other processes away while pages are read and told.

        Without that, a page read before it was taken down could be told after. Local engines lock
        a row for one transaction; the others take a lease, since nobody keeps a transaction open
        while a network answers. `Busy` after `wait` seconds.
        """
        if self.is_local:
            SearchConsumer.objects.get_or_create(engine=self.name)
            with transaction.atomic():
                SearchConsumer.objects.select_for_update().get(engine=self.name)
                yield
        else:
            with lease(self.name, wait):
                yield


@contextmanager
def lease(name: str, wait: float = 0.0) -> Iterator[Callable[[], int]]:
    """Hold the lease `name`; yield a callable that makes it last longer. `Busy` when taken."""
    SearchConsumer.objects.get_or_create(engine=name)
    holder, limit = secrets.token_hex(8), time.monotonic() + wait

    def take() -> int:
        now = timezone.now()
        free = Q(held_until=None) | Q(held_until__lt=now) | Q(holder=holder)
        return SearchConsumer.objects.filter(free, engine=name).update(
            holder=holder, held_until=now + LEASE
        )

    while not take():
        if time.monotonic() >= limit:
            raise Busy(name)
        time.sleep(POLL_SECONDS)
    try:
        yield take
    finally:
        SearchConsumer.objects.filter(engine=name, holder=holder).update(holder="", held_until=None)


def consumers() -> list[Consumer]:
    """Return the `Consumer` of every engine of this site, the embedded one first."""
    found = [Consumer(embedded_engine(), is_local=True)]
    if elasticsearch := elasticsearch_engine():
        found.append(Consumer(elasticsearch, is_local=False))
    return found


def consumer_names() -> list[str]:
    """Return the names of the engines without making any: every save asks."""
    names = [EmbeddedEngine.name]
    return [*names, ElasticsearchEngine.name] if settings.ELASTICSEARCH_URLS else names
