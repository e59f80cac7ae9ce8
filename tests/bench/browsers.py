"""Compare the processor time of a visit in the browsers that the tests may use.

    python -m tests.bench.browsers
    python -m tests.bench.browsers --visits 20 chromium-headless-shell chromium

A visit: a new profile, the home page of the seeded site, a narrower window, 40 presses of Tab. The
visits are made in turn in each browser, server included. Prints a line of JSON for each.
"""

import argparse
import json
import statistics
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, PROGRAMS, Look, find_chromium, open_tab
from tests.browser.site import Site, running_site

PRESSES = 40
TICKS_PER_SECOND = 100


def processor_seconds() -> float:
    """Return the time that the processors of the machine have worked (Linux)."""
    user, nice, system = Path("/proc/stat").read_text(encoding="ascii").split()[1:4]
    return (int(user) + int(nice) + int(system)) / TICKS_PER_SECOND


def visit(browser: Browser, site: Site) -> None:
    with open_tab(browser, site) as tab:
        tab.goto("/")
        Look(width=320).apply(tab)
        for _ in range(PRESSES):
            tab.keyboard.press("Tab")
            tab.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", nargs="*", default=PROGRAMS)
    parser.add_argument("--visits", type=int, default=12)
    options = parser.parse_args()
    seconds: dict[str, list[float]] = defaultdict(list)
    worked: dict[str, list[float]] = defaultdict(list)
    with running_site() as site, sync_playwright() as playwright, ExitStack() as browsers:
        running = {}
        for program in options.programs:
            path = find_chromium(program)
            if path is None:
                parser.error(f"{program}: not found")
            running[program] = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            browsers.callback(running[program].close)
            visit(running[program], site)
        for _ in range(options.visits):
            for program, browser in running.items():
                start, before = time.perf_counter(), processor_seconds()
                visit(browser, site)
                seconds[program].append(time.perf_counter() - start)
                worked[program].append(processor_seconds() - before)
    for program in running:
        medians = (statistics.median(times[program]) for times in (seconds, worked))
        elapsed, processor = (round(median, 2) for median in medians)
        print(json.dumps({"program": program, "seconds": elapsed, "processor": processor}))


if __name__ == "__main__":
    main()
