"""Time the chooser of territories over the whole gazetteer, and count its right first answers.

    python -m tests.bench.chooser                   both, on the 200 variants of the file below
    python -m tests.bench.chooser --failures        the variants whose first answer is another
    python -m tests.bench.chooser --write           write the file again, with the same seed

The variants are in `tests/data/chooser-variants.jsonl`: `tests.bench.chooser_variants` makes most
of them from territories drawn at random, the others are written by hand. Prints one line of JSON;
exits with an error when a goal is missed. The goal of time is that of the processor time, which
includes SQLite and does not depend on the load of the machine.
"""

import argparse
import json
import statistics
import sys
import time
import tracemalloc

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management import call_command

from hub.territories.finding import find
from hub.territories.finding.choice import value_in
from hub.territories.finding.names_index import build, cache
from hub.territories.finding.ranking import sure_rows
from hub.territories.models import Territory
from tests.bench.chooser_variants import make_variants
from tests.bench.search import timed

VARIANTS = Path(__file__).parents[1] / "data" / "chooser-variants.jsonl"
P95_GOAL = 50.0  # milliseconds
RIGHT_GOAL = 0.98


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the variants again")
    parser.add_argument("--failures", action="store_true", help="print the wrong answers")
    options = parser.parse_args(arguments)
    with bench_database():
        call_command("load_gazetteer", verbosity=0)
        if options.write:
            lines = [json.dumps(one, ensure_ascii=False) for one in make_variants()]
            VARIANTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        variants = [json.loads(line) for line in VARIANTS.read_text("utf-8").splitlines()]
        wrong = wrong_answers(variants)
        if options.failures:
            for variant in wrong:
                print(json.dumps(variant, ensure_ascii=False))
        report = {**index_cost(), **times(variants), **quality(variants, wrong), **unresolved()}
    print(json.dumps(report))
    return 0 if report["p95_cpu_ms"] <= P95_GOAL and report["right"] >= RIGHT_GOAL else 1


def index_cost() -> dict[str, Any]:
    """Return the build time in seconds, in processor time, and the memory of the index in MB."""
    cache.clear()
    start, worked = time.perf_counter(), time.process_time()
    build()
    took, used = time.perf_counter() - start, time.process_time() - worked
    tracemalloc.start()
    index = build()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {
        "territories": len(index.pks),
        "build_s": round(took, 2),
        "build_cpu_s": round(used, 2),
        "memory_mb": round(size / 1e6, 1),
    }


def times(variants: list[dict[str, str]]) -> dict[str, float]:
    """Return the median and the 95th percentile of a search, its two queries included, in ms.

    Each variant is searched whole, and as it is typed, from its second letter on.
    """
    find("")
    typed = [variant["typed"] for variant in variants]
    texts = [text[:length] for text in typed for length in range(2, len(text) + 1)]
    wall, worked = zip(*(timed(find, text) for text in texts), strict=True)
    return {
        "searches": len(texts),
        "median_ms": round(statistics.median(wall), 1),
        "p95_ms": round(statistics.quantiles(wall, n=20)[18], 1),
        "p95_cpu_ms": round(statistics.quantiles(worked, n=20)[18], 1),
        "max_cpu_ms": round(max(worked), 1),
    }


def wrong_answers(variants: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the variants whose first answer is another territory, with what was answered."""
    wrong = []
    for variant in variants:
        first = next(iter(find(variant["typed"])), None)
        if first is None or (first.kind, first.code) != (variant["kind"], variant["code"]):
            wrong.append({**variant, "answer": str(first)})
    return wrong


def quality(variants: list[dict[str, str]], wrong: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "variants": len(variants),
        "right": round(1 - len(wrong) / len(variants), 4),
        "rules": dict(Counter(variant["rule"] for variant in variants)),
    }


def unresolved() -> dict[str, int]:
    """Return how many territories their own value does not surely name: none is expected."""
    index = cache.get()
    lost = [
        one
        for one in Territory.objects.current()
        if [index.pks[row] for row in sure_rows(index, value_in(index, one))] != [one.pk]
    ]
    return {"unresolved_values": len(lost)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
