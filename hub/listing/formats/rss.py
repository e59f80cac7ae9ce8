"""A page of a list as RSS 2.0, with its own address as RSS Best Practices ask (atom:link)."""

from collections import defaultdict
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed

from hub.listing.formats.record import record_of, writable

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class ListFeed(Rss201rev2Feed):
    """Django's feed, whose date is that of what it holds.

    Django's is « now » for an empty list, which no ETag would match, and the date of an event to
    come for an agenda.
    """

    def root_attributes(self):
        # Items may carry all that they say: module « content » of RSS 1.0.
        content = "http://purl.org/rss/1.0/modules/content/"
        return {**super().root_attributes(), "xmlns:content": content}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])

    def latest_post_date(self):
        changes = [item["updateddate"] for item in self.items if item["updateddate"]]
        return max(changes, default=self.feed["changed"] or NEVER)


def render(source):
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
            content=writable(contents.get(card.pk, "")),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def feed_contents(cards, request):
    """Return {id: HTML} of what the types of these pages let feeds carry in full."""
    by_type = defaultdict(list)
    for card in cards:
        by_type[type(card)].append(card)
    contents = {}
    for model, pages in by_type.items():
        contents |= model.feed_contents(pages, request)
    return contents
