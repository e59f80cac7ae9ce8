"""Heartbeats of the workers: whether one of them is alive, and which ones hold their leases."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hub.worker.models import Heartbeat

# Seconds between two beats of a worker.
BEAT_SECONDS = 5
# Age after which a worker is considered dead. Longer than a write waits for SQLite's lock (20 s).
LIFETIME = timedelta(seconds=60)


def last_beat() -> datetime | None:
    """Return the time of the last beat of any worker, None if no worker has ever run.

    A beat more than `LIFETIME` in the future, written before the clock was set back, is ignored.
    """
    limit = timezone.now() + LIFETIME
    beats = Heartbeat.objects.filter(beat_at__lte=limit).order_by("-beat_at")
    return beats.values_list("beat_at", flat=True).first()


def is_alive() -> bool:
    """Return whether a worker that has not stopped has beaten within `LIFETIME`."""
    return _live().exists()


def live_workers() -> set[str]:
    """Return the ids of the workers that `is_alive` counts: what they hold is theirs."""
    return set(_live().values_list("worker", flat=True))


def beat(worker: str) -> None:
    """Write a beat of `worker`; the first one creates its row."""
    now = timezone.now()
    if not Heartbeat.objects.filter(worker=worker).update(beat_at=now):
        Heartbeat.objects.create(worker=worker, started_at=now, beat_at=now)


def end(worker: str) -> None:
    """Record that `worker` has stopped: what it still holds is free at once."""
    Heartbeat.objects.filter(worker=worker).update(stopped_at=timezone.now())


def forget_dead(age: timedelta = timedelta(days=1)) -> None:
    """Delete the rows of the workers that have not beaten for `age`, except the latest."""
    latest = Heartbeat.objects.order_by("-beat_at").values_list("pk", flat=True).first()
    Heartbeat.objects.filter(beat_at__lt=timezone.now() - age).exclude(pk=latest).delete()


def _live() -> QuerySet[Heartbeat]:
    now = timezone.now()
    period = (now - LIFETIME, now + LIFETIME)
    return Heartbeat.objects.filter(beat_at__range=period, stopped_at=None)
