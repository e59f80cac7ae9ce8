"""What goes on after an answer was sent: one thread for the process, never two."""

import logging
import threading
from time import sleep

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)

RETRY_SECONDS = 15

_lock = threading.Lock()
_state = {"running": False, "again": False}


def start() -> None:
    """Have what waits told soon; the caller waits for nothing.

    A process that ends takes its thread away: what was not told waits for `search_sync`.
    """
    if not settings.SEARCH_IN_BACKGROUND:
        return
    with _lock:
        if _state["running"]:
            _state["again"] = True
            return
        _state["running"] = True
    threading.Thread(target=_run, name="search-sync", daemon=True).start()


def _run() -> None:
    from hub.search.outbox.sync import sync

    while True:
        errors = {}
        try:
            errors = sync().errors
        except Exception:  # the thread must end well: it is the only one
            logger.exception("Changes wait for the next search_sync")
        finally:
            connections.close_all()
        if errors:
            # What waits is told soon after the engine is back, even where no timer runs.
            sleep(RETRY_SECONDS)
            continue
        with _lock:
            if not _state["again"]:
                _state["running"] = False
                return
            _state["again"] = False
