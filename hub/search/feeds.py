"""Feeds of the listings: the same pages and filters as the list they follow, as RSS 2.0."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from wagtail.models import Page, Site

from hub.core.models import HubSettings
from hub.core.visibility import is_visible
from hub.search.listing import Listing
from hub.search.models import ListingIndexMixin


class FullContentFeed(Rss201rev2Feed):
    """RSS 2.0 whose items may carry all that they say (module « content » of RSS 1.0)."""

    def root_attributes(self):
        return {
            **super().root_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item.get("content"):
            handler.addQuickElement("content:encoded", item["content"])


@dataclass(frozen=True)
class FeedSource:
    """What a feed is made of: Django shares one Feed object between requests."""

    request: HttpRequest
    page: Page
    listing: Listing


class ListingFeed(Feed):
    """`/<slug of an index page>.rss`."""

    feed_type = FullContentFeed
    language = "fr"

    def get_object(self, request, slug):
        root = Site.find_for_request(request).root_page
        page = Page.objects.child_of(root).filter(slug=slug).specific().first()
        if not isinstance(page, ListingIndexMixin) or not is_visible(page, request):
            raise Http404("Cette liste n’existe pas.")
        return FeedSource(request, page, page.listing(request))

    def title(self, source):
        site_name = HubSettings.for_request(source.request).site_name
        return f"{source.page.title}\u00a0— {site_name}"

    def link(self, source):
        return source.page.get_url(source.request)

    def feed_url(self, source):
        return source.request.get_full_path()

    def description(self, source):
        page = source.page
        return page.search_description or f"Les dernières parutions\u00a0: {page.title.lower()}."

    def items(self, source):
        """The cards of the page, each with `feed_content`: what its type says in full."""
        pages = list(source.listing.page.object_list)
        by_type = defaultdict(list)
        for page in pages:
            by_type[type(page)].append(page)
        contents = {}
        for model, some in by_type.items():
            contents |= model.feed_contents(some, source.request)
        for page in pages:
            page.feed_content = contents.get(page.pk, "")
        return pages

    def item_extra_kwargs(self, item):
        return {"content": item.feed_content}

    def item_title(self, item):
        return item.numbered_title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return item.get_url()

    def item_guid(self, item):
        return item.uid.urn

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        """Midnight in Paris of the day that lists show; without one, the publication."""
        if item.listed_on is None:
            return item.first_published_at
        return timezone.make_aware(datetime.combine(item.listed_on, time.min))

    def item_updateddate(self, item):
        return item.last_published_at

    def item_categories(self, item):
        return [theme.name for theme in item.ranked_themes]
