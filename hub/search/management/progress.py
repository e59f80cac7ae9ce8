"""Progress of long commands: a count that moves on a terminal, else a line now and then."""

import time

from django.core.management.base import OutputWrapper

LINE_SECONDS = 5.0


class Progress:
    """Says how far a command is: call it with how many are done. `total` may be unknown (None)."""

    def __init__(self, stdout: OutputWrapper, what: str, total: int | None = None) -> None:
        self.stdout, self.what, self.total = stdout, what, total
        self._next = time.monotonic() + LINE_SECONDS

    def __call__(self, done: int) -> None:
        on_terminal = self.stdout.isatty()
        if not on_terminal and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + LINE_SECONDS
        words = f"{done}/{self.total}" if self.total else str(done)
        start = "\r" if on_terminal else ""
        self.stdout.write(f"{start}{self.what}\u00a0: {words}", ending="")
        if not on_terminal or done == self.total:
            self.stdout.write("")
        self.stdout.flush()
