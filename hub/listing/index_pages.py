from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from hub.core.publication import PublicationGateMixin
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import collection_data
from hub.listing.format_names import format_names
from hub.listing.listing import Listing


class ListingIndexMixin(PublicationGateMixin, FewQueriesRouteMixin, models.Model):
    """An index page: an introduction, then a listing of the types in `listing_kinds`."""

    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    listing_kinds = []
    # How many cards open the list with a picture.
    listing_featured = 0

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.listing(request)
        return context

    def listing(self, request):
        return Listing(
            request,
            kinds=self.listing_kinds,
            featured=self.listing_featured,
            formats=format_names(self.listing_kinds),
        )

    def structured_data(self, request):
        """schema.org description of the page, as a dict."""
        return collection_data(self, request)
