"""Progress of long commands: a counter on a terminal, else one line every few seconds."""

import time

from django.core.management.base import OutputWrapper

LINE_SECONDS = 5.0


class Progress:
    """Callable that displays progress: call it with the number done; `total` may be None."""

    def __init__(self, stdout: OutputWrapper, label: str, total: int | None = None) -> None:
        self.stdout, self.label, self.total = stdout, label, total
        self._next = time.monotonic() + LINE_SECONDS

    def __call__(self, done: int) -> None:
        on_terminal = self.stdout.isatty()
        if not on_terminal and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + LINE_SECONDS
        count = f"{done}/{self.total}" if self.total else str(done)
        start = "\r" if on_terminal else ""
        self.stdout.write(f"{start}{self.label}\u00a0: {count}", ending="")
        if not on_terminal or done == self.total:
            self.stdout.write("")
        self.stdout.flush()
