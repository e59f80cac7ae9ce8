"""Circuit breaker (Nygard, « Release It! »): stop calling a failing service for a while."""

import threading
import time
from collections.abc import Callable

FAILURES = 3
PAUSE_SECONDS = 5.0


class CircuitBreaker:
    """State of the calls to a service, per process.

    Closed, every call is allowed. After `failures` failures in a row, or one with `at_once`,
    the circuit opens: no call is allowed. After `pause` seconds one probe is allowed; its result
    closes the circuit or opens it for another pause. `clock` returns monotonic seconds.
    """

    def __init__(
        self,
        failures: int = FAILURES,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.failures, self.pause, self.clock = failures, pause, clock
        self._lock = threading.Lock()
        self._failed = 0
        # Time of the next probe; None: closed.
        self._probe_at: float | None = None

    @property
    def is_closed(self) -> bool:
        """Whether calls are allowed."""
        return self._probe_at is None

    def take_probe(self) -> bool:
        """Return whether the caller must send the probe: True for one caller in each pause."""
        with self._lock:
            if self._probe_at is None or self.clock() < self._probe_at:
                return False
            # Schedule the next probe now: a lost probe only delays it by one pause.
            self._probe_at = self.clock() + self.pause
            return True

    def succeeded(self) -> bool:
        """Record a success; return whether it closed the circuit."""
        with self._lock:
            was_open = self._probe_at is not None
            self._failed, self._probe_at = 0, None
            return was_open

    def failed(self, *, at_once: bool = False) -> bool:
        """Record a failure, `at_once` if one is enough; return whether it opened the circuit."""
        with self._lock:
            self._failed += 1
            was_closed = self._probe_at is None
            if was_closed and self._failed < self.failures and not at_once:
                return False
            self._probe_at = self.clock() + self.pause
            return was_closed
