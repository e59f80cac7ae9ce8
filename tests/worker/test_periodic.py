"""Periodic jobs: due times, several workers, restarts, clock jumps, failures."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from hub.worker import heartbeat, periodic
from hub.worker.models import JobState
from hub.worker.periodic import PeriodicJob, Scheduler, all_jobs
from hub.worker.watch import Watch

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


class Runs(list[datetime]):
    """Times of the runs of a job; `errors` are raised by the next ones."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[Exception] = []
        self.has_more = False

    def __call__(self) -> bool:
        self.append(timezone.now())
        if self.errors:
            raise self.errors.pop(0)
        return self.has_more


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture
def job(runs: Runs) -> PeriodicJob:
    return PeriodicJob("essai", HOUR, runs)


@pytest.fixture
def look(watch: Watch, stop: threading.Event) -> Callable[..., bool]:
    """Return a function that makes a new worker, as after a restart, look at a job."""

    def look_as(job: PeriodicJob, worker: str = "un") -> bool:
        heartbeat.beat(worker)
        return Scheduler([job], worker).run_due(watch, stop)

    return look_as


def test_a_job_runs_at_its_interval_whatever_the_restarts(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool]
) -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(3 * 60 + 1):
            look(job)
            clock.shift(timedelta(minutes=1))
    assert runs == [start + hours * HOUR for hours in range(4)]


def test_two_workers_do_not_run_a_job_twice(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool]
) -> None:
    look(job, "un")
    look(job, "deux")
    assert len(runs) == 1


def test_a_job_that_runs_is_not_started_by_another_worker(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool]
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        heartbeat.beat("un")
        assert not periodic.claim(job, "un")
        clock.shift(2 * HOUR)
        heartbeat.beat("un")
        look(job, "deux")
        assert runs == []
        periodic.record_success(job, "un")
        look(job, "deux")
        assert len(runs) == 1


def test_the_job_of_a_killed_worker_is_started_again(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool]
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        heartbeat.beat("mort")
        assert not periodic.claim(job, "mort")
        look(job)
        assert runs == []
        clock.shift(heartbeat.LIFETIME + timedelta(seconds=1))
        look(job)
        assert len(runs) == 1
        periodic.record_failure(job, "mort", "trop tard")
        state = JobState.objects.get()
        assert (state.holder, state.failures, state.error) == ("", 0, "")


def test_a_job_given_back_is_due_at_once(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool]
) -> None:
    assert not periodic.claim(job, "un")
    periodic.give_back("un")
    look(job, "deux")
    assert len(runs) == 1


@pytest.mark.parametrize("jump", [timedelta(days=2), timedelta(days=-2)])
def test_a_clock_that_jumps_makes_one_run(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool], jump: timedelta
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        look(job)
        clock.shift(jump)
        for _ in range(5):
            look(job)
            clock.shift(timedelta(minutes=1))
    assert len(runs) == 2


def test_a_clock_set_back_a_little_does_not_repeat_a_job(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool]
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        look(job)
        clock.shift(timedelta(seconds=-30))
        look(job)
        assert len(runs) == 1


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(datetime(2026, 3, 28, 22, tzinfo=UTC), id="spring"),
        pytest.param(datetime(2026, 10, 24, 22, tzinfo=UTC), id="autumn"),
    ],
)
def test_daylight_saving_time_neither_skips_nor_repeats(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool], start: datetime
) -> None:
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(6 * 4):
            look(job)
            clock.shift(timedelta(minutes=15))
    assert runs == [start + hours * HOUR for hours in range(6)]


def test_a_failing_job_is_retried_before_its_interval(
    job: PeriodicJob, runs: Runs, look: Callable[..., bool]
) -> None:
    runs.errors = [ValueError("en panne"), ValueError("en panne")]
    with time_machine.travel(timezone.now(), tick=False) as clock:
        look(job)
        state = JobState.objects.get()
        assert (state.failures, state.error) == (1, "ValueError: en panne")
        assert state.succeeded_at is None
        clock.shift(9)
        look(job)
        assert len(runs) == 1
        clock.shift(1)
        look(job)
        assert JobState.objects.get().failures == 2
        clock.shift(30)
        look(job)
        state = JobState.objects.get()
        assert (state.failures, state.error) == (0, "")
        assert state.succeeded_at == timezone.now()
    assert len(runs) == 3


def test_a_failing_job_does_not_stop_the_next_one(
    runs: Runs, watch: Watch, stop: threading.Event
) -> None:
    others = Runs()
    runs.errors = [ValueError("en panne")]
    jobs = [PeriodicJob("un", HOUR, runs), PeriodicJob("deux", HOUR, others)]
    Scheduler(jobs, "un").run_due(watch, stop)
    assert len(others) == 1


def test_a_job_with_more_to_do_runs_again_at_once(
    job: PeriodicJob, runs: Runs, watch: Watch, stop: threading.Event
) -> None:
    scheduler = Scheduler([job], "un")
    runs.has_more = True
    assert scheduler.run_due(watch, stop)
    runs.has_more = False
    assert not scheduler.run_due(watch, stop)
    assert not scheduler.run_due(watch, stop)
    assert len(runs) == 2


def test_a_job_without_work_writes_nothing(runs: Runs, watch: Watch, stop: threading.Event) -> None:
    job = PeriodicJob("essai", HOUR, runs, is_needed=lambda: False)
    Scheduler([job], "un").run_due(watch, stop)
    assert not JobState.objects.exists()
    assert runs == []


def test_a_job_that_lasts_too_long_is_stuck(
    job: PeriodicJob, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []
    for seconds in (60, -1):
        with watch.over("essai", timedelta(seconds=seconds)):
            names.append(watch.stuck)
    assert [*names, watch.stuck] == ["", "essai", ""]


def test_the_jobs_of_the_site_have_one_name_each(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [job.name for job in all_jobs()]
    assert {"publish_scheduled", "clean", "search_changes"} <= set(names)
    monkeypatch.setattr("hub.search.periodic_jobs.JOBS", [PeriodicJob("clean", HOUR, print)])
    with pytest.raises(ImproperlyConfigured, match="'clean'"):
        all_jobs()
