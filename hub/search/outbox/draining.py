"""Tells an engine what has changed, in order, and keeps what it did not take for later."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from hub.search.contract import EngineUnavailable, RequestRefused
from hub.search.models import SearchChange, SearchConsumer
from hub.search.outbox.consumers import Consumer
from hub.search.projection import project

logger = logging.getLogger(__name__)

# An engine that is down is asked again soon: what waits must be told within a minute of its return.
LONGEST_PAUSE = 20
# A change that is refused is tried again after 1, 2, 4… minutes, then left to a person.
ATTEMPTS = 8


@dataclass
class Drained:
    """What a pass did: changes `told`, `refused` (to be tried again), `dead`; `error` when down."""

    told: int = 0
    refused: int = 0
    dead: int = 0
    error: str = ""
    refusals: dict[str, str] = field(default_factory=dict)


def drain(
    consumer: Consumer,
    *,
    rows: Iterable[int] | None = None,
    limit: int | None = None,
    wait: float = 0.0,
    force: bool = False,
) -> Drained:
    """Tell `consumer` the changes that are due, at most `limit`; return a `Drained`.

    - `rows`: only these (ids of `SearchChange`);
    - `wait`: seconds to wait for another process; `Busy` is raised after that;
    - `force`: ask an engine again even though it has just failed.
    """
    drained = Drained()
    if not force and (error := _pause(consumer)):
        drained.error = error
        return drained
    left = limit
    while left is None or left > 0:
        size = consumer.batch if left is None else min(consumer.batch, left)
        try:
            with consumer.held(wait):
                count = _drain_batch(consumer, rows, size, drained)
        except (EngineUnavailable, OperationalError, InterfaceError) as error:
            drained.error = _fail(consumer, error)
            return drained
        if count < size:
            break
        left = None if left is None else left - count
    return drained


def _drain_batch(
    consumer: Consumer, rows: Iterable[int] | None, size: int, drained: Drained
) -> int:
    """Tell one batch of changes; return how many there were."""
    due = SearchChange.objects.waiting().filter(engine=consumer.name, due_at__lte=timezone.now())
    if rows is not None:
        due = due.filter(pk__in=rows)
    changes = list(due.order_by("pk")[:size])
    if changes:
        refusals = _tell(consumer, list(dict.fromkeys(change.uid for change in changes)))
        _settle(consumer, changes, refusals, drained)
    return len(changes)


def _tell(consumer: Consumer, uids: list[str]) -> dict[str, str]:
    """Read `uids` afresh and give them to the engine; return {uid: why} of what it refused."""
    projected = project(uids)
    failed = projected.failed
    try:
        return failed | consumer.engine.apply(projected.entries, projected.deleted)
    except (OperationalError, InterfaceError):
        raise
    except EngineUnavailable as error:
        if not isinstance(error, RequestRefused):
            raise
        why = str(error)
    except Exception as error:
        logger.exception("%s chokes on a batch", consumer.name)
        why = f"{type(error).__name__}: {error}"
    # One of them is at fault: the others go on by themselves.
    if len(uids) == 1:
        return {uids[0]: why}
    return {uid: why for one in uids for uid, why in _tell(consumer, [one]).items()}


def _settle(
    consumer: Consumer, changes: list[SearchChange], refusals: dict[str, str], drained: Drained
) -> None:
    now = timezone.now()
    told = [change.pk for change in changes if change.uid not in refusals]
    SearchChange.objects.filter(pk__in=told).update(done_at=now, error="")
    drained.told += len(told)
    # What was given up for these pages is no longer news.
    taken = {change.uid for change in changes} - set(refusals)
    SearchChange.objects.dead().filter(engine=consumer.name, uid__in=taken).delete()
    drained.refusals |= refusals
    for change in changes:
        if change.uid in refusals:
            change.attempts += 1
            change.error = refusals[change.uid]
            change.is_dead = change.attempts >= ATTEMPTS
            change.due_at = now + timedelta(minutes=2 ** (change.attempts - 1))
            change.save(update_fields=["attempts", "error", "is_dead", "due_at"])
            drained.dead += change.is_dead
            drained.refused += not change.is_dead
    SearchConsumer.objects.filter(engine=consumer.name).update(
        failures=0, next_attempt_at=None, error="", written_at=now
    )


def _pause(consumer: Consumer) -> str:
    """Return why the engine must not be asked yet, empty when it may."""
    state = SearchConsumer.objects.filter(
        engine=consumer.name, next_attempt_at__gt=timezone.now()
    ).first()
    return state.error if state else ""


def _fail(consumer: Consumer, error: Exception) -> str:
    """Note that an engine is down, and when to ask again; the changes stay as they are."""
    logger.warning("%s takes no change for now: %s", consumer.name, error)
    why = f"{type(error).__name__}: {error}"
    state, _ = SearchConsumer.objects.get_or_create(engine=consumer.name)
    pause = min(2**state.failures, LONGEST_PAUSE)
    SearchConsumer.objects.filter(pk=state.pk).update(
        failures=state.failures + 1,
        next_attempt_at=timezone.now() + timedelta(seconds=pause),
        error=why,
    )
    return why
