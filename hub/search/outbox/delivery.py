"""Delivery after commit: the embedded engine inline; the worker sends the rest."""

import logging

from hub.search.outbox.consumers import consumers
from hub.search.outbox.draining import drain

logger = logging.getLogger(__name__)

# Pages sent within the request; beyond (a branch moved, a theme renamed), the worker continues.
INLINE_LIMIT = 60


def deliver(rows: list[int]) -> None:
    """Send changes (ids of `SearchChange`) to the local engine, at most `INLINE_LIMIT` of them.

    Changes that fail, exceed the limit or are for another engine stay in the outbox, which the
    worker reads: a save never fails because of the search.
    """
    engines = consumers()
    try:
        for consumer in engines:
            if consumer.is_local:
                first = rows[: INLINE_LIMIT * len(engines)]
                drain(consumer, rows=first, limit=INLINE_LIMIT, force=True)
    except Exception:
        logger.exception("Changes wait for the worker")
