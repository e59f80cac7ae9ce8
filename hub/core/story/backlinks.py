"""Which pages speak of a page: nobody types it twice, Wagtail's reference index knows."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, IntegerField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from hub.core.models import HubPage

CITATIONS = 20


def pages_citing(page, request, exclude=None):
    """Return the listable pages that point at `page` and that `request` may see, latest first.

    `page` may also be a snippet, such as a territory. They come as plain HubPage: their title,
    address, date and type are enough for a list. `exclude` is a queryset of pages to leave out.
    """
    if not page.pk:
        return HubPage.objects.none()
    pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(page).filter(base_content_type=pages)
    sources = references.annotate(source=Cast("object_id", IntegerField()))
    found = HubPage.objects.visible_to(request).filter(pk__in=sources.values("source"))
    if isinstance(page, Page):
        found = found.exclude(pk=page.pk)
    if exclude is not None:
        found = found.exclude(pk__in=exclude.values("pk"))
    return found.order_by(F("listed_on").desc(nulls_last=True), "title")[:CITATIONS]
