"""Background sync after the HTTP response: at most one thread per process."""

import logging
import threading
from time import sleep

from django.conf import settings
from django.core.signals import request_started
from django.db import connections

from hub.search.meaning import current_encoder

logger = logging.getLogger(__name__)

RETRY_SECONDS = 15

BUSY_SECONDS = 5

_lock = threading.Lock()
_state = {"running": False, "again": False, "serves": False}


def start_in_server(**kwargs: object) -> None:
    """Receiver of the first request of a process: encode what waits, now and after each change.

    Commands do not: they would take as long again.
    """
    request_started.disconnect(start_in_server)
    _state["serves"] = True
    if encodes():
        start()


def encodes() -> bool:
    """Return whether this process encodes the texts of pages in the background."""
    return _state["serves"] and current_encoder() is not None


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
        with _lock:
            _state["again"] = False
        errors, pause = {}, None
        try:
            errors = sync().errors
            if encodes():
                pause = _encode()
        except Exception:  # an uncaught error would leave "running" set for good
            logger.exception("Changes wait for the next search_sync")
        finally:
            connections.close_all()
        if errors and pause is None:
            # Retry until the engine is back, even where no timer runs `search_sync`.
            sleep(RETRY_SECONDS)
            continue
        if pause is not None:
            _wait(pause)
            continue
        with _lock:
            if not _state["again"]:
                _state["running"] = False
                return


def _wait(seconds: int) -> None:
    """Wait until the encoder may be called again, or until there are new changes to send."""
    for _ in range(seconds):
        if _state["again"]:
            return
        sleep(1)


def _encode() -> int | None:
    """Do one pass of encoding; return the seconds before the next one, None if none is needed."""
    from hub.search.outbox.encoding import encode_pending

    result = encode_pending()
    if result.error:
        return RETRY_SECONDS
    if result.is_busy:
        return BUSY_SECONDS
    return None if result.is_finished else 0
