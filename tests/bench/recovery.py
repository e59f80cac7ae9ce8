"""Measure recovery after an Elasticsearch outage: lost changes and seconds to catch up.

    python -m tests.bench.recovery
    python -m tests.bench.recovery --pages 50 --edits 500 --check

Kills a real server, edits pages, starts it again. No command is run: the lane of the search of a
worker sends the pending changes. The length of the outage does not matter: it retries every twenty
seconds or sooner. Then pages are edited, created and unpublished during a rebuild. Prints one line
of JSON: pending changes, seconds from the restart until none is left, differences with the site.
"""

import argparse
import json
import sys
import threading
import time
from itertools import cycle
from typing import Any

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from django.db import connections
from django.test import override_settings

from hub.search.models import SearchChange
from hub.search.outbox.checking import find_drift
from hub.search.outbox.consumers import Consumer, consumers
from hub.search.outbox.rebuilding import rebuild
from inspiration.models import ResourcePage
from tests.bench.worker import search_lane
from tests.factories import ResourcePageFactory
from tests.factories.site_tree import read_site_tree
from tests.services.elasticsearch.nodes import Cluster, throwaway

GOAL_SECONDS = 60
GIVE_UP_SECONDS = 300
# Between two edits during a rebuild: faster than editors work.
PAUSE_SECONDS = 0.05


def edit(pages: list[ResourcePage], count: int) -> None:
    """Save the pages in turn, `count` times in all."""
    for number, page in zip(range(count), cycle(pages), strict=False):
        page.author = f"Auteur {number}"
        page.save(clean=False)


def pending_count(consumer: Consumer) -> int:
    return SearchChange.objects.waiting().filter(engine=consumer.name).count()


def seconds_until_delivered(consumer: Consumer) -> float:
    """Wait until an engine has no pending change; return the seconds it took."""
    start = time.monotonic()
    while pending_count(consumer):
        if time.monotonic() - start > GIVE_UP_SECONDS:
            raise SystemExit(
                f"{pending_count(consumer)} changes wait after {GIVE_UP_SECONDS} seconds."
            )
        time.sleep(0.2)
    return round(time.monotonic() - start, 1)


def differences(consumer: Consumer) -> int:
    """Return how many entries of an engine are missing, outdated, duplicate or superfluous."""
    held = [uid for uid, _, _ in consumer.engine.stored()]
    return len(find_drift(consumer).uids) + len(held) - len(set(held))


def outage(
    cluster: Cluster, consumer: Consumer, pages: list[ResourcePage], edits: int
) -> dict[str, float]:
    """Measure edits made while the server is down."""
    cluster.kill(1)
    edit(pages, edits)
    pages[0].unpublish()
    pages[1].delete()
    waited = pending_count(consumer)
    cluster.restart(1)
    return {
        "changes": waited,
        "seconds": seconds_until_delivered(consumer),
        "wrong": differences(consumer),
    }


def edits_during_rebuilds(consumer: Consumer, pages: list[ResourcePage]) -> dict[str, float]:
    """Measure edits made continuously while the index is rebuilt."""
    over, edits = threading.Event(), []

    def keep_editing() -> None:
        changed = cycle(pages[4:])
        while not over.is_set():
            edit([next(changed)], 1)
            edits.append(1)
            time.sleep(PAUSE_SECONDS)
        pages[2].unpublish()
        pages[3].delete()
        ResourcePageFactory()
        connections.close_all()

    editor = threading.Thread(target=keep_editing)
    editor.start()
    try:
        for _ in range(3):
            rebuild(consumer)
    finally:
        over.set()
        editor.join()
    return {
        "edits": len(edits),
        "seconds": seconds_until_delivered(consumer),
        "wrong": differences(consumer),
    }


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one run."""
    with (
        throwaway() as cluster,
        override_settings(ELASTICSEARCH_URLS=cluster.urls.split(",")),
        search_lane(),
    ):
        embedded, elasticsearch = consumers()
        pages = [ResourcePageFactory() for _ in range(options.pages)]
        for consumer in (embedded, elasticsearch):
            rebuild(consumer)
        return {
            "outage": outage(cluster, elasticsearch, pages, options.edits),
            "rebuilds": edits_during_rebuilds(elasticsearch, pages),
            "wrong_embedded": differences(embedded),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--check", action="store_true", help="fail beyond the goals")
    options = parser.parse_args()
    with bench_database():
        read_site_tree()
        figures = measure(options)
    print(json.dumps(figures))
    wrong = figures["outage"]["wrong"] + figures["rebuilds"]["wrong"] + figures["wrong_embedded"]
    if options.check and (wrong or figures["outage"]["seconds"] > GOAL_SECONDS):
        sys.exit(1)


if __name__ == "__main__":
    main()
