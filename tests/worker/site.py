"""A database that worker processes and a test share."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult, get_date_max
from environ import Env

from hub.worker.models import Heartbeat

ROOT = Path(__file__).resolve().parent.parent.parent
ALIAS = "shared"
PATIENCE_SECONDS = 300

Process = subprocess.Popen[bytes]


@dataclass
class Shared:
    """A database by its URL, the folder of its files, and the workers that a test starts."""

    url: str
    folder: Path
    processes: list[Process] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hub.settings",
            "HUB_ENV": "dev",
            "DATABASE_URL": self.url,
            "MEDIA_ROOT": str(self.folder / "media"),
            "SEARCH_ENCODER": "off",
            "PYTHONPATH": str(ROOT),
        }

    @property
    def notes(self) -> Path:
        return self.folder / "notes"

    def start(self, *jobs: str) -> Process:
        """Start a worker of the queue and of some periodic jobs."""
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - a program of the tests
                [sys.executable, "-m", "tests.worker.program", *jobs],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def enqueue(self, name: str, *args: object) -> DBTaskResult:
        """Enqueue a task of `tests.worker.tasks`."""
        return DBTaskResult.objects.using(ALIAS).create(
            args_kwargs={"args": args, "kwargs": {}},
            task_path=f"tests.worker.tasks.{name}",
            backend_name="default",
            run_after=get_date_max(),
        )

    @property
    def tasks(self) -> QuerySet[DBTaskResult]:
        return DBTaskResult.objects.using(ALIAS).all()

    def lines(self) -> list[str]:
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []

    def log(self) -> str:
        return (self.folder / "worker.log").read_text(encoding="utf-8")

    def forget_time(self) -> None:
        """Make the leases of killed workers expire and the retries due, without waiting."""
        Heartbeat.objects.using(ALIAS).update(beat_at="2026-01-01T00:00:00Z")
        self.make_due()

    def make_due(self) -> None:
        """Make every retry due now."""
        self.tasks.filter(status="READY").update(run_after=get_date_max())

    def wait_for(self, condition: Callable[[], Any]) -> None:
        """Return once `condition` is true; fail with the log of the workers if it never is."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.lines()}\n{list(self.tasks.values())}\n{self.log()}")
            time.sleep(0.05)

    def connect(self) -> None:
        """Connect the test; Django forbids a connection made by a query to an added alias."""
        connections[ALIAS].connect()

    def end_all(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()


def kill(process: Process) -> None:
    """Kill a process without warning (SIGKILL), and wait for its end."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def terminate(process: Process) -> int:
    """Ask a process to stop (SIGTERM); return its exit status."""
    process.terminate()
    return process.wait(PATIENCE_SECONDS)


@contextmanager
def shared(url: str, folder: Path) -> Iterator[Shared]:
    """Give the test an alias of the database at `url`; end the workers after it."""
    default = connections.databases["default"]
    options = {"timeout": 20} if url.startswith("sqlite") else {}
    connections.databases[ALIAS] = {**default, **Env.db_url_config(url), "OPTIONS": options}
    site = Shared(url, folder)
    site.connect()
    try:
        yield site
    finally:
        site.end_all()
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
