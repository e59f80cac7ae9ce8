"""Counters of events in the cache, by subject: an address, an account.

Subjects are personal data: the cache has a keyed hash of them, until the end of the window. A cache
that fails counts nothing, and is not asked again for `PAUSE` seconds.
"""

import logging
import math
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from hub.limits.rates import Rate

logger = logging.getLogger(__name__)
PAUSE = 10  # seconds without a question to a cache that failed
_SALT = "hub.limits"


class Counter:
    """Counter of the events of one subject, for one purpose.

    Windows follow each other without overlap; they start at another moment for each subject, so
    that clients that wait do not all come back together.
    """

    _paused_until = 0.0  # time.monotonic(), for the whole process

    def __init__(self, purpose: str, subject: str, rate: Rate) -> None:
        self.rate = rate
        self._digest = salted_hmac(_SALT, f"{purpose}\0{subject}", algorithm="sha256").hexdigest()

    def add(self) -> int:
        """Count an event; return 0, or the seconds to wait when it is above the rate."""
        offset, window = self._place()
        if self._count(window) <= self.rate.count:
            return 0
        return max(1, math.ceil(self.rate.seconds - offset))

    def remove(self) -> None:
        """Cancel an event counted before, if its window is not over."""
        if time.monotonic() < Counter._paused_until:
            return
        try:
            cache.decr(self._key(self._place()[1]))
        except ValueError:
            return  # the window is over
        except Exception as error:  # noqa: BLE001  each backend has its own errors
            self._pause(error)

    def _place(self) -> tuple[float, int]:
        """Return the seconds since the start of the window, and its number."""
        now = time.time() + int(self._digest[:8], 16) % self.rate.seconds
        return now % self.rate.seconds, int(now // self.rate.seconds)

    def _key(self, window: int) -> str:
        return f"limit:{self._digest[:40]}:{window}"

    def _count(self, window: int) -> int:
        """Add one to the counter of this window and return it; 0 when the cache fails."""
        if time.monotonic() < Counter._paused_until:
            return 0
        key = self._key(window)
        try:
            cache.add(key, 0, timeout=self.rate.seconds + 1)
            return cache.incr(key)
        except ValueError:
            return 0  # evicted between the two
        except Exception as error:  # noqa: BLE001  each backend has its own errors
            self._pause(error)
            return 0

    def _pause(self, error: Exception) -> None:
        Counter._paused_until = time.monotonic() + PAUSE
        logger.error("Limites de débit suspendues : le cache ne répond pas", exc_info=error)
