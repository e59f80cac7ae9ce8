"""Once committed: the embedded engine at once, the rest in the background."""

import logging

from hub.search.outbox import background
from hub.search.outbox.consumers import consumers
from hub.search.outbox.draining import drain

logger = logging.getLogger(__name__)

# A change of more pages than these (a branch moved, a theme renamed) goes on after the answer.
AT_ONCE = 60


def deliver(rows: list[int]) -> None:
    """Tell the local engine of changes (ids of `SearchChange`) now, at most `AT_ONCE` of them.

    What fails or is left stays written down: a save never fails because of the search.
    """
    engines = consumers()
    is_whole = len(rows) <= AT_ONCE
    try:
        for consumer in engines:
            if consumer.is_local:
                first = rows[: AT_ONCE * len(engines)]
                is_whole &= not drain(consumer, rows=first, limit=AT_ONCE, force=True).error
    except Exception:
        logger.exception("Changes wait for the next search_sync")
    if not is_whole or any(not consumer.is_local for consumer in engines):
        background.start()
