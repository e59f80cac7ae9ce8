"""Send the recorded changes to an engine, in order; schedule a retry for those it refuses."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from hub.search.contract import EngineUnavailable, RequestRefused
from hub.search.embedded.writing import let_others_write
from hub.search.models import SearchChange, SearchConsumer
from hub.search.outbox.consumers import Consumer
from hub.search.projection import project

logger = logging.getLogger(__name__)

# Longest backoff, in seconds: changes must be sent within a minute of the engine's return.
MAX_PAUSE_SECONDS = 20
# A refused change is retried after 1, 2, 4… minutes, then marked dead for a person to look at.
MAX_ATTEMPTS = 8


@dataclass
class DrainResult:
    """Counts of one pass: changes `sent`, `refused` (to be retried), `dead`.

    `error` is set if the engine was unavailable; `refusals` is {uid: why}.
    """

    sent: int = 0
    refused: int = 0
    dead: int = 0
    error: str = ""
    refusals: dict[str, str] = field(default_factory=dict)


def drain(
    consumer: Consumer,
    *,
    rows: Collection[int] | None = None,
    limit: int | None = None,
    wait: float = 0.0,
    force: bool = False,
) -> DrainResult:
    """Send the due changes to `consumer`, at most `limit`; return a `DrainResult`.

    - `rows`: only these (ids of `SearchChange`);
    - `wait`: seconds to wait for another process; `Busy` is raised after that;
    - `force`: skip the backoff of an engine that has just failed.
    """
    drained = DrainResult()
    if not force and (error := pause_reason(consumer.name)):
        drained.error = error
        return drained
    left = limit
    while left is None or left > 0:
        size = consumer.batch if left is None else min(consumer.batch, left)
        try:
            with consumer.lock(wait):
                count = _drain_batch(consumer, rows, size, drained)
        except (EngineUnavailable, OperationalError, InterfaceError) as error:
            drained.error = record_failure(consumer.name, f"{type(error).__name__}: {error}")
            return drained
        if count < size:
            break
        left = None if left is None else left - count
        if consumer.is_local:
            let_others_write()
    return drained


def _drain_batch(
    consumer: Consumer, rows: Collection[int] | None, size: int, drained: DrainResult
) -> int:
    """Send one batch of changes; return its size."""
    due = SearchChange.objects.waiting().filter(engine=consumer.name, due_at__lte=timezone.now())
    if rows is not None:
        due = due.filter(pk__in=rows)
    changes = list(due.order_by("pk")[:size])
    if changes:
        refusals = _send(consumer, list(dict.fromkeys(change.uid for change in changes)))
        _record_outcome(consumer, changes, refusals, drained)
    return len(changes)


def _send(consumer: Consumer, uids: list[str]) -> dict[str, str]:
    """Project `uids` from the database and send them; return {uid: why} of those refused."""
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
        logger.exception("%s failed on a batch", consumer.name)
        why = f"{type(error).__name__}: {error}"
    # One page made the batch fail: send each page alone, so that the others pass.
    if len(uids) == 1:
        return {uids[0]: why}
    return {uid: why for single in uids for uid, why in _send(consumer, [single]).items()}


def _record_outcome(
    consumer: Consumer, changes: list[SearchChange], refusals: dict[str, str], drained: DrainResult
) -> None:
    now = timezone.now()
    sent = [change.pk for change in changes if change.uid not in refusals]
    SearchChange.objects.filter(pk__in=sent).update(done_at=now, error="")
    drained.sent += len(sent)
    # A page that was accepted makes its former dead changes obsolete.
    accepted = {change.uid for change in changes} - set(refusals)
    SearchChange.objects.dead().filter(engine=consumer.name, uid__in=accepted).delete()
    drained.refusals |= refusals
    for change in changes:
        if change.uid in refusals:
            change.attempts += 1
            change.error = refusals[change.uid]
            change.is_dead = change.attempts >= MAX_ATTEMPTS
            change.due_at = now + timedelta(minutes=2 ** (change.attempts - 1))
            change.save(update_fields=["attempts", "error", "is_dead", "due_at"])
            drained.dead += change.is_dead
            drained.refused += not change.is_dead
    SearchConsumer.objects.filter(engine=consumer.name).update(
        failures=0, next_attempt_at=None, failing_since=None, error="", written_at=now
    )


def pause_reason(name: str) -> str:
    """Return the last error of a consumer in backoff; empty if it may be called."""
    state = SearchConsumer.objects.filter(engine=name, next_attempt_at__gt=timezone.now()).first()
    return state.error if state else ""


def record_failure(name: str, why: str) -> str:
    """Record that a consumer is unavailable and when to retry; return `why`.

    What it had to receive is left untouched.
    """
    logger.warning("%s takes no change for now: %s", name, why)
    state, _ = SearchConsumer.objects.get_or_create(engine=name)
    now = timezone.now()
    pause = min(2**state.failures, MAX_PAUSE_SECONDS)
    SearchConsumer.objects.filter(pk=state.pk).update(
        failures=state.failures + 1,
        next_attempt_at=now + timedelta(seconds=pause),
        failing_since=state.failing_since or now,
        error=why,
    )
    return why
