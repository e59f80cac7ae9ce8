"""Measure the feed of a long show: bytes, queries, conditional requests, pages.

    python -m tests.bench.feed                  1,000 episodes
    python -m tests.bench.feed --episodes 150

Every episode has long notes with links, three persons, two territories, chapters and a transcript.
Prints one line of JSON, then the goals that are missed; the exit status is their number.
"""

import argparse
import json
import logging
import sys
import time

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from podcasts.feed.channel import FEED_BYTES
from podcasts.models import EpisodePerson, PodcastPage
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    PersonFactory,
    PodcastPageFactory,
    TerritoryFactory,
)
from tests.factories.blocks import heading, paragraph, step_list
from tests.podcasts.feed_reading import channel_of, feed_path

QUERIES = 8
FIRST_DAY = datetime.date(2004, 1, 1)
SENTENCE = "Les habitants & les élus s’écoutent, puis ils décident ensemble\u00a0: c’est l’été. "


def make_show(episodes: int) -> PodcastPage:
    """Publish a show with this number of episodes, one a week."""
    show = PodcastPageFactory(artwork=True, description=f"<p>{SENTENCE * 40}</p>")
    people = PersonFactory.create_batch(3)
    territories = TerritoryFactory.create_batch(2, latitude=48.1, longitude=-1.6)
    document, linked = DocumentFactory(), EpisodePageFactory(remote=True)
    notes = [
        paragraph(f'{SENTENCE * 8}<a linktype="page" id="{linked.pk}">Un autre épisode</a>.'),
        heading(),
        step_list(),
        *[paragraph(SENTENCE * 12) for _ in range(4)],
        paragraph(f'<a linktype="document" id="{document.pk}">Le compte rendu</a>'),
    ]
    for rank in range(episodes):
        EpisodePageFactory(
            parent=show,
            remote=True,
            title=f"Une assemblée d’été, et ce qu’elle a changé {rank}",
            date=FIRST_DAY + datetime.timedelta(weeks=rank),
            season=1 + rank // 50,
            notes=notes,
            territories=territories,
            people=[
                EpisodePerson(person=person, role=role)
                for person, role in zip(people, ("host", "guest", "editor"), strict=True)
            ],
        )
    return show


def measure(client: Client, path: str, **headers: str) -> tuple[Any, int, float]:
    """Return the response, its number of queries and its time in milliseconds."""
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        response = client.get(path, headers=headers)
        elapsed = (time.perf_counter() - start) * 1000
    return response, len(queries), round(elapsed, 1)


def read_pages(client: Client, path: str) -> list[str]:
    """Follow the links to the next pages; return the guid of every item, in order."""
    guids: list[str] = []
    following: str | None = path
    while following:
        channel = channel_of(client.get(following).content)
        guids += [item.text("guid") for item in channel.items]
        links = {
            link.attributes["rel"]: link.attributes["href"] for link in channel.all("atom:link")
        }
        following = links.get("next")
    return guids


def run(episodes: int) -> tuple[dict[str, Any], list[str]]:
    """Return the measures, and the goals that are missed."""
    show, client = make_show(episodes), Client()
    path = feed_path(show)
    client.get(path)  # the site caches its addresses
    cache.delete(f"podcast-feed-{show.pk}-1")
    first, queries, first_time = measure(client, path)
    again, again_queries, again_time = measure(client, path, if_none_match=first["ETag"])
    compressed, _, _ = measure(client, path, accept_encoding="gzip")
    guids = read_pages(client, path)
    found = {
        "episodes": episodes,
        "first page: bytes": len(first.content),
        "compressed": len(compressed.content),
        "queries": queries,
        "ms": first_time,
        "repeat: status": again.status_code,
        "repeat: queries": again_queries,
        "repeat: ms": again_time,
        "items on all pages": len(set(guids)),
    }
    goals = {
        f"first page of {FEED_BYTES} bytes at most": len(first.content) <= FEED_BYTES,
        f"{QUERIES} queries at most": max(queries, again_queries) <= QUERIES,
        "304 on repeat": again.status_code == 304,
        "every episode on one page": len(guids) == len(set(guids)) == episodes,
    }
    return found, [goal for goal, is_met in goals.items() if not is_met]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--episodes", type=int, default=1000)
    options = parser.parse_args()
    logging.disable(logging.INFO)  # two lines for each published page
    with bench_database():
        found, missed = run(options.episodes)
    print(json.dumps(found, ensure_ascii=False))
    for goal in missed:
        print(f"Missed: {goal}", file=sys.stderr)
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())
