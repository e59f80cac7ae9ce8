"""Progress of a long command: a bar on a terminal, a line every few seconds elsewhere."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper

BAR_WIDTH = 30
SECONDS_BETWEEN_LINES = 5


class Progress:
    """Progress display of `total` steps on `stream`; `clock` returns seconds (set by tests)."""

    def __init__(
        self,
        stream: OutputWrapper,
        total: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._total = total
        self._clock = clock
        self._last_shown = clock()
        self._is_terminal = stream.isatty()

    def show(self, done: int, what: str) -> None:
        """Show that `done` steps are finished; `what` names the last one."""
        if self._is_terminal:
            filled = BAR_WIDTH * done // self._total
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            self._stream.write(f"\r\x1b[K{bar} {done}/{self._total} {what[:40]}", ending="")
            self._stream.flush()
        elif self._clock() - self._last_shown >= SECONDS_BETWEEN_LINES:
            self._last_shown = self._clock()
            self._stream.write(f"{done} fichier(s) sur {self._total}, dernier\u00a0: {what}")

    def clear(self) -> None:
        """Erase the bar, so that the next output starts on an empty line."""
        if self._is_terminal:
            self._stream.write("\r\x1b[K", ending="")
