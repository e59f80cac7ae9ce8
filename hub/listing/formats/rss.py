"""Render a page of a list as RSS 2.0, with `atom:link` (RSS Best Practices Profile)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from hub.core.models import HubPage
from hub.listing.formats.record import record_of, xml_safe
from hub.listing.formats.source import ListSource

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ListFeed(Rss201rev2Feed):
    """An RSS feed whose `lastBuildDate` is the latest modification of its items.

    Django uses the current time for an empty feed, so that its ETag changes at each request, and
    the publication dates of the items, which are in the future for an agenda.
    """

    def root_attributes(self) -> dict[str, str]:
        # Full text of items: module `content` of RSS 1.0.
        content = "http://purl.org/rss/1.0/modules/content/"
        return {**super().root_attributes(), "xmlns:content": content}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])

    def latest_post_date(self) -> datetime:
        changes = [item["updateddate"] for item in self.items if item["updateddate"]]
        return max(changes, default=self.feed["changed"] or EPOCH)


def render(source: ListSource) -> HttpResponse:
    """Return the feed of the requested page of a list."""
    feed = ListFeed(
        title=source.site_title,
        link=source.html_url,
        description=source.site_description,
        language="fr",
        feed_url=source.own_url,
        changed=source.page.last_published_at,
    )
    cards = source.listing.page.object_list
    contents = feed_contents(cards, source.request)
    for card in cards:
        record = record_of(card, source.request)
        feed.add_item(
            title=record.title,
            link=record.url,
            description=record.summary,
            unique_id=record.uid,
            unique_id_is_permalink=False,
            pubdate=record.published,
            updateddate=record.modified,
            categories=[theme.name for theme in record.themes],
            content=xml_safe(contents.get(card.pk, "")),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def feed_contents(cards: Iterable[HubPage], request: HttpRequest) -> dict[int, str]:
    """Return {page id: HTML} of the full texts, for the page types that publish them in feeds."""
    by_type = defaultdict(list)
    for card in cards:
        by_type[type(card)].append(card)
    contents = {}
    for model, pages in by_type.items():
        contents |= model.feed_contents(pages, request)
    return contents
