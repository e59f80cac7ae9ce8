"""A rate: a number of requests in a window of time."""

import re
from dataclasses import dataclass

_UNITS = {"s": 1, "min": 60, "h": 3600}
_WRITTEN = re.compile(r"(\d{1,9})/(\d{1,4})?(s|min|h)\Z", re.ASCII)
EXPECTED = "un nombre par durée, comme 20/h, 600/10min ou 5/30s, ou off"


@dataclass(frozen=True)
class Rate:
    """At most `count` events in `seconds`."""

    count: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Rate | None":
        """Return the rate written « 600/10min »; None for « off ». Raise ValueError."""
        if text == "off":
            return None
        found = _WRITTEN.match(text)
        if not found or not int(found[1]) or found[2] and not int(found[2]):
            raise ValueError(EXPECTED)
        return cls(int(found[1]), int(found[2] or 1) * _UNITS[found[3]])
