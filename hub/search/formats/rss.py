"""A page of a list as RSS 2.0, with its own address as RSS Best Practices ask (atom:link)."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed

from hub.search.formats.record import record_of

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class ListFeed(Rss201rev2Feed):
    """Django's feed, whose date is that of what it holds.

    Django's is « now » for an empty list, which no ETag would match, and the date of an event to
    come for an agenda.
    """

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
    for card in source.listing.page.object_list:
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
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
