"""A page of a list as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Feed readers understand it as it is; what the standard has no name for is in `_hub`, as it asks.
"""

from django.http import JsonResponse

from hub.core.site.structured_data import drop_empty
from hub.listing.formats.record import record_of

VERSION = "https://jsonfeed.org/version/1.1"


def render(source):
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
    # An empty list is said, unlike what is not known.
    feed = {**drop_empty(feed), "items": items}
    options = {"ensure_ascii": False}
    return JsonResponse(feed, json_dumps_params=options, content_type="application/feed+json")


def item(record):
    """Return an item; the standard wants a text, be it the title again."""
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
