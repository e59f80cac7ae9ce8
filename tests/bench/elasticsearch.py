"""Measure the overhead of the hub over the same `_search` request sent without it.

    python -m tests.services.elasticsearch -- python -m tests.bench.elasticsearch
    … python -m tests.bench.elasticsearch --entries 5000 --requests 100 --check

Each request is made both ways, in random order, after a warm-up; the difference is the time to
parse and analyse the query and to read the answer. `hub` is measured on one request: the time of
the page less the time that it waited for the server. Prints one line of JSON, in milliseconds.
"""

import argparse
import json
import os
import random
import sys
import time
from itertools import islice
from urllib.parse import urlencode

# First: it sets Django up for what follows.
import tests.bench.database  # noqa: F401  # isort: skip

from collections.abc import Callable
from typing import Any

import urllib3

from hub.search.contract import EngineTooSlow, SearchRequest
from hub.search.elastic import ElasticsearchEngine
from hub.search.elastic.requests import parameters, search_body
from hub.search.query import parse_query
from tests.bench.entries import entries, requests
from tests.bench.search import percentiles, timed
from tests.real_servers import VARIABLE

POOL = urllib3.PoolManager()
ENTRIES = 100_000
# Entries from which the queries are made.
SAMPLE = 2_000
# 95th percentile that the overhead must not exceed, in milliseconds.
GOAL = 15


def bare(engine: ElasticsearchEngine, url: str, request: SearchRequest) -> Callable[..., None]:
    """Return a function that sends the `_search` of a request without the hub's code."""
    query = parse_query(request.text)
    body = search_body(request, query)
    options = {name: str(value).lower() for name, value in parameters(query).items()}
    address = f"{url}/{engine.index}/_search?{urlencode(options)}"

    def send() -> None:
        answer = POOL.request("POST", address, json=body, retries=False)
        if answer.status != 200:
            raise SystemExit(answer.data.decode())

    return send


def record_waits(engine: ElasticsearchEngine) -> list[tuple[float, float]]:
    """Return a list to which each request of the engine appends its waiting time."""
    times = []
    for node in engine.client.transport.node_pool.all():
        send = node.pool.urlopen

        def timed_send(*arguments: Any, send: Callable[..., Any] = send, **options: Any) -> Any:
            answer = []
            times.append(timed(lambda: answer.append(send(*arguments, **options))))
            return answer[0]

        node.pool.urlopen = timed_send
    return times


def overhead(whole: tuple[float, float], part: tuple[float, float]) -> tuple[float, ...]:
    """Return the difference between two (time, work) pairs."""
    return tuple(long - short for long, short in zip(whole, part, strict=True))


def measure(engine: ElasticsearchEngine, url: str, asked: int) -> dict[str, dict[str, Any] | int]:
    """Measure requests made both ways."""
    pick = random.Random(3)
    waited = record_waits(engine)
    pages, searches, added, hub, late = [], [], [], [], 0
    for request in requests(asked, list(islice(entries(SAMPLE), SAMPLE))):
        send = bare(engine, url, request)
        send()
        times = {}
        ways = {"page": lambda request=request: engine.search(request), "search": send}
        try:
            for way in pick.sample(sorted(ways), 2):
                times[way] = timed(ways[way])
        except EngineTooSlow:
            late += 1
            continue
        pages.append(times["page"])
        hub.append(overhead(times["page"], waited[-1]))
        searches.append(times["search"])
        added.append(overhead(times["page"], times["search"]))
    figures = {
        "page": percentiles(pages),
        "search": percentiles(searches),
        "added": percentiles(added),
    }
    figures["hub"] = percentiles(hub)
    return figures | {"too_late": late}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--check", action="store_true", help="fail beyond the goal")
    options = parser.parse_args()
    if not os.environ.get(VARIABLE):
        parser.error(f"no server: {VARIABLE} is empty (see the first lines of this file)")
    urls = os.environ[VARIABLE].split(",")
    engine = ElasticsearchEngine(urls, index=f"bench-{os.getpid()}", synonyms=dict)
    try:
        start = time.monotonic()
        engine.rebuild(entries(options.entries))
        seconds = round(time.monotonic() - start)
        figures = measure(engine, urls[0], options.requests)
    finally:
        engine.forget()
    print(json.dumps({"entries": options.entries, "rebuild_seconds": seconds} | figures))
    if options.check and figures["added"]["p95"] > GOAL:
        sys.exit(1)


if __name__ == "__main__":
    main()
