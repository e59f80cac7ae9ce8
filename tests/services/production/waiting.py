"""Waiting for what a process of the site does."""

import time
from collections.abc import Callable

WAIT_SECONDS = 60


def wait_until(condition: Callable[[], bool], seconds: int = WAIT_SECONDS) -> None:
    """Return once the condition is true; raise AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not true in time"
        time.sleep(0.2)
