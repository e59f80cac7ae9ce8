"""Check the likeness of territories over the whole gazetteer, and time it (goal T2).

    python -m tests.bench.likeness                     5,000 territories with pages, 20,000 pages

Prints one line of JSON for each part:

- `explanations`: for random territories and random pages (fixed seed), the share of cards with a
  reason, and of reasons that are true. The truth is computed again from the rows of the database,
  by `tests.territories.likeness_truth`;
- `reugny`: for Reugny (37194), the number of communes under 5,000 inhabitants that do not outrank
  Paris, nothing else being known of either; and the first ten communes of France;
- `times`: the weights of a list, in milliseconds of wall time and of CPU time.

Exits with 1 when a goal is missed.
"""

import argparse
import json
import random
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Prefetch
from wagtail.models import Locale, Page

from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.listing.nearness import Nearness
from hub.territories.likeness import Profile, likeness
from hub.territories.models import Cohort, Territory, TerritoryKind
from hub.themes.models import Theme
from tests.territories.likeness_truth import Facts, facts_of, false_reasons

SEED = 37194
BATCH = 500
SMALL = 5_000
# Communes and groups are those that pages are linked to most.
COHORTS, PILOTS = 4, 200


def fill(territories: int, pages: int) -> None:
    """Create pages linked to random territories and themes, a few without territory."""
    rng = random.Random(SEED)
    places = list(Territory.objects.order_by("kind", "code").values_list("pk", flat=True))
    used = rng.sample(places, min(territories, len(places)))
    used.append(Territory.objects.get(kind=TerritoryKind.COMMUNE, code="37194").pk)
    cohorts = [Cohort.objects.create(name=f"Promotion {number}") for number in range(COHORTS)]
    for place in rng.sample(used, min(PILOTS, len(used))):
        Territory.objects.filter(pk=place).update(cohort=rng.choice(cohorts), in_programme=True)
    themes = list(Theme.objects.order_by("slug").values_list("pk", flat=True))
    pks = create_pages(pages)
    # Each territory has a page; the others are drawn.
    links = list(zip(pks, used, strict=False))
    links += [(pk, rng.choice(used)) for pk in pks if rng.random() < 0.9]
    PageTerritory.objects.bulk_create(
        [PageTerritory(page_id=page, territory_id=place) for page, place in dict.fromkeys(links)],
        batch_size=BATCH,
    )
    PageTheme.objects.bulk_create(
        [
            PageTheme(content_object_id=page, tag_id=theme)
            for page in pks
            for theme in rng.sample(themes, rng.randrange(4))
        ],
        batch_size=BATCH,
    )


