"""Heartbeats of the workers: alive, stopped, dead, and a clock that jumps."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hub.worker import heartbeat
from hub.worker.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_a_site_without_worker_has_no_beat() -> None:
    assert heartbeat.last_beat() is None
    assert not heartbeat.is_alive()


def test_a_beat_makes_a_worker_alive_for_a_minute() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        heartbeat.beat("un")
        clock.shift(50)
        assert heartbeat.is_alive()
        heartbeat.beat("un")
        assert heartbeat.last_beat() == start + timedelta(seconds=50)
        assert Heartbeat.objects.get().started_at == start
        clock.shift(60)
        assert heartbeat.is_alive()
        clock.shift(1)
        assert not heartbeat.is_alive()
        assert heartbeat.last_beat() == start + timedelta(seconds=50)


def test_a_worker_that_stops_is_no_longer_alive() -> None:
    heartbeat.beat("un")
    heartbeat.beat("deux")
    heartbeat.end("deux")
    assert heartbeat.live_workers() == {"un"}
    heartbeat.end("un")
    assert not heartbeat.is_alive()
    assert heartbeat.last_beat() is not None


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_clock_that_jumps_makes_a_dead_worker_not_alive(jump: timedelta) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        heartbeat.beat("mort")
        clock.shift(jump)
        assert not heartbeat.is_alive()
        heartbeat.beat("vivant")
        assert heartbeat.live_workers() == {"vivant"}
        assert heartbeat.last_beat() == timezone.now()


def test_old_rows_are_deleted_except_the_latest() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for worker in ("un", "deux"):
            heartbeat.beat(worker)
            clock.shift(timedelta(days=2))
        heartbeat.forget_dead()
        assert list(Heartbeat.objects.values_list("worker", flat=True)) == ["deux"]
