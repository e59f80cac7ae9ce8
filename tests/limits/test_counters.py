"""Counters of limits: windows, concurrency with a failing cache, no personal data."""

import pytest
from django.core.cache import cache
from django.core.cache.backends.base import InvalidCacheBackendError
from django.core.cache.backends.locmem import LocMemCache

from hub.limits import counters
from hub.limits.counters import Counter
from hub.limits.rates import Rate

RATE = Rate(3, 60)


class Clock:
    """Replaces `time` in the counters: seconds that the test advances."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now

    monotonic = time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(counters, "time", found)
    monkeypatch.setattr(Counter, "_paused_until", 0.0)
    return found


def test_events_above_the_rate_wait_for_the_end_of_the_window(clock: Clock) -> None:
    counter = Counter("essai", "203.0.113.5", RATE)
    assert [counter.add() for _ in range(3)] == [0, 0, 0]
    wait = counter.add()
    assert 1 <= wait <= 60
    clock.now += wait
    assert counter.add() == 0


def test_subjects_and_purposes_are_counted_apart(clock: Clock) -> None:
    for _ in range(4):
        Counter("essai", "203.0.113.5", RATE).add()
    assert Counter("essai", "203.0.113.5", RATE).add() > 0
    assert Counter("essai", "203.0.113.6", RATE).add() == 0
    assert Counter("autre", "203.0.113.5", RATE).add() == 0


def test_cancelled_events_are_not_counted(clock: Clock) -> None:
    counter = Counter("essai", "203.0.113.5", RATE)
    for _ in range(20):
        assert counter.add() == 0
        counter.remove()


def test_windows_start_at_different_moments(clock: Clock) -> None:
    waits = set()
    for number in range(20):
        counter = Counter("essai", f"203.0.113.{number}", Rate(1, 3600))
        counter.add()
        waits.add(counter.add())
    assert len(waits) > 15


def test_subject_is_not_in_the_cache(clock: Clock) -> None:
    Counter("essai", "203.0.113.5", RATE).add()
    keys = list(cache._cache)
    assert keys
    assert "203.0.113.5" not in repr(keys)


def test_counter_expires(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    timeouts = []
    add = LocMemCache.add

    def record(self: LocMemCache, key: str, value: int, timeout: float) -> bool:
        timeouts.append(timeout)
        return add(self, key, value, timeout)

    monkeypatch.setattr(LocMemCache, "add", record)
    Counter("essai", "203.0.113.5", RATE).add()
    assert timeouts == [61]


@pytest.mark.parametrize("error", [ConnectionError, TimeoutError, InvalidCacheBackendError])
def test_cache_that_fails_limits_nothing_and_is_left_in_peace(
    error: type[Exception], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def fail(*args: object, **options: object) -> None:
        calls.append(1)
        raise error

    monkeypatch.setattr(LocMemCache, "add", fail)
    counter = Counter("essai", "203.0.113.5", RATE)
    assert [counter.add() for _ in range(10)] == [0] * 10
    counter.remove()
    assert len(calls) == 1
    clock.now += counters.PAUSE + 1
    counter.add()
    assert len(calls) == 2


def test_evicted_counter_limits_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocMemCache, "add", lambda *args, **options: True)
    assert Counter("essai", "203.0.113.5", RATE).add() == 0
    Counter("essai", "203.0.113.5", RATE).remove()