def create_pages(count: int) -> list[int]:
    """Create visible pages without their content, and return their ids."""
    root = Page.objects.get(depth=1)
    locale = Locale.get_default()
    first = root.numchild + 1
    pages = Page.objects.bulk_create(
        [
            Page(
                path=Page._get_path(root.path, 2, first + number),
                depth=2,
                title=f"Page {number}",
                slug=f"page-{number}",
                content_type_id=root.content_type_id,
                locale=locale,
                live=True,
            )
            for number in range(count)
        ],
        batch_size=BATCH,
    )
    fields = HubPage._meta.local_concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = []
    for page in pages:
        row = HubPage(page_ptr_id=page.pk, uid=uuid.UUID(int=page.pk))
        rows.append(
            [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {HubPage._meta.db_table} ({names}) VALUES ({marks})",  # noqa: S608
            rows,
        )
    return [page.pk for page in pages]


def check_explanations(territories: int, pages: int) -> dict[str, int | float]:
    """Check the reasons of random pages for random territories, of every kind."""
    rng = random.Random(SEED + 1)
    every = list(Territory.objects.order_by("kind", "code"))
    by_kind = {kind: [t for t in every if t.kind == kind] for kind in TerritoryKind.values}
    chosen = [rng.choice(by_kind[rng.choice(TerritoryKind.values)]) for _ in range(territories)]
    chosen.append(next(t for t in every if (t.kind, t.code) == ("commune", "37194")))
    cards = cards_of(rng.sample(list(HubPage.objects.values_list("pk", flat=True)), pages))
    concerned = {t.pk for page in cards for t in page.territories} | {t.pk for t in chosen}
    facts = facts_of(concerned)
    themes = themes_by_territory()
    explained = told = false = 0
    for here in chosen:
        nearness = Nearness(here)
        for page in cards:
            reasons = nearness.explain(page).reasons
            explained += bool(reasons)
            told += len(reasons)
            false += len(wrong_reasons(reasons, page, here, facts, themes))
    total = len(chosen) * len(cards)
    return {
        "territories": len(chosen),
        "cards": total,
        "with_a_reason_percent": round(100 * explained / total, 3),
        "reasons": told,
        "false_reasons": false,
    }


def cards_of(pks: list[int]) -> list[HubPage]:
    """Return pages with what an explanation reads."""
    links = PageTerritory.objects.select_related("territory")
    return list(
        HubPage.objects.filter(pk__in=pks).prefetch_related(
            Prefetch("theme_items", PageTheme.objects.select_related("tag")),
            Prefetch("territory_links", links),
        )
    )


def themes_by_territory() -> dict[int, set[str]]:
    """Return {territory: names of the themes of its pages}, from the two tables of links."""
    names = dict(Theme.objects.values_list("pk", "name"))
    of_page: dict[int, set[str]] = defaultdict(set)
    for page, theme in PageTheme.objects.values_list("content_object_id", "tag_id"):
        of_page[page].add(names[theme])
    found: dict[int, set[str]] = defaultdict(set)
    for page, territory in PageTerritory.objects.values_list("page_id", "territory_id"):
        found[territory] |= of_page[page]
    return found


def wrong_reasons(
    reasons: tuple[str, ...],
    page: HubPage,
    here: Territory,
    facts: dict[int, Facts],
    themes: dict[int, set[str]],
) -> list[str]:
    places = [facts[territory.pk] for territory in page.territories]
    of_page = {theme.name for theme in page.ranked_themes}
    return false_reasons(reasons, facts[here.pk], places, themes[here.pk], of_page)


def rank_for_reugny() -> dict[str, object]:
    """Compare every commune with Paris for Reugny, without themes or cohort."""
    communes = list(Territory.objects.filter(kind=TerritoryKind.COMMUNE).order_by("code"))
    for commune in communes:
        commune.cohort_id = None
    here = Profile(next(commune for commune in communes if commune.code == "37194"))
    scores = {
        commune.pk: likeness(here, Profile(commune)).score
        for commune in communes
        if commune.pk != here.territory.pk
    }
    paris = next(commune for commune in communes if commune.code == "75056")
    small = [c for c in communes if c.population is not None and c.population < SMALL]
    below = [c for c in small if c.pk in scores and scores[c.pk] <= scores[paris.pk]]
    first = sorted(scores, key=lambda pk: -scores[pk])[:10]
    names = {commune.pk: str(commune) for commune in communes}
    return {
        "communes_under_5000": len(small),
        "not_above_paris": len(below),
        "paris": round(scores[paris.pk], 3),
        "first": {names[pk]: round(scores[pk], 3) for pk in first},
    }


def time_weights(repeats: int) -> dict[str, object]:
    """Time the weights of a list for Reugny, each time without cache."""
    here = Territory.objects.get(kind=TerritoryKind.COMMUNE, code="37194")
    times: list[tuple[float, float]] = []
    weights: dict[str, float] = {}
    for _ in range(repeats):
        start, worked = time.perf_counter(), time.process_time()
        weights = Nearness(here).weights
        times.append((time.perf_counter() - start, time.process_time() - worked))
    wall, work = (sorted(values)[len(values) // 2] for values in zip(*times, strict=True))
    return {
        "weights": len(weights),
        "groups": len({round(weight, 2) for weight in weights.values()}),
        "p50": round(1000 * wall, 1),
        "work_p50": round(1000 * work, 1),
    }


def parts(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, object], bool]]:
    """Yield (name, figures, whether the goal is met)."""
    found = check_explanations(options.checked, options.cards)
    met = found["with_a_reason_percent"] == 100 and not found["false_reasons"]
    yield "explanations", {**found}, met
    ranks = rank_for_reugny()
    yield "reugny", ranks, ranks["not_above_paris"] == 0
    yield "times", time_weights(options.repeats), True


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--territories", type=int, default=5_000, help="territories with pages")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--checked", type=int, default=100, help="territories whose cards are read")
    parser.add_argument("--cards", type=int, default=200, help="cards read for each of them")
    parser.add_argument("--repeats", type=int, default=9)
    options = parser.parse_args(arguments)
    missed = False
    with bench_database():
        call_command("load_gazetteer", verbosity=0)
        fill(options.territories, options.pages)
        for name, figures, is_met in parts(options):
            print(json.dumps({name: figures}, ensure_ascii=False), flush=True)
            missed |= not is_met
    if missed:
        sys.exit(1)


if __name__ == "__main__":
    main()
