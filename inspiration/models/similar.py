"""What an initiative is near to: the rows that it shows, what inspired it, what is like it."""

from django.db.models import Count, F, Prefetch, Q

from inspiration.models.rows import (
    CooperationPartner,
    InitiativeDocument,
    InitiativeFunder,
    InitiativeInspiration,
)

SIMILAR = 3


def row_lookups():
    """Return the lookups of the rows of an initiative: one query for each."""
    return [
        "steps",
        "results",
        "sources",
        Prefetch("partners", CooperationPartner.objects.select_related("organisation")),
        Prefetch("funders", InitiativeFunder.objects.select_related("organisation")),
        Prefetch("documents", InitiativeDocument.objects.select_related("document")),
    ]


def visible_inspirations():
    """Return the lookup of the initiatives that inspired another, those that everyone may see."""
    visible = InitiativeInspiration.source.field.related_model.objects.visible_to(None)
    rows = InitiativeInspiration.objects.filter(source__in=visible.values("pk"))
    return Prefetch("inspirations", rows.select_related("source"))


def inspirations_of(page, request):
    """Return the list of the initiatives that `page` took after and that `request` may see."""
    sources = [row.source_id for row in page.inspirations.all()]
    found = type(page).objects.visible_to(request).filter(pk__in=sources)
    return list(found.order_by("title"))


def similar_initiatives(page, request):
    """Return at most three other initiatives that share themes (2 points) or territories (1)."""
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
        .order_by(F("likeness").desc(), F("listed_on").desc(nulls_last=True), "title")[:SIMILAR]
    )
