"""Kill one of three Elasticsearch nodes during searches; count the failures.

    python -m tests.bench.node_loss
    python -m tests.bench.node_loss --entries 500 --seconds 20 --clients 4 --check

Starts the nodes, and kills the first one with SIGKILL after a third of the time. Prints one line of
JSON: searches answered by the nodes, by the fallback engine, and by none.
"""

import argparse
import json
import logging
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from typing import Any

from django.db import connections

from hub.search.contract import EngineTooSlow, SearchRequest
from hub.search.elastic import ElasticsearchEngine
from hub.search.embedded import EmbeddedEngine
from hub.search.failover import FailoverEngine
from tests.bench.entries import entries, requests
from tests.services.elasticsearch.nodes import throwaway

logger = logging.getLogger(__name__)
NODES = 3
# Consecutive searches that must answer in time before the measure starts.
WARM = 100


class Readers:
    """Clients that search one engine until `over` is set."""

    def __init__(self, engine: FailoverEngine, asked: list[SearchRequest]) -> None:
        self.engine, self.asked = engine, asked
        self.over = threading.Event()

    def search(self, seed: int) -> Counter[str]:
        """Search without a pause; return a Counter of « nodes », « stand_in » and « failed »."""
        counts, pick = Counter(nodes=0, stand_in=0, failed=0), random.Random(seed)
        while not self.over.is_set():
            try:
                page = self.engine.search(pick.choice(self.asked))
                counts["stand_in" if page.degraded else "nodes"] += 1
            except Exception:
                logger.exception("A search failed")
                counts["failed"] += 1
        connections.close_all()
        return counts


def warm_up(engine: ElasticsearchEngine, asked: list[SearchRequest]) -> None:
    """Search until the nodes answer in time: a JVM that has just started is slow."""
    in_time = 0
    for request in cycle(asked):
        try:
            engine.search(request)
            in_time += 1
        except EngineTooSlow:
            in_time = 0
        if in_time == WARM:
            return


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Measure one run."""
    sample = list(entries(options.entries))
    embedded = EmbeddedEngine(synonyms=dict)
    embedded.rebuild(sample)
    with throwaway(NODES) as cluster, ThreadPoolExecutor(options.clients) as pool:
        elastic = ElasticsearchEngine(cluster.urls.split(","), index="bench", synonyms=dict)
        elastic.rebuild(sample)
        readers = Readers(FailoverEngine(elastic, embedded), list(requests(200, sample)))
        warm_up(elastic, readers.asked)
        working = [pool.submit(readers.search, seed) for seed in range(options.clients)]
        try:
            time.sleep(options.seconds / 3)
            cluster.kill(1)
            time.sleep(options.seconds * 2 / 3)
        finally:
            readers.over.set()
        total = sum((one.result() for one in working), Counter())
        nodes = elastic.client.cluster.health()["number_of_nodes"]
    figures = {name: total[name] for name in ("nodes", "stand_in", "failed")}
    return {"searches": total.total(), **figures, "nodes_left": nodes}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--check", action="store_true", help="fail when a search failed")
    options = parser.parse_args()
    with bench_database():
        figures = measure(options)
    print(json.dumps(figures))
    if options.check and figures["failed"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
