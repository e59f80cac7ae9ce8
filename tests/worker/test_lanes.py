"""Threads of a worker, its parent process, and the server that starts it."""

import os
import subprocess
import threading
from datetime import timedelta
from typing import NoReturn

import pytest
from django.db import OperationalError

from hub.worker import process
from hub.worker.management.commands import serve
from hub.worker.process import Lane, Pulse, Worker
from hub.worker.watch import Watch


@pytest.fixture(autouse=True)
def no_side_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the connection of the test and the signal handlers of pytest."""
    monkeypatch.setattr("hub.worker.process.connections.close_all", lambda: None)
    monkeypatch.setattr("hub.worker.process.signal.signal", lambda *args: None)
    monkeypatch.setattr(process, "POLL_SECONDS", 0.01)


@pytest.fixture
def pulse() -> Pulse:
    pulse = Pulse()
    pulse.confirm()
    return pulse


def test_a_lane_goes_on_after_errors(stop: threading.Event, pulse: Pulse) -> None:
    errors = [ValueError("en panne"), OperationalError("base absente")]

    def step(watch: Watch, stop: threading.Event) -> bool:
        if errors:
            raise errors.pop(0)
        stop.set()
        return True

    Lane("essai", [step], stop, pulse).run()
    assert errors == []


def test_a_lane_does_nothing_without_a_certain_lease(
    stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(watch: Watch, stop: threading.Event) -> bool:
        pytest.fail("The step was run.")

    monkeypatch.setattr(stop, "wait", lambda seconds: stop.set())
    Lane("essai", [step], stop, Pulse()).run()


@pytest.mark.django_db
def test_a_worker_ends_with_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "_beat", lambda self: None)
    worker = Worker([], parent=-1)
    worker.run()
    assert not any(lane.is_alive() for lane in worker.lanes)


def test_a_stuck_lane_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(status: int) -> NoReturn:
        raise SystemExit(status)

    monkeypatch.setattr("hub.worker.process.os._exit", leave)
    monkeypatch.setattr("hub.worker.process.logging.shutdown", lambda: None)
    worker = Worker([])
    monkeypatch.setattr(worker.lanes[0], "is_alive", lambda: True)
    worker._check_lanes()
    with (
        worker.lanes[0].watch.over("essai", timedelta(seconds=-1)),
        pytest.raises(SystemExit, match="70"),
    ):
        worker._check_lanes()


def test_the_server_starts_a_worker_and_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    endings: list[str] = []

    class Process:
        def __init__(self, command: list[str]) -> None:
            commands.append(command)

        def terminate(self) -> None:
            endings.append("terminate")

        def kill(self) -> None:
            endings.append("kill")

        def wait(self, seconds: float | None = None) -> None:
            if seconds:
                raise subprocess.TimeoutExpired("worker", seconds)

    registered: list[object] = []
    monkeypatch.setattr("hub.worker.management.commands.serve.subprocess.Popen", Process)
    monkeypatch.setattr(
        "hub.worker.management.commands.serve.atexit.register",
        lambda *arguments: registered.extend(arguments),
    )
    worker = serve.start_worker()
    assert commands[0][-2:] == ["worker", f"--parent={os.getpid()}"]
    assert registered == [serve.stop, worker]
    serve.stop(worker)
    assert endings == ["terminate", "kill"]
