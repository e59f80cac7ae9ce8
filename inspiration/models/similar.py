"""Prefetches of the rows of an initiative, and queries of the related initiatives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import HttpRequest

from hub.core.models import PageTerritory, PageTheme
from hub.territories.likeness import Likeness, Profile, likeness, shared_themes_part
from hub.territories.models import Inclusion, Territory, TerritoryKind
from inspiration.models.rows import (
    CooperationPartner,
    InitiativeDocument,
    InitiativeFunder,
    InitiativeInspiration,
)

if TYPE_CHECKING:
    from inspiration.models.initiatives import InitiativePage

MAX_SIMILAR = 3
# Pages compared: those that share most themes, the latest first.
CANDIDATES = 60
# {reason about the territory of the reader: the same reason about the territory of a page}
OF_A_PAGE = {
    "votre territoire": "même territoire",
    "votre commune": "sa commune",
    "votre intercommunalité": "son intercommunalité",
    "votre département": "son département",
    "votre région": "sa région",
    "dans votre territoire": "dans son territoire",
}


def row_lookups() -> list[str | Prefetch]:
    """Return the prefetches of the rows of an initiative: one query for each."""
    return [
        "steps",
        "results",
        "sources",
        Prefetch("partners", CooperationPartner.objects.select_related("organisation")),
        Prefetch("funders", InitiativeFunder.objects.select_related("organisation")),
        Prefetch("documents", InitiativeDocument.objects.select_related("document")),
    ]


def visible_inspirations() -> Prefetch:
    """Return the prefetch of the inspirations that everyone may see."""
    visible = apps.get_model("inspiration.InitiativePage").objects.visible_to(None)
    rows = InitiativeInspiration.objects.filter(source__in=visible.values("pk"))
    return Prefetch("inspirations", rows.select_related("source"))


def inspirations_of(page: "InitiativePage", request: HttpRequest | None) -> "list[InitiativePage]":
    """Return the initiatives that inspired `page` and that `request` may see."""
    sources = [row.source_id for row in page.inspirations.all()]
    found = type(page).objects.visible_to(request).filter(pk__in=sources)
    return list(found.order_by("title"))


def similar_initiatives(
    page: "InitiativePage", request: HttpRequest | None
) -> "list[InitiativePage]":
    """Return at most `MAX_SIMILAR` initiatives, each with its `Likeness` in `likeness`.

    Those that share a theme come first, then those of the same territory; likeness sorts both. The
    themes that it compares are those of the two pages.
    """
    themes = [item.tag_id for item in page.theme_items.all()]
    territories = [link.territory_id for link in page.territory_links.all()]
    shared_themes = Count("theme_items__tag", filter=Q(theme_items__tag__in=themes), distinct=True)
    in_territories = Q(pk__in=_pages_of(territories))
    candidates = (
        type(page)
        .objects.visible_to(request)
        .exclude(pk=page.pk)
        .annotate(shared_themes=shared_themes)
        .filter(Q(shared_themes__gt=0) | in_territories)
        .order_by(F("shared_themes").desc(), F("listed_on").desc(nulls_last=True), "title")
        .prefetch_related(
            Prefetch("theme_items", PageTheme.objects.select_related("tag")),
            Prefetch("territory_links", PageTerritory.objects.select_related("territory")),
        )[:CANDIDATES]
    )
    found = list(candidates)
    containers = _containers([t for one in (page, *found) for t in one.territories])
    for other in found:
        other.likeness = _likeness_of(page, other, containers)
    # The sort is stable: the latest first among equals.
    found.sort(key=lambda other: (not other.shared_themes, -other.likeness.score))
    return found[:MAX_SIMILAR]


def _pages_of(territories: Iterable[int]) -> QuerySet:
    return PageTerritory.objects.filter(territory__in=territories).values("page")


def _containers(territories: list[Territory]) -> dict[int, frozenset[int]]:
    """Return {territory: those of `territories` that contain it}; communes contain none."""
    pks = {territory.pk for territory in territories}
    larger = {t.pk for t in territories if t.kind != TerritoryKind.COMMUNE}
    if not larger:
        return {}
    found: dict[int, set[int]] = defaultdict(set)
    rows = Inclusion.objects.filter(inner__in=pks, outer__in=larger)
    for inner, outer in rows.values_list("inner_id", "outer_id"):
        found[inner].add(outer)
    return {pk: frozenset(outers) for pk, outers in found.items()}


def _likeness_of(
    page: "InitiativePage", other: "InitiativePage", containers: Mapping[int, frozenset[int]]
) -> Likeness:
    """Return the largest likeness of their territories; of their themes only without territory."""
    own, others = (
        [
            Profile(
                territory,
                containers.get(territory.pk, frozenset()),
                {theme.slug: theme.name for theme in one.ranked_themes},
            )
            for territory in one.territories
        ]
        for one in (page, other)
    )
    found = [likeness(here, there) for here in own for there in others]
    if not found:
        themes = ({theme.slug: theme.name for theme in one.ranked_themes} for one in (page, other))
        score, reason = shared_themes_part(*themes)
        return Likeness(score, (reason,) if reason else ())
    best = max(found, key=lambda one: one.score)
    return Likeness(best.score, tuple(OF_A_PAGE.get(one, one) for one in best.reasons))
