"""The queue: claims, retries with backoff, tasks of dead workers, results of late workers."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hub.worker import heartbeat, queue
from hub.worker.backoff import LONGEST, backoff
from hub.worker.outages import save_result
from hub.worker.watch import Watch
from tests.worker import tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue_settings")]


@pytest.fixture
def run(watch: Watch, stop: threading.Event) -> Callable[[], bool]:
    """Return a function that runs one task as the worker « un », which is alive."""

    def run_one() -> bool:
        heartbeat.beat("un")
        return queue.run_next("un", watch, stop)

    return run_one


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_a_task_runs_once(run: Callable[[], bool], tmp_path: Path) -> None:
    result = tasks.write_line.enqueue(str(tmp_path / "notes"), "bonjour")
    assert lines(tmp_path / "notes") == []
    assert run()
    assert not run()
    assert lines(tmp_path / "notes") == ["bonjour"]
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == ("SUCCESSFUL", "bonjour", 1)


def test_a_task_is_claimed_by_one_worker(tmp_path: Path) -> None:
    tasks.write_line.enqueue(str(tmp_path / "notes"), "bonjour")
    assert queue.claim("un") is not None
    assert queue.claim("deux") is None


def test_an_empty_queue_writes_nothing(
    run: Callable[[], bool], django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(1):
        assert queue.claim("un") is None


def test_a_failing_task_is_retried_later_and_later_then_failed(run: Callable[[], bool]) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        tasks.fail.enqueue("en panne")
        for attempt in range(1, queue.MAX_ATTEMPTS):
            assert run()
            row = DBTaskResult.objects.get()
            assert row.status == "READY"
            assert "en panne" in row.traceback
            assert row.run_after - timezone.now() == backoff(attempt)
            assert not run()
            clock.shift(backoff(attempt))
        assert run()
        row = DBTaskResult.objects.get()
        assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
        clock.shift(timedelta(days=1))
        assert not run()


def test_the_delays_grow_up_to_an_hour() -> None:
    delays = [backoff(attempts) for attempts in range(1, 30)]
    assert [delay.total_seconds() for delay in delays[:4]] == [10, 30, 90, 270]
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST


def test_a_task_that_succeeds_at_last_keeps_no_error(
    run: Callable[[], bool], tmp_path: Path
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        tasks.fail_twice.enqueue(str(tmp_path / "notes"))
        for _ in range(3):
            assert run()
            clock.shift(LONGEST)
        row = DBTaskResult.objects.get()
    assert lines(tmp_path / "notes") == ["attempt 1", "attempt 2", "attempt 3"]
    assert (row.status, row.traceback, row.exception_class_path) == ("SUCCESSFUL", "", "")


def test_a_task_whose_function_is_gone_is_failed_in_the_end(run: Callable[[], bool]) -> None:
    tasks.fail.enqueue("x")
    DBTaskResult.objects.update(task_path="tests.worker.tasks.deleted")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(queue.MAX_ATTEMPTS):
            assert run()
            clock.shift(LONGEST)
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert "deleted" in row.traceback


def test_the_task_of_a_dead_worker_is_taken_back(run: Callable[[], bool], tmp_path: Path) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        heartbeat.beat("mort")
        tasks.write_line.enqueue(str(tmp_path / "notes"), "bonjour")
        queue.claim("mort")
        assert queue.take_back("un") == 0
        clock.shift(heartbeat.LIFETIME + timedelta(seconds=1))
        assert queue.take_back("un") == 1
        assert not run()
        clock.shift(backoff(1))
        assert run()
    assert lines(tmp_path / "notes") == ["bonjour"]


def test_a_task_that_kills_every_worker_is_failed() -> None:
    tasks.fail.enqueue("x")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(queue.MAX_ATTEMPTS):
            assert queue.claim(f"mort {number}") is not None
            assert queue.take_back("un") == 1
            clock.shift(LONGEST)
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", queue.WORKER_LOST)


def test_the_result_of_a_worker_that_lost_its_task_is_ignored(tmp_path: Path) -> None:
    tasks.write_line.enqueue(str(tmp_path / "notes"), "bonjour")
    late = queue.claim("lent")
    assert late is not None
    queue.take_back("un")
    DBTaskResult.objects.update(run_after=timezone.now())
    second = queue.claim("un")
    queue.record(late, queue.Outcome(error="builtins.ValueError", traceback="trop tard"))
    assert DBTaskResult.objects.get().status == "RUNNING"
    assert second is not None
    queue.record(second, queue.Outcome(value="fait"))
    row = DBTaskResult.objects.get()
    assert (row.status, row.return_value, row.traceback) == ("SUCCESSFUL", "fait", "")


def test_a_worker_takes_back_its_own_task_when_it_runs_none() -> None:
    """The commit of a claim reached the database, but its answer was lost."""
    heartbeat.beat("un")
    tasks.fail.enqueue("x")
    queue.claim("un")
    assert queue.take_back("un") == 1


def test_a_task_given_back_counts_no_attempt() -> None:
    tasks.fail.enqueue("x")
    queue.claim("un")
    queue.give_back("deux")
    assert DBTaskResult.objects.get().status == "RUNNING"
    queue.give_back("un")
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids) == ("READY", [])


def test_a_failed_task_that_is_retried_has_all_its_attempts() -> None:
    tasks.fail.enqueue("x")
    DBTaskResult.objects.update(status="FAILED", worker_ids=["un"] * queue.MAX_ATTEMPTS)
    assert queue.retry(DBTaskResult.objects.all()) == 1
    row = queue.claim("un")
    assert row is not None
    assert row.worker_ids == ["un"]
    assert queue.retry(DBTaskResult.objects.all()) == 0


def test_a_result_is_recorded_when_the_database_is_back(
    stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.worker.outages.connections.close_all", lambda: None)
    monkeypatch.setattr(stop, "wait", lambda seconds: stop.is_set())
    answers = [OperationalError("absente"), OperationalError("absente"), None]

    def save() -> None:
        if error := answers.pop(0):
            raise error

    save_result(save, stop)
    assert answers == []
    answers += [OperationalError("absente")]
    stop.set()
    save_result(save, stop)
    assert answers == []


def test_tasks_of_the_request_are_run_at_once(
    queue_settings: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backend = tasks.write_line.get_backend()
    monkeypatch.setattr(backend, "immediate_paths", {"tests.worker.tasks.write_line"})
    tasks.write_line.enqueue(str(tmp_path / "notes"), "bonjour")
    assert lines(tmp_path / "notes") == ["bonjour"]
    assert not DBTaskResult.objects.exists()
