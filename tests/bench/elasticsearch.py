"""Measure the overhead of the hub over the same request sent without it, by words and by meaning.

    python -m tests.services.elasticsearch -- python -m tests.bench.elasticsearch
    … python -m tests.bench.elasticsearch --entries 5000 --requests 100 --check

Each request is made four ways, in random order, after a warm-up: by the hub and without its code,
by words alone (`_search`), then by words and meaning (`_msearch`, random vectors of the texts). The
difference is the time to parse and analyse the query and to read the answer; the question is
encoded before, and `encoding` measured apart. `hub` is measured on one request: the time of the
page less the time that it waited for the server. Prints one line of JSON, in milliseconds.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import defaultdict
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from itertools import islice
from urllib.parse import urlencode

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections.abc import Callable
from typing import Any

import urllib3

from hub.core.site.garbage import settle_collector
from hub.search.contract import EngineTooSlow, SearchRequest
from hub.search.elastic import ElasticsearchEngine
from hub.search.elastic.hybrid import bodies_of
from hub.search.elastic.requests import parameters, search_body
from hub.search.meaning import encoder_off, question_vector
from hub.search.meaning.pieces import MOST
from hub.search.meaning.vectors import Encoding
from hub.search.query import ParsedQuery, parse_query
from tests.bench.entries import entries, requests
from tests.bench.meaning import bundled_encoder, random_vectors_of_elasticsearch
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
    address = f"{url}/{engine.index}/_search?{urlencode(options_of(query))}"
    body = json.dumps(search_body(request, query))
    return lambda: post(address, body)


def bare_hybrid(
    engine: ElasticsearchEngine, url: str, request: SearchRequest
) -> Callable[..., None]:
    """Return a function that sends the `_msearch` of a request without the hub's code."""
    query = parse_query(request.text)
    question = question_vector(query.asked)
    if question is None:
        raise SystemExit(f"no vector of « {request.text} »")
    header = {"index": engine.index, **parameters(query)}
    lines = [
        line for body in bodies_of(request, query, question).values() for line in (header, body)
    ]
    body = "".join(f"{json.dumps(line)}\n" for line in lines)
    return lambda: post(f"{url}/_msearch", body)


def options_of(query: ParsedQuery) -> dict[str, str]:
    return {name: str(value).lower() for name, value in parameters(query).items()}


def post(address: str, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = POOL.request("POST", address, body=body, headers=headers, retries=False)
    if answer.status != 200:
        raise SystemExit(answer.data.decode())


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


def search_by_words(engine: ElasticsearchEngine, request: SearchRequest) -> None:
    with encoder_off():
        engine.search(request)


def measure(
    engine: ElasticsearchEngine, url: str, asked: int, encoding: Encoding | None
) -> dict[str, dict[str, Any] | int]:
    """Measure requests made both ways; without `encoding`, by words alone."""
    pick = random.Random(3)
    waited = record_waits(engine)
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    late = 0
    sample = list(islice(entries(SAMPLE), SAMPLE))
    settle_collector()  # as in the process of a site
    for request in requests(asked, sample):
        ways: dict[str, Callable[[], object]] = {
            "page": partial(search_by_words, engine, request),
            "search": bare(engine, url, request),
        }
        if encoding:
            found["encoding"].append(timed(encoding.encoder.encode_questions, [request.text]))
            question_vector(parse_query(request.text).asked)  # cached for the page
            ways |= {
                "hybrid_page": partial(engine.search, request),
                "hybrid_search": bare_hybrid(engine, url, request),
            }
        for way in ways.values():
            with suppress(EngineTooSlow):
                way()
        times, waits = {}, {}
        try:
            for name in pick.sample(sorted(ways), len(ways)):
                times[name] = timed(ways[name])
                if name.endswith("page"):
                    waits[name] = waited[-1]
        except EngineTooSlow:
            late += 1
            continue
        for name, time_of in times.items():
            found[name].append(time_of)
        for kind in ("", "hybrid_")[: 1 + bool(encoding)]:
            page = times[f"{kind}page"]
            found[f"{kind}added"].append(overhead(page, times[f"{kind}search"]))
            found[f"{kind}hub"].append(overhead(page, waits[f"{kind}page"]))
    return {name: percentiles(times) for name, times in found.items()} | {"too_late": late}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument(
        "--pieces", type=int, default=MOST, help="pieces of an entry that have a vector (all)"
    )
    parser.add_argument("--check", action="store_true", help="fail beyond the goal")
    options = parser.parse_args()
    if not os.environ.get(VARIABLE):
        parser.error(f"no server: {VARIABLE} is empty (see the first lines of this file)")
    urls = os.environ[VARIABLE].split(",")
    engine = ElasticsearchEngine(urls, index=f"bench-{os.getpid()}", synonyms=dict)
    with bench_database(), bundled_encoder() as encoding:
        vectors: AbstractContextManager[None] = nullcontext()
        if encoding:
            vectors = random_vectors_of_elasticsearch(encoding, options.pieces)
        try:
            start = time.monotonic()
            with vectors:
                engine.rebuild(entries(options.entries))
            seconds = round(time.monotonic() - start)
            figures = measure(engine, urls[0], options.requests, encoding)
        finally:
            engine.forget()
    print(json.dumps({"entries": options.entries, "rebuild_seconds": seconds} | figures))
    added = [figures[name]["p95"] for name in ("added", "hybrid_added") if name in figures]
    if options.check and max(added) > GOAL:
        sys.exit(1)


if __name__ == "__main__":
    main()
