"""Time the saves of an editor while a theme of many pages is renamed, on SQLite.

    python -m tests.bench.writers
    python -m tests.bench.writers --pages 3330 --check

A process renames the theme, then sends the changes of its pages to the embedded index, as the
worker does. Meanwhile this one saves a person again and again. Prints a line of JSON: the times of
these saves, in milliseconds, and the seconds that the changes took.
"""

import argparse
import json
import multiprocessing
import sys
import time
from typing import Any

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from django.db import connections

from hub.search.outbox.sync import sync
from hub.themes.models import Theme
from tests.bench.entries import entries
from tests.bench.search import percentiles, timed
from tests.factories import PersonFactory, ThemeFactory
from tests.factories.resources import ResourcePageFactory
from tests.factories.site_tree import read_site_tree

# Longest wait of a save, in milliseconds.
GOAL = 1000
PAUSE_SECONDS = 0.05


def make_pages(count: int) -> Theme:
    """Create published pages that have the same theme, index them; return the theme."""
    theme = ThemeFactory(name="Bonne table")
    parent = read_site_tree().resources
    for number, entry in enumerate(entries(count)):
        ResourcePageFactory(
            parent=parent,
            title=f"{entry.title[:200]} {number}",
            summary=entry.body[:280],
            presentation=f"<p>{entry.body}</p>",
            themes=[theme],
        )
    sync(force=True)
    return theme


def rename(pk: int) -> None:
    """Rename the theme, then send its pages to the index; run in a process of its own."""
    theme = Theme.objects.get(pk=pk)
    theme.name = "Bonnes tables"
    theme.save()
    sync(force=True)


def measure(count: int) -> dict[str, Any]:
    theme = make_pages(count)
    person = PersonFactory()
    # A connection does not survive a fork.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=rename, args=[theme.pk])
    start = time.perf_counter()
    process.start()
    saves = []
    while process.is_alive():
        person.name = f"Camille {len(saves)}"
        saves.append(timed(person.save))
        time.sleep(PAUSE_SECONDS)
    seconds = time.perf_counter() - start
    process.join()
    return {
        "pages": count,
        "seconds": round(seconds, 1),
        "saves": len(saves),
        **percentiles(saves),
        "longest": round(max(wall for wall, _ in saves)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--check", action="store_true", help="fail beyond the goal")
    options = parser.parse_args()
    with bench_database():
        figures = measure(options.pages)
    print(json.dumps(figures))
    if options.check and figures["longest"] > GOAL:
        sys.exit(1)


if __name__ == "__main__":
    main()
