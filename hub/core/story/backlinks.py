"""Backlinks: the pages that cite a page or a snippet, read from Wagtail's reference index."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, IntegerField, Model, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from hub.core.models import HubPage

MAX_BACKLINKS = 20


def pages_citing(
    page: Model, request: HttpRequest | None, exclude: QuerySet[HubPage] | None = None
) -> QuerySet[HubPage]:
    """Return the listable pages that cite `page` and are visible to `request`, latest first.

    `page` may also be a snippet, such as a territory. The result holds base HubPage objects, with
    what a list shows: title, URL, date and type. `exclude` is a queryset of pages to leave out.
    """
    if not page.pk:
        return HubPage.objects.none()
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(page).filter(base_content_type=page_type)
    sources = references.annotate(source=Cast("object_id", IntegerField()))
    found = HubPage.objects.visible_to(request).filter(pk__in=sources.values("source"))
    if isinstance(page, Page):
        found = found.exclude(pk=page.pk)
    if exclude is not None:
        found = found.exclude(pk__in=exclude.values("pk"))
    return found.order_by(F("listed_on").desc(nulls_last=True), "title")[:MAX_BACKLINKS]
