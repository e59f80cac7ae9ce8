"""Compare pages and admin screens without and with the whole gazetteer, in one run.

    python -m tests.bench.gazetteer_pages
    python -m tests.services.postgresql -- python -m tests.bench.gazetteer_pages

The same database, with the demo content: each address is requested with the territories of the demo
and those that contain them, then with all of them: what pages show is the same.
Prints one line of JSON for each: number of queries, median CPU time and wall time in milliseconds,
before and after. Fails if a query count grows.
"""

import argparse
import json
import logging
import statistics
import sys
import time

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.territories.gazetteer.loading import load
from hub.territories.gazetteer.reading import read_gazetteer, shipped_file
from hub.territories.gazetteer.records import Gazetteer
from hub.territories.models import Territory
from tests.factories import SuperuserFactory


def addresses() -> dict[str, str]:
    """Return {name: address} of what is compared."""
    reugny = Territory.objects.get(kind="commune", code="37194")
    chooser = reverse("wagtailsnippetchoosers_territories_territory:choose")
    results = reverse("wagtailsnippetchoosers_territories_territory:choose_results")
    admin = Territory.snippet_viewset
    return {
        "home": "/",
        "inspiration": "/inspiration/",
        "search": "/recherche/?q=commande+publique",
        "search by territory": "/recherche/?q=Reugny",
        "territories": "/territoires/",
        "territory": reugny.url,
        "letters": "/lettres/",
        "admin: list": reverse(admin.get_url_name("list")),
        "admin: form": reverse(admin.get_url_name("edit"), args=[reugny.pk]),
        "admin: chooser": chooser,
        "admin: chooser, words": f"{results}?q=reugny",
    }


def of_the_demo(whole: Gazetteer) -> Gazetteer:
    """Return an edition with the territories of the database, and what contains them, alone."""
    by_key = whole.by_key
    waiting = [key for key in Territory.objects.values_list("kind", "code") if key in by_key]
    needed = set()
    while waiting:
        needed.add(key := waiting.pop())
        waiting += [outer for outer in by_key[key].containers if outer not in needed]
    return replace(whole, records=tuple(r for r in whole.records if r.key in needed))


def measure(client: Client, address: str, repeats: int) -> dict[str, Any]:
    """Return the queries and the median times of an address, in milliseconds."""
    client.get(address)  # loads what each process caches
    works, walls = [], []
    queries = 0
    for _ in range(repeats):
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            start, worked = time.perf_counter(), time.process_time()
            answer = client.get(address)
            works.append(time.process_time() - worked)
            walls.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        queries = len(captured)
    return {
        "queries": queries,
        "cpu": round(statistics.median(works) * 1000, 1),
        "wall": round(statistics.median(walls) * 1000, 1),
    }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=9)
    repeats = parser.parse_args(arguments).repeats
    logging.disable(logging.INFO)
    grown = False
    with bench_database():
        call_command("seed_demo", verbosity=0)
        client = Client()
        client.force_login(SuperuserFactory())
        whole = read_gazetteer(shipped_file())
        load(of_the_demo(whole))
        before = {name: measure(client, path, repeats) for name, path in addresses().items()}
        load(whole)
        for name, path in addresses().items():
            after = measure(client, path, repeats)
            grown |= after["queries"] > before[name]["queries"]
            print(json.dumps({"page": name, "before": before[name], "after": after}), flush=True)
    if grown:
        sys.exit(1)


if __name__ == "__main__":
    main()
