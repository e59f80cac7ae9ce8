"""How far a long command is: a bar on a terminal, a line every few seconds elsewhere."""

import time

WIDTH = 30
SECONDS = 5


class Progress:
    """Tells `total` steps on `stream`; `clock` returns seconds, and may be replaced."""

    def __init__(self, stream, total: int, clock=time.monotonic):
        self._stream = stream
        self._total = total
        self._clock = clock
        self._told = clock()
        self._is_terminal = stream.isatty()

    def show(self, done: int, what: str) -> None:
        """Tell that `done` steps are behind; `what` is the last one, as short as can be."""
        if self._is_terminal:
            filled = WIDTH * done // self._total
            bar = "█" * filled + "░" * (WIDTH - filled)
            self._stream.write(f"\r\x1b[K{bar} {done}/{self._total} {what[:40]}", ending="")
            self._stream.flush()
        elif self._clock() - self._told >= SECONDS:
            self._told = self._clock()
            self._stream.write(f"{done} fichier(s) sur {self._total}, dernier\u00a0: {what}")

    def clear(self) -> None:
        """Leave the line of the bar to what is written next."""
        if self._is_terminal:
            self._stream.write("\r\x1b[K", ending="")
