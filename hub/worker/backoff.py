"""Delays between the attempts of a task or of a periodic job."""

from datetime import timedelta

FIRST_SECONDS = 10
FACTOR = 3
LONGEST = timedelta(hours=1)


def backoff(attempts: int) -> timedelta:
    """Return the delay after `attempts` failures: 10 s, 30 s, 90 s… one hour at most."""
    exponent = min(max(attempts, 1) - 1, 10)
    return min(timedelta(seconds=FIRST_SECONDS * FACTOR**exponent), LONGEST)
