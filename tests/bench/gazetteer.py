"""Load the gazetteer, check « contient », then reload it with 500 changed communes.

    python -m tests.bench.gazetteer
    python -m tests.services.postgresql -- python -m tests.bench.gazetteer

Prints one line of JSON for each step: seconds of the load and of the same load again; territories
whose contents are wrong, over the five levels, for every commune; then, after a made-up edition
with 500 changed communes (renamed, merged, created, moved to another group, with another code) and
dissolved groups, the relations, pages and URLs lost. Fails if something is wrong or lost.
"""

import argparse
import json
import logging
import random
import sys
import tempfile
import time
from pathlib import Path

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections import defaultdict
from typing import Any

from django.http import Http404
from django.test import RequestFactory

from hub.core.models import HubPage, PageTerritory
from hub.territories.gazetteer.loading import load
from hub.territories.gazetteer.reading import read_gazetteer, read_rows, shipped_file
from hub.territories.gazetteer.rows import Row, TerritoryRow, write_rows
from hub.territories.models import Inclusion, Territory, TerritoryKind
from tests.bench.gazetteer_changes import next_edition
from tests.factories import InitiativePageFactory
from tests.factories.site_tree import read_site_tree

GOAL_SECONDS = 20
PAGES = 40
TERRITORIES_OF_A_PAGE = 25


def timed_load(path: Path) -> dict[str, Any]:
    start, worked = time.perf_counter(), time.process_time()
    report = load(read_gazetteer(path))
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(time.process_time() - worked, 1),
        "created": report.created,
        "changed": report.changed,
        "dissolved": report.dissolved,
        "merged": report.merged,
    }


def wrong_contents(rows: list[Row]) -> dict[str, int]:
    """Return the number of communes of the source, and of territories whose communes are wrong.

    Compares the database with the rows of the file, not with what the loader derived from them.
    """
    regions = {r.code: r.above for r in rows if r.kind == TerritoryKind.DEPARTEMENT}
    expected: dict[tuple[str, str], set[str]] = defaultdict(set)
    communes = [row for row in rows if row.kind == TerritoryKind.COMMUNE]
    for row in communes:
        assert isinstance(row, TerritoryRow)
        levels = (
            ("commune", row.code),
            ("ept", row.ept),
            ("epci", row.epci),
            ("departement", row.above),
            ("region", regions[row.above]),
        )
        for level in levels:
            if level[1]:
                expected[level].add(row.code)
    found: dict[tuple[str, str], set[str]] = {
        ("commune", code): {code}
        for code in Territory.objects.current()
        .filter(kind=TerritoryKind.COMMUNE)
        .exclude(edition="")
        .values_list("code", flat=True)
    }
    # Without the communes that the factories of pages add by hand.
    communes_only = {"inner__kind": TerritoryKind.COMMUNE, "inner__dissolved_in": ""}
    inside = Inclusion.objects.filter(**communes_only).exclude(inner__edition="")
    for kind, code, inner in inside.values_list("outer__kind", "outer__code", "inner__code"):
        found.setdefault((kind, code), set()).add(inner)
    wrong = [key for key in expected.keys() | found.keys() if expected[key] != found.get(key)]
    return {"communes": len(communes), "territories": len(expected), "wrong": len(wrong)}


def fill(rng: random.Random, codes: list[str]) -> None:
    """Create pages of the communes of `codes`, and of groups, départements and régions."""
    groups = list(Territory.objects.exclude(kind=TerritoryKind.COMMUNE).exclude(edition=""))
    communes = list(Territory.objects.filter(kind=TerritoryKind.COMMUNE, code__in=codes))
    for number in range(PAGES):
        chosen = {t.pk: t for t in (*rng.sample(communes, 20), *rng.sample(groups, 5))}
        InitiativePageFactory(title=f"Initiative {number}", territories=[*chosen.values()])


def relations() -> dict[tuple[int, int], str]:
    """Return {(page, territory): path of the territory}."""
    links = PageTerritory.objects.select_related("territory")
    return {(link.page_id, link.territory_id): link.territory.path for link in links}


def losses(before: dict[tuple[int, int], str], pages: int) -> dict[str, int]:
    """Return the relations, pages and URLs of `before` that no longer exist."""
    index = read_site_tree().territories
    request = RequestFactory().get("/")
    after = relations()
    lost_urls = 0
    for (_, pk), path in {key[1]: (key, path) for key, path in before.items()}.values():
        code, _, slug = path.partition("-")
        current = Territory.objects.get(pk=pk)
        try:
            shown = index.find(request, code, slug)
        except Http404:
            lost_urls += 1
            continue
        # The page that answers lists those of the territory.
        lost_urls += not Territory.objects.within(shown).filter(pk=current.pk).exists()
    return {
        "relations": len(before),
        "relations_lost": len(before.keys() - after.keys()),
        "pages_lost": pages - HubPage.objects.count(),
        "urls_lost": lost_urls,
    }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=14)
    logging.disable(logging.INFO)  # Wagtail logs each page
    rng = random.Random(parser.parse_args(arguments).seed)
    with bench_database(), tempfile.TemporaryDirectory() as folder:
        first = timed_load(shipped_file())
        print(json.dumps({"step": "load", **first}), flush=True)
        print(json.dumps({"step": "same again", **timed_load(shipped_file())}), flush=True)
        header, rows = read_rows(shipped_file())
        contents = wrong_contents(rows)
        print(json.dumps({"step": "contents", **contents}), flush=True)
        edition = next_edition(rows, rng)
        path = Path(folder) / "gazetteer-2027.txt.xz"
        write_rows(path, {**header, "edition": "2027"}, edition.rows)
        fill(rng, edition.codes)
        before, pages = relations(), HubPage.objects.count()
        second = timed_load(path)
        print(json.dumps({"step": "next edition", **edition.counts, **second}), flush=True)
        after = wrong_contents(list(edition.rows))
        print(json.dumps({"step": "contents", **after}), flush=True)
        lost = losses(before, pages)
        print(json.dumps({"step": "lost", **lost}), flush=True)
    bad = contents["wrong"] + after["wrong"]
    bad += lost["relations_lost"] + lost["pages_lost"] + lost["urls_lost"]
    if bad or first["seconds"] > GOAL_SECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
