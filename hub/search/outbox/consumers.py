"""Consumers of the outbox (the engines), and the locks: one writing process per engine."""

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

# Longer than a batch takes; the lease of a killed process expires after it.
LEASE = timedelta(seconds=60)
POLL_SECONDS = 0.1


class Busy(Exception):  # noqa: N818  a state, not a mistake
    """Another process is writing to this engine."""


@dataclass(frozen=True)
class Consumer:
    """An engine that receives changes; `is_local` if it stores them in the site's database."""

    engine: Engine
    is_local: bool

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def batch(self) -> int:
        """Pages per batch: small for a local engine, which locks the site's database."""
        return 10 if self.is_local else 100

    @contextmanager
    def lock(self, wait: float = 0.0) -> Iterator[None]:
        """Keep other processes from reading and sending pages to this engine.

        Without a lock, a page read before it was unpublished could be sent after its deletion.
        Local engines lock a row for one transaction; the others take a lease, so that no
        transaction stays open during network calls. Raise `Busy` after `wait` seconds.
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
    """Hold the lease `name`; yield a callable that extends it.

    Raise `Busy` if another process still holds it after `wait` seconds.
    """
    SearchConsumer.objects.get_or_create(engine=name)
    holder, limit = secrets.token_hex(8), time.monotonic() + wait

    def acquire() -> int:
        now = timezone.now()
        free = Q(held_until=None) | Q(held_until__lt=now) | Q(holder=holder)
        return SearchConsumer.objects.filter(free, engine=name).update(
            holder=holder, held_until=now + LEASE
        )

    while not acquire():
        if time.monotonic() >= limit:
            raise Busy(name)
        time.sleep(POLL_SECONDS)
    try:
        yield acquire
    finally:
        SearchConsumer.objects.filter(engine=name, holder=holder).update(holder="", held_until=None)


def consumers() -> list[Consumer]:
    """Return the `Consumer` of every engine of this site, the embedded one first."""
    found = [Consumer(embedded_engine(), is_local=True)]
    if elasticsearch := elasticsearch_engine():
        found.append(Consumer(elasticsearch, is_local=False))
    return found


def consumer_names() -> list[str]:
    """Return the names of the engines without creating them: called at every save."""
    names = [EmbeddedEngine.name]
    return [*names, ElasticsearchEngine.name] if settings.ELASTICSEARCH_URLS else names
