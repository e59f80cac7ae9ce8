"""The process of a worker: lanes of work in threads; beats and signals in the main thread."""

import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from django.db import DatabaseError, InterfaceError, connections, reset_queries

from hub.worker import heartbeat, periodic, queue
from hub.worker.heartbeat import BEAT_SECONDS, LIFETIME
from hub.worker.outages import DATABASE_ERRORS, LONGEST_WAIT_SECONDS
from hub.worker.periodic import PeriodicJob, Scheduler
from hub.worker.watch import Watch

logger = logging.getLogger(__name__)

QUEUE = "queue"
# Pause of a lane that has found no work.
POLL_SECONDS = 1.0
TAKE_BACK_SECONDS = 10.0
# Time left to the current work when the worker is asked to stop; what is unfinished is given back.
STOP_SECONDS = 20.0
STUCK_STATUS = os.EX_SOFTWARE

Step = Callable[[Watch, threading.Event], bool]


class Pulse:
    """Time since the last beat that the database accepted."""

    def __init__(self) -> None:
        self._beat_at = float("-inf")

    def confirm(self) -> None:
        self._beat_at = time.monotonic()

    @property
    def is_fresh(self) -> bool:
        """Whether the leases of the worker are certain: half of `LIFETIME` is left at least."""
        return time.monotonic() - self._beat_at < LIFETIME.total_seconds() / 2


class Lane(threading.Thread):
    """A thread that repeats its steps until `stop`; each returns whether it has found work."""

    def __init__(
        self, name: str, steps: Sequence[Step], stop: threading.Event, pulse: Pulse
    ) -> None:
        super().__init__(name=f"worker-{name}", daemon=True)
        self.steps, self.stop, self.pulse = steps, stop, pulse
        self.watch = Watch()

    def run(self) -> None:
        wait = POLL_SECONDS
        while not self.stop.is_set():
            try:
                has_worked = self.pulse.is_fresh and self._run_steps()
            except DATABASE_ERRORS as error:
                # The main thread logs the outage.
                logger.debug("%s waits for the database: %s", self.name, error)
                connections.close_all()
                self.stop.wait(wait)
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)
                continue
            except Exception:
                logger.exception("%s failed", self.name)
                connections.close_all()
                has_worked = False
            wait = POLL_SECONDS
            reset_queries()
            if not has_worked:
                self.stop.wait(POLL_SECONDS)
        connections.close_all()

    def _run_steps(self) -> bool:
        has_worked = False
        for step in self.steps:
            if not self.stop.is_set():
                has_worked |= step(self.watch, self.stop)
        return has_worked


class Worker:
    """A worker: one lane for the queue, one per lane of the periodic jobs."""

    def __init__(self, jobs: Sequence[PeriodicJob], parent: int | None = None) -> None:
        host = socket.gethostname()[:32]
        self.id = f"{host}-{os.getpid()}-{secrets.token_hex(4)}"
        self.parent = parent
        self.stop = threading.Event()
        self.pulse = Pulse()
        self.stop_seconds = STOP_SECONDS
        self.is_database_away = False
        self.taken_back_at = float("-inf")
        names = dict.fromkeys([QUEUE, *(job.lane for job in jobs)])
        self.lanes = [Lane(name, self._steps(name, jobs), self.stop, self.pulse) for name in names]

    def run(self) -> None:
        """Work until SIGTERM, SIGINT or the end of the parent process; then stop cleanly."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        for lane in self.lanes:
            lane.start()
        while not self.stop.is_set():
            self._beat()
            self._check_lanes()
            deadline = time.monotonic() + BEAT_SECONDS
            while time.monotonic() < deadline and not self.stop.wait(0.5):
                if self.parent and os.getppid() != self.parent:
                    self.stop.set()
        self._finish()

    def _steps(self, name: str, jobs: Sequence[PeriodicJob]) -> list[Step]:
        steps: list[Step] = []
        own_jobs = [job for job in jobs if job.lane == name]
        if own_jobs:
            steps.append(Scheduler(own_jobs, self.id).run_due)
        if name == QUEUE:
            steps += [self._take_back, self._run_next]
        return steps

    def _run_next(self, watch: Watch, stop: threading.Event) -> bool:
        return queue.run_next(self.id, watch, stop)

    def _take_back(self, watch: Watch, stop: threading.Event) -> bool:
        if time.monotonic() - self.taken_back_at < TAKE_BACK_SECONDS:
            return False
        self.taken_back_at = time.monotonic()
        return bool(queue.take_back(self.id))

    def _beat(self) -> None:
        try:
            heartbeat.beat(self.id)
        except (DatabaseError, InterfaceError) as error:
            if not self.is_database_away:
                logger.warning("The worker waits for the database: %s", error)
            self.is_database_away = True
            connections.close_all()
            return
        if self.is_database_away:
            logger.info("The database is back")
        self.is_database_away = False
        self.pulse.confirm()
        reset_queries()

    def _check_lanes(self) -> None:
        """End the process if a lane is stuck or dead: its supervisor starts another one."""
        for lane in self.lanes:
            # A lane that has ended because of `stop` is not dead.
            is_dead = not lane.is_alive() and not self.stop.is_set()
            if stuck := lane.watch.stuck or (lane.name if is_dead else ""):
                logger.critical("The worker stops: %s is stuck", stuck)
                logging.shutdown()
                os._exit(STUCK_STATUS)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        # A second signal does not wait for the current work.
        self.stop_seconds = 0.0 if self.stop.is_set() else STOP_SECONDS
        self.stop.set()

    def _finish(self) -> None:
        """Wait for the current work, give back what is unfinished, record the end."""
        asked_at = time.monotonic()
        while any(lane.is_alive() for lane in self.lanes):
            if time.monotonic() - asked_at >= self.stop_seconds:
                break
            time.sleep(0.05)
        is_unfinished = any(lane.is_alive() for lane in self.lanes)
        try:
            queue.give_back(self.id)
            periodic.give_back(self.id)
            heartbeat.end(self.id)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The end of the worker is not recorded: %s", error)
        connections.close_all()
        if is_unfinished:
            # Threads in the middle of their work would block the end of the interpreter.
            logging.shutdown()
            sys.stdout.flush()
            os._exit(0)
