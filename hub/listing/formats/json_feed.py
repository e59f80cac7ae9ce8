"""Render a page of a list as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Fields that the standard does not define are in the extension object `_hub`.
"""

from typing import Any

from django.http import JsonResponse

from hub.core.site.structured_data import drop_empty
from hub.listing.formats.record import Record, record_of
from hub.listing.formats.source import ListSource

VERSION = "https://jsonfeed.org/version/1.1"


def render(source: ListSource) -> JsonResponse:
    """Return the feed of the requested page of a list."""
    page = source.listing.page
    feed = {
        "version": VERSION,
        "title": source.site_title,
        "description": source.site_description,
        "home_page_url": source.html_url,
        "feed_url": source.own_url,
        "next_url": source.next_url,
        "language": "fr",
        "_hub": {
            "total": source.listing.total,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "ignored": source.listing.ignored,
        },
    }
    items = [drop_empty(item(record_of(card, source.request))) for card in page.object_list]
    # `drop_empty` drops empty values, but `items` is required even when it is empty.
    feed = {**drop_empty(feed), "items": items}
    options = {"ensure_ascii": False}
    return JsonResponse(feed, json_dumps_params=options, content_type="application/feed+json")


def item(record: Record) -> dict[str, Any]:
    """Return the feed item of a page; `content_text` is required, hence the fallback."""
    return {
        "id": record.uid,
        "url": record.url,
        "title": record.title,
        "summary": record.summary,
        "content_text": record.summary or record.title,
        "image": record.image,
        "date_published": record.published,
        "date_modified": record.modified,
        "tags": [theme.name for theme in record.themes],
        "language": "fr",
        "_hub": record.data,
    }
