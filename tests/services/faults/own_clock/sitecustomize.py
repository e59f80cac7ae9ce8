"""Make this Python process read the clock of `tests.services.faults.clock`.

Python imports it when it starts, from PYTHONPATH. A thread follows the file named by
HUB_TEST_CLOCK, which holds the distance from the clock of the machine, in seconds. The monotonic
clock is not concerned: the kernel does not move it either.
"""

import os
import threading
import time
from pathlib import Path

import time_machine

FILE = Path(os.environ["HUB_TEST_CLOCK"])
LOOK_SECONDS = 0.2


def distance() -> float:
    return float(FILE.read_text(encoding="ascii"))


def follow(clock: time_machine.Traveller) -> None:
    """Set the clock each time that the file changes."""
    former = distance()
    while True:
        time.sleep(LOOK_SECONDS)
        if (current := distance()) != former:
            former = current
            clock.move_to(time_machine.escape_hatch.time.time() + current)


def start_following() -> None:
    threading.Thread(target=follow, args=[CLOCK], daemon=True).start()


CLOCK = time_machine.travel(time.time() + distance(), tick=True).start()
start_following()
# A thread does not go on in the processes of gunicorn, made by a fork.
os.register_at_fork(after_in_child=start_following)
