"""Garbage collector of a process that serves requests."""

import gc

# Objects made since the last collection, then collections of a generation before the next one is
# collected too. The defaults of CPython, 700 and 10, suit short programs: reading the candidates of
# one search makes thousands of objects, and a few searches a full collection.
THRESHOLDS = (10_000, 50, 100)


def settle_collector() -> None:
    """Exclude all the objects that exist now from collections, and collect less often.

    To call once the application is loaded, before a fork: what is excluded is not written any more,
    so that the processes go on sharing it (documentation of `gc.freeze`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
