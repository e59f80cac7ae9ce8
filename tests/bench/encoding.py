"""Time the encoding of a new site: speed, and saves and searches meanwhile.

    python -m tests.bench.encoding
    python -m tests.bench.encoding --pages 250 --encoder fake

Pages are created without an encoder, then encoded in passes while another thread saves a page and
searches, in turn. The same saves and searches are timed before, without encoding. The encoding is
stopped in the middle and started again. Prints lines of JSON.
"""

import argparse
import itertools
import json
import threading
import time

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections.abc import Callable
from typing import Any

from django.db import connections
from wagtail.models import Page

from hub.search.contract import SearchRequest
from hub.search.engines import embedded_engine
from hub.search.meaning import Encoder, known_vectors, pieces
from hub.search.meaning.bundled import BundledEncoder
from hub.search.meaning.vectors import calibrated_encoding, model_key
from hub.search.outbox.encoding import encode_pending, encoding_progress
from hub.search.projection import project
from inspiration.models import ResourcePage
from tests.bench.entries import entries
from tests.bench.search import percentiles, timed
from tests.factories.resources import ResourcePageFactory
from tests.factories.site_tree import read_site_tree
from tests.search.encoders import FakeEncoder, use_encoder

ENCODERS: dict[str, Callable[[], Encoder]] = {"bundled": BundledEncoder, "fake": FakeEncoder}
# Seconds within which a saved page must be found by meaning, as the longest measured.
GOAL = 5.0


def make_pages(count: int) -> ResourcePage:
    """Create published pages of two pieces; return the last one."""
    parent = read_site_tree().resources
    for number, entry in enumerate(entries(count)):
        title = f"{entry.title[:200]} {number}"
        text = f"<p>{entry.body[280:700]}</p>"
        page = ResourcePageFactory(
            parent=parent, title=title, summary=entry.body[:280], presentation=text
        )
    return page


def time_reader(
    page: Page, texts: list[str], stop: threading.Event
) -> dict[str, list[tuple[float, float]]]:
    """Save `page` and search, in turn, until `stop` is set; return the times (`timed`)."""
    found: dict[str, list[tuple[float, float]]] = {"save": [], "search": []}
    for number in itertools.count():
        # Two texts only: new ones would be encoded before those that wait.
        page.title = f"Page enregistrée {number % 2}"
        found["save"].append(timed(lambda: page.save_revision().publish()))
        request = SearchRequest(text=texts[number % len(texts)])
        found["search"].append(timed(embedded_engine().search, request))
        if stop.wait(0.5) and number:
            break
    return found


def seconds_until_encoded(page: Page, encoder: Encoder) -> float:
    """Publish `page` with a new text; return the seconds until its front has a vector."""
    page.title = f"Nouveau titre {time.time()}"
    page.save_revision().publish()
    (entry,) = project([str(page.uid)]).entries
    front = pieces(entry)[0].digest
    start = time.perf_counter()
    while (
        not known_vectors(model_key(encoder), [front]) and time.perf_counter() - start < 10 * GOAL
    ):
        time.sleep(0.05)
    return time.perf_counter() - start


def in_thread(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Start `work` in a thread; return the thread and the list that receives its result."""
    result: list[Any] = []

    def run() -> None:
        try:
            result.append(work())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, result


def encode_until(wanted: int | None) -> float:
    """Encode in passes until `wanted` pieces have a vector, None: all; return the seconds."""
    start = time.perf_counter()
    while not (result := encode_pending(force=True)).is_finished:
        progress = encoding_progress()
        if result.error or (wanted is not None and progress.encoded >= wanted):
            break
    return time.perf_counter() - start


def show(name: str, **figures: object) -> None:
    print(json.dumps({"what": name, **figures}), flush=True)


def measure(encoder: Encoder, count: int) -> float:
    """Print the figures; return the longest delay of a saved page, in seconds."""
    page = make_pages(count)
    texts = [entry.title for entry in entries(20)]
    stop = threading.Event()
    thread, alone = in_thread(lambda: time_reader(page, texts, stop))
    time.sleep(10)
    stop.set()
    thread.join()
    show("without encoding", **{name: percentiles(ms) for name, ms in alone[0].items()})
    start = time.perf_counter()
    calibrated_encoding(encoder)
    show("calibration", seconds=round(time.perf_counter() - start, 1))
    stop.clear()
    thread, meanwhile = in_thread(lambda: time_reader(page, texts, stop))
    total = encoding_progress().total
    first = encode_until(total // 2)
    half = encoding_progress().encoded
    show("stopped", encoded=half, total=total, seconds=round(first, 1))
    delays: list[float] = []
    other = ResourcePage.objects.live().order_by("pk")[0]
    saver, delay = in_thread(lambda: seconds_until_encoded(other, encoder))
    second = encode_until(None)
    saver.join()
    delays += delay
    stop.set()
    thread.join()
    progress = encoding_progress()
    show(
        "encoded",
        encoded=progress.encoded,
        total=progress.total,
        seconds=round(first + second, 1),
        ms_per_piece=round((first + second) * 1000 / max(progress.encoded, 1), 1),
    )
    show("while encoding", **{name: percentiles(ms) for name, ms in meanwhile[0].items()})
    show("saved page encoded", seconds=round(max(delays), 2), goal=GOAL)
    return max(delays)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=2_500, help="pages, of two pieces each")
    parser.add_argument("--encoder", choices=ENCODERS, default="bundled")
    parser.add_argument("--check", action="store_true", help="fail if the goal is not met")
    options = parser.parse_args(arguments)
    encoder = ENCODERS[options.encoder]()
    with bench_database(), use_encoder(encoder):
        delay = measure(encoder, options.pages)
    if options.check and delay > GOAL:
        raise SystemExit(f"A saved page was encoded after {delay:.1f} s.")


if __name__ == "__main__":
    main()
