"""Background sync after the HTTP response: at most one thread per process."""

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
    """Schedule a sync in a background thread; return immediately.

    The thread is a daemon: changes still unsent when the process ends wait for `search_sync`.
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
        except Exception:  # an uncaught error would leave "running" set for good
            logger.exception("Changes wait for the next search_sync")
        finally:
            connections.close_all()
        if errors:
            # Retry until the engine is back, even where no timer runs `search_sync`.
            sleep(RETRY_SECONDS)
            continue
        with _lock:
            if not _state["again"]:
                _state["running"] = False
                return
            _state["again"] = False
