"""Periodic jobs: their declaration, and the scheduler that runs those that are due.

An application declares its jobs in a list `JOBS` of its module `periodic_jobs`. The last run of
each is stored, so that neither a restart nor several workers skip or repeat one. Times are in
UTC: daylight saving time changes nothing.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from hub.worker.backoff import backoff
from hub.worker.heartbeat import live_workers
from hub.worker.models import JobState
from hub.worker.outages import DATABASE_ERRORS, save_result
from hub.worker.watch import DEFAULT_LIMIT, Watch

logger = logging.getLogger(__name__)

# Longest time between two looks at the stored state of a job.
LOOK_SECONDS = 60.0


@dataclass(frozen=True)
class PeriodicJob:
    """A function called at an interval.

    - `name`: unique, stored with the last run; `every`: the interval, from start to start;
    - `run`: the function, idempotent; if it returns True, it is called again at once;
    - `is_needed`: query that returns whether there is work, so that nothing is written otherwise;
    - `lane`: jobs of one lane run one after the other, those of two lanes at the same time;
    - `limit`: duration after which the job is stuck, and the worker restarted;
    - `label`: name on the screen « Tâches de fond », in French.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    is_needed: Callable[[], bool] | None = None
    lane: str = "clock"
    limit: timedelta = DEFAULT_LIMIT
    label: str = ""

    @property
    def title(self) -> str:
        return self.label or self.name


def all_jobs() -> list[PeriodicJob]:
    """Return the jobs that the installed applications declare.

    Raise ImproperlyConfigured if two of them have the same name.
    """
    jobs: dict[str, PeriodicJob] = {}
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "periodic_jobs"):
            for job in import_module(f"{config.name}.periodic_jobs").JOBS:
                if job.name in jobs:
                    raise ImproperlyConfigured(f"Two periodic jobs are named {job.name!r}.")
                jobs[job.name] = job
    return list(jobs.values())


class Scheduler:
    """Runs the due jobs of one lane, as one worker."""

    def __init__(self, jobs: Sequence[PeriodicJob], worker: str) -> None:
        self.jobs, self.worker = jobs, worker
        # Readings of the monotonic clock, which does not follow the jumps of the system clock.
        self.next_look = {job.name: 0.0 for job in jobs}

    def run_due(self, watch: Watch, stop: threading.Event) -> bool:
        """Run each due job once; return whether one of them has more to do at once."""
        has_more = False
        for job in self.jobs:
            if not stop.is_set():
                has_more |= self._run_if_due(job, watch, stop)
        return has_more

    def _run_if_due(self, job: PeriodicJob, watch: Watch, stop: threading.Event) -> bool:
        if time.monotonic() < self.next_look[job.name]:
            return False
        self._look_in(job, job.every)
        if job.is_needed and not job.is_needed():
            return False
        wait = claim(job, self.worker)
        if wait:
            self._look_in(job, wait)
            return False
        with watch.over(job.name, job.limit):
            has_more = self._run(job, stop)
        if has_more:
            self.next_look[job.name] = 0.0
        return has_more

    def _run(self, job: PeriodicJob, stop: threading.Event) -> bool:
        try:
            has_more = job.run() is True
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            is_known = JobState.objects.filter(name=job.name, error=reason)
            if isinstance(error, DATABASE_ERRORS) or is_known.exists():
                logger.warning("Job %s failed again: %s", job.name, reason)
            else:
                logger.exception("Job %s failed", job.name)
            save_result(lambda: record_failure(job, self.worker, reason), stop)
            return False
        save_result(lambda: record_success(job, self.worker, has_more=has_more), stop)
        return has_more

    def _look_in(self, job: PeriodicJob, wait: timedelta) -> None:
        self.next_look[job.name] = time.monotonic() + min(wait.total_seconds(), LOOK_SECONDS)


def claim(job: PeriodicJob, worker: str) -> timedelta:
    """Give a due job to `worker` and return zero, or return the time before the next look.

    A job that its worker left unfinished (killed) counts as a failure, and is due after a backoff.
    """
    now = timezone.now()
    state, _ = JobState.objects.get_or_create(name=job.name)
    failures = state.failures
    if state.holder:
        if state.holder != worker and state.holder in live_workers():
            return job.every
        failures += 1
    pause = min(job.every, backoff(failures)) if failures else job.every
    if wait := time_before(state.tried_at, pause, now):
        return wait
    claimed = JobState.objects.filter(
        name=job.name, holder=state.holder, tried_at=state.tried_at
    ).update(holder=worker, tried_at=now, failures=failures)
    return timedelta() if claimed else job.every


def time_before(last: datetime | None, pause: timedelta, now: datetime) -> timedelta:
    """Return the time before a run, `pause` after the last one; zero if it is due.

    The distance is counted in both directions: when the clock has been set back by more than
    `pause`, the last run seems to be in the future, and the job is due.
    """
    if last is None:
        return timedelta()
    return max(pause - abs(now - last), timedelta())


def record_success(job: PeriodicJob, worker: str, *, has_more: bool = False) -> None:
    """Record the end of a run, if `worker` still holds the job."""
    state = JobState.objects.filter(name=job.name, holder=worker)
    fields = {"holder": "", "succeeded_at": timezone.now(), "failures": 0, "error": ""}
    state.update(**fields, **({"tried_at": None} if has_more else {}))


def record_failure(job: PeriodicJob, worker: str, reason: str) -> None:
    """Record the failure of a run, if `worker` still holds the job."""
    for state in JobState.objects.filter(name=job.name, holder=worker):
        failures = state.failures + 1
        JobState.objects.filter(pk=state.pk, holder=worker).update(
            holder="", failures=failures, error=reason
        )


def give_back(worker: str) -> None:
    """Free the jobs that `worker` holds: they are due at once."""
    JobState.objects.filter(holder=worker).update(holder="", tried_at=None)
