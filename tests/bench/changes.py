"""Time what the search adds to a save, with and without a working Elasticsearch.

    python -m tests.bench.changes
    python -m tests.bench.changes --saves 100 --branch 800 --check

Saves are timed without the search, with its embedded index, and with an unreachable Elasticsearch
as well (packets are dropped), in turn on the same page, so that a busy machine slows all three.
Then the slug of a branch is changed. Prints lines of JSON, in milliseconds.
"""

import argparse
import json
import sys
from contextlib import contextmanager

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections.abc import Iterator
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.test import override_settings

from hub.search.changes import receivers
from hub.search.outbox.sync import sync
from podcasts.models import EpisodePage, PodcastPage
from tests.bench.search import percentiles, timed
from tests.factories.podcasts import PodcastPageFactory
from tests.factories.site_tree import read_site_tree
from tests.search.elastic.servers import black_hole

# Time that an unreachable server may add to a save, in milliseconds.
GOAL = 50


@contextmanager
def without_search() -> Iterator[None]:
    signals = {
        post_save: receivers.on_save,
        pre_delete: receivers.on_delete,
        post_delete: receivers.after_delete,
    }
    for signal in signals:
        signal.disconnect(dispatch_uid="search")
    try:
        yield
    finally:
        for signal, receiver in signals.items():
            signal.connect(receiver, dispatch_uid="search")


@contextmanager
def with_embedded() -> Iterator[None]:
    yield


@contextmanager
def with_lost_server() -> Iterator[None]:
    with black_hole() as url, override_settings(ELASTICSEARCH_URLS=[url]):
        yield


WAYS = {"none": without_search, "embedded": with_embedded, "lost server": with_lost_server}


def saves(count: int) -> dict[str, list[tuple[float, float]]]:
    """Return {way: (time, work) of saves, in milliseconds}."""
    show = PodcastPageFactory()
    times = {way: [] for way in WAYS}
    for number in range(count):
        for way, around in WAYS.items():
            with around():
                show.author = f"{way} {number}"
                times[way].append(timed(show.save))
    return times


def branch(count: int) -> dict[str, Any]:
    """Time the change of address of a show that has many episodes, then the sync that follows."""
    show = PodcastPageFactory()
    for number in range(count):
        show.add_child(
            instance=EpisodePage(title=f"Épisode {number}", date="2022-03-01", audio_length=1)
        )
    sync()
    show = PodcastPage.objects.get(pk=show.pk)
    show.slug = "autre-adresse"
    saved = timed(show.save)
    results = []
    rest = timed(lambda: results.append(sync()))
    return {
        "pages": count + 1,
        "save": round(saved[0]),
        "work_save": round(saved[1]),
        "rest": round(rest[0]),
        "work_rest": round(rest[1]),
        "sent after": results[0].drained["embedded"].sent,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--saves", type=int, default=40)
    parser.add_argument("--branch", type=int, default=500)
    parser.add_argument("--check", action="store_true", help="fail beyond the goal")
    options = parser.parse_args()
    with bench_database():
        read_site_tree()
        times = saves(options.saves)
        figures = {way: percentiles(found) for way, found in times.items()}
        print(json.dumps({"a save": figures}), flush=True)
        if options.branch:
            print(json.dumps({"a branch": branch(options.branch)}), flush=True)
    if options.check and figures["lost server"]["p50"] - figures["embedded"]["p50"] > GOAL:
        sys.exit(1)


if __name__ == "__main__":
    main()
