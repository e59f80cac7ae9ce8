"""The lane of the search of a worker, in a thread of a benchmark."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hub.search.periodic_jobs import JOBS
from hub.worker.heartbeat import beat
from hub.worker.periodic import Scheduler
from hub.worker.process import Lane, Pulse

WORKER = "bench"


@contextmanager
def search_lane() -> Iterator[None]:
    """Run the periodic jobs of the search until the end of the block.

    The heartbeat is not repeated: the lane is alone, and needs no lease.
    """
    stop, pulse = threading.Event(), Endless()
    beat(WORKER)
    lane = Lane("search", [Scheduler(JOBS, WORKER).run_due], stop, pulse)
    lane.start()
    try:
        yield
    finally:
        stop.set()
        lane.join()


class Endless(Pulse):
    """A pulse that is always fresh."""

    @property
    def is_fresh(self) -> bool:
        return True
