"""Tasks that the tests of the worker enqueue. Each run leaves a line in a file."""

import os
import signal
import time
from pathlib import Path

from django_tasks import TaskContext, task


def note(path: str, line: str) -> None:
    """Append a line to a file, in one write."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


@task()
def write_line(path: str, line: str) -> str:
    note(path, line)
    return line


@task()
def write_slowly(path: str, line: str, seconds: float) -> None:
    note(path, f"{line} begins")
    time.sleep(seconds)
    note(path, f"{line} ends")


@task()
def write_until(path: str, line: str, go_on: str) -> None:
    """Run until the file `go_on` exists."""
    note(path, f"{line} begins")
    while not Path(go_on).exists():
        time.sleep(0.05)
    note(path, f"{line} ends")


@task()
def fail(reason: str) -> None:
    raise ValueError(reason)


@task()
def kill_the_first_worker(path: str) -> None:
    """Kill the process that runs it the first time."""
    if not Path(path).exists():
        note(path, "killed")
        os.kill(os.getpid(), signal.SIGKILL)
    note(path, "done")


@task(takes_context=True)
def fail_twice(context: TaskContext, path: str) -> None:
    note(path, f"attempt {context.attempt}")
    if context.attempt < 3:
        raise OSError("pas encore")
