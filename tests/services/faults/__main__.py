"""Break the site of production in every way, and print what is expected and seen.

    python -m tests.services.faults                  all the faults, on a throw-away site
    python -m tests.services.faults --data DIR       on a kept one, which is not seeded again
    python -m tests.services.faults --only worker    those whose name holds a word

The status is 1 if a fault is not as expected.
"""

import argparse
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.services.faults import backups, clock, load, processes
from tests.services.faults.cases import Case, Place, Seen
from tests.services.production.site import production

EVERY_CASE = processes.CASES + load.CASES + clock.CASES + backups.CASES


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of a kept site")
    parser.add_argument("--only", default="", help="the faults whose name holds this")
    options = parser.parse_args()
    # A stopped CI job must not leave its servers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    cases = [case for case in EVERY_CASE if options.only in case.name]
    with tempfile.TemporaryDirectory(prefix="hub-faults-") as temporary, ExitStack() as servers:
        folder = (options.data or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        with production(folder) as site:
            failed = [case for case in cases if not show(case, Place(site, servers))]
    print(f"{len(cases) - len(failed)} of {len(cases)} as expected.")
    return int(bool(failed))


def show(case: Case, place: Place) -> bool:
    """Run a case, print its line; return whether it is as expected."""
    try:
        seen = case.run(place)
    except Exception as error:  # noqa: BLE001  the next faults are run too
        seen = Seen(f"{type(error).__name__}: {error}", is_well=False)
    mark = "ok  " if seen.is_well else "FAIL"
    print(
        f"{mark} {case.name}\n       expected: {case.expected}\n       seen: {seen.text}",
        flush=True,
    )
    return seen.is_well


if __name__ == "__main__":
    sys.exit(main())
