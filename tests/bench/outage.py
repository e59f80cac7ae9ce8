"""Time searches while Elasticsearch is down, for each kind of failure.

    python -m tests.bench.outage
    python -m tests.bench.outage --entries 5000 --check

The site has a dead Elasticsearch and its embedded index. The first search of a process may wait for
the server; the next ones must not. Prints one line of JSON per kind of failure, in milliseconds.
"""

import argparse
import json
import sys
from contextlib import contextmanager

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections.abc import Iterator
from typing import Any

from hub.search.contract import SearchRequest
from hub.search.elastic import ElasticsearchEngine
from hub.search.embedded import EmbeddedEngine
from hub.search.failover import FailoverEngine
from tests.bench.entries import entries, requests
from tests.bench.search import percentiles, timed
from tests.search.elastic.servers import StubServer, black_hole, nowhere

# Maximum time of the first search, in milliseconds.
GOAL = 1_000


@contextmanager
def nobody() -> Iterator[str]:
    yield nowhere()


DEAD = {
    "nobody listens": nobody,
    "packets are lost": black_hole,
    "accepts, never answers": lambda: StubServer(status=None).running(),
    "answers 500": lambda: StubServer(500, {"error": {"type": "exception"}}).running(),
}


def measure(url: str, embedded: EmbeddedEngine, asked: list[SearchRequest]) -> dict[str, Any]:
    """Measure a site with this dead server."""
    engine = FailoverEngine(ElasticsearchEngine([url], synonyms=dict), embedded)
    pages = []

    def search(request: SearchRequest) -> None:
        pages.append(engine.search(request))

    times = [timed(search, one) for one in asked]
    return {
        "first": round(times[0][0], 1),
        "next": percentiles(times[1:]),
        "failed": sum(not page.degraded for page in pages),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--check", action="store_true", help="fail beyond the goal")
    options = parser.parse_args()
    sample = list(entries(options.entries))
    asked = list(requests(options.requests, sample))
    missed = False
    with bench_database():
        embedded = EmbeddedEngine(synonyms=dict)
        embedded.rebuild(sample)
        for request in asked:  # fills the caches of the process
            embedded.search(request)
        alone = percentiles([timed(embedded.search, one) for one in asked])
        print(json.dumps({"server": "none, embedded engine alone", "all": alone}), flush=True)
        for name, dead in DEAD.items():
            with dead() as url:
                figures = measure(url, embedded, asked)
            print(json.dumps({"server": name} | figures), flush=True)
            missed = missed or figures["first"] > GOAL or figures["failed"] > 0
    if options.check and missed:
        sys.exit(1)


if __name__ == "__main__":
    main()
