"""Tasks of the queue: claim, run, retry, take back from a dead worker.

django-tasks-db stores them. What its own worker lacks is here: leases, retries with backoff, and
results recorded only by the worker that still holds the task.
"""

import logging
import threading
from dataclasses import dataclass
from traceback import format_exception
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from hub.worker.backoff import backoff
from hub.worker.heartbeat import live_workers
from hub.worker.outages import save_result
from hub.worker.watch import Watch

logger = logging.getLogger(__name__)

# Attempts before a task is failed: with `backoff`, two hours.
MAX_ATTEMPTS = 8
WORKER_LOST = "hub.worker.queue.WorkerLost"
WORKER_LOST_REASON = "Le processus des tâches de fond s’est arrêté pendant la tâche."


@dataclass(frozen=True)
class Outcome:
    """Result of an attempt: `value`, or `error` with its `traceback`."""

    value: Any = None
    error: str = ""
    traceback: str = ""


def run_next(worker: str, watch: Watch, stop: threading.Event) -> bool:
    """Run the next due task of the queue as `worker`; return whether there was one."""
    row = claim(worker)
    if row is None:
        return False
    with watch.over(row.task_name):
        outcome = execute(row)
        save_result(lambda: record(row, outcome), stop)
    return True


def claim(worker: str) -> DBTaskResult | None:
    """Give the next due task to `worker` and return it; None if no task is due."""
    ready = DBTaskResult.objects.ready()
    # A read first: the transaction below takes SQLite's write lock.
    if not ready.exists():
        return None
    with exclusive_transaction(ready.db):
        row = ready.get_locked()
        if row is not None:
            row.claim(worker)
    return row


def execute(row: DBTaskResult) -> Outcome:
    """Call the function of a claimed task; an exception is returned, never raised."""
    try:
        task, result = row.task, row.task_result
        backend = type(task.get_backend())
        task_started.send(sender=backend, task_result=result)
        context = [TaskContext(task_result=result)] if task.takes_context else []
        value = normalize_json(task.call(*context, *result.args, **result.kwargs))
    except (Exception, SystemExit) as error:
        logger.exception("Task %s failed (attempt %d)", row.task_path, len(row.worker_ids))
        path = f"{type(error).__module__}.{type(error).__qualname__}"
        return Outcome(error=path, traceback="".join(format_exception(error)))
    return Outcome(value=value)


def record(row: DBTaskResult, outcome: Outcome) -> None:
    """Record the outcome of a task, if the worker that ran it still holds it."""
    if outcome.error:
        fields = _failure_fields(row, outcome.error, outcome.traceback)
    else:
        fields = {
            "status": TaskResultStatus.SUCCESSFUL,
            "finished_at": timezone.now(),
            "return_value": outcome.value,
            "exception_class_path": "",
            "traceback": "",
        }
    if not _held(row).update(**fields):
        logger.warning("Task %s was given to another worker meanwhile", row.pk)
        return
    if fields["status"] != TaskResultStatus.READY:
        _announce_end(row)


def take_back(worker: str) -> int:
    """Queue again the tasks of dead workers, and those that `worker` holds without running them.

    Called by `worker` between two tasks. Return their number.
    """
    running = list(DBTaskResult.objects.running())
    live = live_workers() - {worker} if running else set()
    count = 0
    for row in running:
        if row.worker_ids and row.worker_ids[-1] in live:
            continue
        count += _held(row).update(**_failure_fields(row, WORKER_LOST, WORKER_LOST_REASON))
        logger.warning("Task %s taken back from a worker that has stopped", row.pk)
    return count


def give_back(worker: str) -> None:
    """Queue again, without counting an attempt, the tasks that `worker` holds."""
    for row in DBTaskResult.objects.running():
        if row.worker_ids and row.worker_ids[-1] == worker:
            _held(row).update(status=TaskResultStatus.READY, worker_ids=row.worker_ids[:-1])


def retry(tasks: QuerySet[DBTaskResult]) -> int:
    """Queue failed tasks again, with all their attempts; return their number."""
    failed = tasks.filter(status=TaskResultStatus.FAILED)
    return failed.update(
        status=TaskResultStatus.READY, run_after=timezone.now(), worker_ids=[], finished_at=None
    )


def _held(row: DBTaskResult) -> QuerySet[DBTaskResult]:
    """Return the row as it was claimed; empty if another worker has claimed it since."""
    return DBTaskResult.objects.filter(
        pk=row.pk, status=TaskResultStatus.RUNNING, worker_ids=row.worker_ids
    )


def _failure_fields(row: DBTaskResult, error: str, traceback: str) -> dict[str, Any]:
    attempts, now = len(row.worker_ids), timezone.now()
    fields: dict[str, Any] = {"exception_class_path": error, "traceback": traceback}
    if attempts >= MAX_ATTEMPTS:
        return {**fields, "status": TaskResultStatus.FAILED, "finished_at": now}
    return {**fields, "status": TaskResultStatus.READY, "run_after": now + backoff(attempts)}


def _announce_end(row: DBTaskResult) -> None:
    """Send the signal `task_finished`; the function of an old task may no longer exist."""
    try:
        row.refresh_from_db()
        task_finished.send(sender=type(row.task.get_backend()), task_result=row.task_result)
    except Exception:
        logger.exception("A receiver of task_finished failed for task %s", row.pk)
