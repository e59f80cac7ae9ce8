"""Progress of a long command: a bar on a terminal, a line every few seconds elsewhere."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper

BAR_WIDTH = 30
SECONDS_BETWEEN_LINES = 5
ERASE_LINE = "\r\x1b[K"


class Progress:
    """Progress display on `stream`, after a label in French such as « Images ».

    `total` is the number of steps, None if unknown; `clock` returns seconds (set by tests). As a
    context manager, it erases the bar at the end of the block.
    """

    def __init__(
        self,
        stream: OutputWrapper,
        label: str,
        total: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._label = label
        self._total = total
        self._clock = clock
        self._last_shown = clock()
        self._is_terminal = stream.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def show(self, done: int, what: str = "") -> None:
        """Show that `done` steps are finished; `what` names the last one."""
        count = f"{done}/{self._total}" if self._total else f"{done}"
        if self._is_terminal:
            parts = (f"{self._label}\u00a0:", self._bar(done), count, what[:40])
            self._stream.write(ERASE_LINE + " ".join(filter(None, parts)), ending="")
            self._stream.flush()
        elif self._clock() - self._last_shown >= SECONDS_BETWEEN_LINES:
            self._last_shown = self._clock()
            last = f", dernier\u00a0: {what}" if what else ""
            self._stream.write(f"{self._label}\u00a0: {count}{last}")
            self._stream.flush()

    def clear(self) -> None:
        """Erase the bar, so that the next output starts on an empty line."""
        if self._is_terminal:
            self._stream.write(ERASE_LINE, ending="")

    def _bar(self, done: int) -> str:
        if not self._total:
            return ""
        filled = min(BAR_WIDTH * done // self._total, BAR_WIDTH)
        return "█" * filled + "░" * (BAR_WIDTH - filled)
