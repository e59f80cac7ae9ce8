"""Current piece of work of a lane, with the time after which it is considered stuck."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

DEFAULT_LIMIT = timedelta(minutes=15)


class Watch:
    """What a lane is doing; read by the main thread of the worker."""

    def __init__(self) -> None:
        self._current: tuple[str, float] | None = None

    @contextmanager
    def over(self, name: str, limit: timedelta = DEFAULT_LIMIT) -> Iterator[None]:
        """Watch a block, named `name`, that must not last more than `limit`."""
        self._current = (name, time.monotonic() + limit.total_seconds())
        try:
            yield
        finally:
            self._current = None

    @property
    def stuck(self) -> str:
        """Name of the block that has exceeded its limit; empty if there is none."""
        current = self._current
        return current[0] if current and time.monotonic() > current[1] else ""
