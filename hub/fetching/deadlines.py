"""Total duration of a request, whatever the server sends and however slowly."""

import socket
import threading
import time
from types import TracebackType


class Deadline:
    """Context manager that cuts the connections of a request after `seconds`.

    The timeouts of sockets hold for one read: a server that sends a byte every few seconds never
    meets them, in the TLS handshake or in the headers as in the body.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self.has_passed = False

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for watched in self._watched:
                watched.close()
            self._watched.clear()

    def remaining(self) -> float:
        """Return the seconds left, above zero: a timeout of zero means a non-blocking socket."""
        return max(self._end - time.monotonic(), 0.001)

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection when time is over, until the end of the context."""
        with self._lock:
            # A duplicate: TLS detaches the original socket, and its number may be used again.
            self._watched.append(connection.dup())
        if self.has_passed:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            self.has_passed = True
            for watched in self._watched:
                try:
                    watched.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # closed by the server
