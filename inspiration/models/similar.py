"""Prefetches of the rows of an initiative, and queries of the related initiatives."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import HttpRequest

from inspiration.models.rows import (
    CooperationPartner,
    InitiativeDocument,
    InitiativeFunder,
    InitiativeInspiration,
)

if TYPE_CHECKING:
    from inspiration.models.initiatives import InitiativePage

MAX_SIMILAR = 3


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
) -> "QuerySet[InitiativePage]":
    """Return at most `MAX_SIMILAR` initiatives with shared themes (2 points) or territories (1)."""
    themes = [item.tag_id for item in page.theme_items.all()]
    territories = [link.territory_id for link in page.territory_links.all()]
    shared_themes = Count("theme_items__tag", filter=Q(theme_items__tag__in=themes), distinct=True)
    shared_territories = Count(
        "territory_links__territory",
        filter=Q(territory_links__territory__in=territories),
        distinct=True,
    )
    return (
        type(page)
        .objects.visible_to(request)
        .exclude(pk=page.pk)
        .annotate(likeness=2 * shared_themes + shared_territories)
        .filter(likeness__gt=0)
        .order_by(F("likeness").desc(), F("listed_on").desc(nulls_last=True), "title")[:MAX_SIMILAR]
    )
