"""Database outages: which errors mean that the database is away, and how to wait for it."""

import logging
import threading
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)

DATABASE_ERRORS = (OperationalError, InterfaceError)
LONGEST_WAIT_SECONDS = 5.0


def save_result(save: Callable[[], object], stop: threading.Event) -> None:
    """Call `save`, which records the result of finished work, until the database accepts it.

    Without it, work done just before an outage would be done again. Give up once `stop` is set:
    the lease of the work expires, and another worker does it again.
    """
    wait = 0.5
    while True:
        try:
            save()
        except DATABASE_ERRORS as error:
            logger.warning("Result not recorded yet: %s", error)
            connections.close_all()
            if stop.wait(wait):
                return
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)
        else:
            return
