from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager

from hub.core.page_types import page_kinds
from hub.core.publication import PublicationGateMixin
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import collection_data
from hub.listing.format_names import format_names
from hub.listing.listing import Listing


class ListingIndexMixin(PublicationGateMixin, FewQueriesRouteMixin, models.Model):
    """An index page: an introduction, then a listing of the types in `listing_kinds`.

    Its template is, or extends, `pages/core/index_page.html`, which names what is listed by the
    `verbose_name` of the first type.
    """

    objects: ClassVar[PageManager]
    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    listing_kinds: list[str] = []
    # Number of cards shown with a picture at the top of the unfiltered list.
    listing_featured = 0
    # Show the map of the départements among the filters.
    listing_map = False

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        listed = page_kinds()[self.listing_kinds[0]]._meta
        context["listing"] = self.listing(request)
        context["one"], context["many"] = listed.verbose_name, listed.verbose_name_plural
        return context

    def listing(self, request: HttpRequest) -> Listing:
        return Listing(
            request,
            kinds=self.listing_kinds,
            featured=self.listing_featured,
            formats=format_names(self.listing_kinds),
        )

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org description of the page."""
        return collection_data(self, request)
