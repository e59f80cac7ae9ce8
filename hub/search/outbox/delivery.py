"""Delivery after commit: the embedded engine inline, the other engines in the background."""

import logging

from hub.search.outbox import background
from hub.search.outbox.consumers import consumers
from hub.search.outbox.draining import drain

logger = logging.getLogger(__name__)

# Pages sent within the request; beyond (a branch moved, a theme renamed), the background continues.
INLINE_LIMIT = 60


def deliver(rows: list[int]) -> None:
    """Send changes (ids of `SearchChange`) to the local engine, at most `INLINE_LIMIT` of them.

    Changes that fail or exceed the limit stay in the outbox: a save never fails because of the
    search.
    """
    engines = consumers()
    is_whole = len(rows) <= INLINE_LIMIT
    try:
        for consumer in engines:
            if consumer.is_local:
                first = rows[: INLINE_LIMIT * len(engines)]
                is_whole &= not drain(consumer, rows=first, limit=INLINE_LIMIT, force=True).error
    except Exception:
        logger.exception("Changes wait for the next search_sync")
    if not is_whole or background.encodes() or any(not engine.is_local for engine in engines):
        background.start()
