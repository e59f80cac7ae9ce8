"""Time the embedded engine on generated entries, compared with Wagtail's database search.

    python -m tests.bench.search                        5,000 and 20,000 entries
    python -m tests.bench.search --entries 2000 --requests 100
    python -m tests.services.postgresql -- python -m tests.bench.search

Both search the same texts with the same words, in turn, in one run: compare their ratio, since
times depend on the load of the machine. A search of the hub returns ten results with all facets
and highlights; Wagtail's returns ten results, and is so slow that it gets the first requests only.
Each request is made by words alone (`search`), then by words and meaning (`hybrid`, the encoding of
the question included) with random vectors. Prints one line of JSON for each size.
"""

import argparse
import json
import random
import statistics
import sys
import time

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections.abc import Callable
from typing import Any

from wagtail.search.backends import get_search_backend

from hub.search.contract import Entry, SearchRequest
from hub.search.embedded import EmbeddedEngine
from hub.search.highlighting import highlight
from hub.search.meaning import encoder_off
from hub.search.meaning.vectors import Encoding
from hub.search.models import SearchIndex
from hub.themes.models import Theme
from tests.bench.entries import FACETS, entries, requests
from tests.bench.meaning import bundled_encoder, forget_vectors, store_random_vectors
from tests.bench.memory import memory_of_a_process

SIZES = (5_000, 20_000)
# 95th percentile that a search must not exceed at each size, in milliseconds.
GOALS = {5_000: 50, 20_000: 120}
CHUNK = 500
# Searches of the process whose memory is measured.
MEMORY_SEARCHES = 50


def timed(action: Callable[..., object], *arguments: object) -> tuple[float, float]:
    """Return the wall time and the CPU time of a call, in milliseconds."""
    start, worked = time.perf_counter(), time.process_time()
    action(*arguments)
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


def percentiles(times: list[tuple[float, float]]) -> dict[str, Any]:
    """Return the median and the 95th percentile of wall times and of CPU times.

    CPU time does not depend on the load of the machine. It includes SQLite, not a database server.
    """
    return {
        f"{name}{percentile}": round(statistics.quantiles(values, n=20)[place], 1)
        for name, values in zip(("", "work_"), zip(*times, strict=True), strict=True)
        for percentile, place in (("p50", 9), ("p95", 18))
    }


def fill_wagtail(sample: list[Entry]) -> None:
    """Index the same texts with Wagtail, as themes: a model with a title and a text."""
    backend = get_search_backend("default")
    for first in range(0, len(sample), CHUNK):
        themes = [
            Theme(name=f"{one.title[:80]} {one.uid}", slug=one.uid, synonyms=one.body)
            for one in sample[first : first + CHUNK]
        ]
        backend.add_bulk(Theme, Theme.objects.bulk_create(themes))


def search_wagtail(words: str) -> list[Theme]:
    """Return the ten first results of Wagtail's search for any of the words."""
    return list(get_search_backend("default").search(words, Theme, operator="or")[:10])


def search_and_highlight(engine: EmbeddedEngine, request: SearchRequest) -> None:
    highlight(engine.search(request).hits)


def search_by_words(engine: EmbeddedEngine, request: SearchRequest) -> None:
    with encoder_off():
        search_and_highlight(engine, request)


def measure(
    count: int, asked: int, asked_of_wagtail: int, encoding: Encoding | None
) -> dict[str, Any]:
    """Measure one size; Wagtail too when it is asked twice or more.

    Without `encoding`, by words alone.
    """
    sample = list(entries(count))
    engine = EmbeddedEngine(synonyms=dict)
    rebuild = timed(lambda: engine.rebuild(sample))
    if asked_of_wagtail:
        fill_wagtail(sample)
    theirs, facets = [], []
    ours = {"search": [], "hybrid": [], "encoding": []}
    engine.search(SearchRequest())  # loads what each process caches
    asked_requests = list(requests(asked, sample))
    meaning = load_vectors(engine, encoding) if encoding else {}
    for number, request in enumerate(asked_requests):
        ours["search"].append(timed(search_by_words, engine, request))
        if encoding:
            ours["hybrid"].append(timed(search_and_highlight, engine, request))
            ours["encoding"].append(timed(encoding.encoder.encode_questions, [request.text]))
        if number < asked_of_wagtail:
            theirs.append(timed(search_wagtail, request.text.strip("« »")))
        facets.append(timed(lambda: engine.search(SearchRequest(facets=FACETS))))
    texts = [request.text for request in asked_requests[:MEMORY_SEARCHES]]
    memory = {
        name: memory_of_a_process(texts, encoder=setting)
        for name, setting in (("words", "off"), ("hybrid", "auto"))
    }
    changed = random.Random(5).sample(sample, 20)
    figures = {
        "entries": count,
        **{name: percentiles(times) for name, times in ours.items() if times},
        **meaning,
        "memory_mb": memory,
        "plain_list": percentiles(facets),
        "suggest": percentiles([timed(lambda: engine.suggest("gri")) for _ in range(20)]),
        "apply_one": percentiles([timed(engine.apply, [one]) for one in changed]),
        "first_after_change": first_after_change(engine, asked_requests[0]),
        "rebuild_seconds": round(rebuild[1] / 1000, 1),
    }
    if len(theirs) > 1:
        figures["wagtail"] = percentiles(theirs)
        figures["ratio_p50"] = round(figures["search"]["p50"] / figures["wagtail"]["p50"], 4)
    Theme.objects.all().delete()
    engine.forget()
    forget_vectors()
    return figures


def load_vectors(engine: EmbeddedEngine, encoding: Encoding) -> dict[str, Any]:
    """Store the vectors of the entries; return their number and the time of the first search."""
    vectors = store_random_vectors(encoding)
    SearchIndex.objects.update(vector_stamp=vectors)
    first = timed(engine.search, SearchRequest(text="première question"))
    return {"vectors": vectors, "first_hybrid": round(first[1], 1)}


def first_after_change(engine: EmbeddedEngine, request: SearchRequest) -> dict[str, float]:
    """Return the CPU time of the first list, then of the first search, after a change."""
    listed = timed(engine.search, SearchRequest())
    return {"list": round(listed[1], 1), "search": round(timed(engine.search, request)[1], 1)}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, nargs="+", default=SIZES)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--wagtail", type=int, default=5, help="requests asked of Wagtail too")
    parser.add_argument("--check", action="store_true", help="fail beyond the goals")
    options = parser.parse_args(arguments)
    with bench_database(), bundled_encoder() as encoding:
        missed = [size for size in options.entries if not print_figures(size, options, encoding)]
    if missed and options.check:
        sys.exit(1)


def print_figures(size: int, options: argparse.Namespace, encoding: Encoding | None) -> bool:
    """Print the figures of a size; return whether they meet the goal, if there is one."""
    figures = measure(size, options.requests, options.wagtail, encoding)
    print(json.dumps(figures), flush=True)
    goal = GOALS.get(size, float("inf"))
    return all(figures[name]["p95"] <= goal for name in ("search", "hybrid") if name in figures)


if __name__ == "__main__":
    main()
