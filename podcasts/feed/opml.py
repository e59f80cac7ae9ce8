"""OPML 2.0 of the shows, which podcast applications import as subscriptions."""

from collections.abc import Iterable

from lxml import etree
from wagtail.models import Page

from hub.core.values.typography import alphabetical_key
from podcasts.feed.xml import add
from podcasts.models import PodcastPage


def write_opml(index: Page, shows: Iterable[PodcastPage]) -> bytes:
    """Return the OPML of the shows, in alphabetical order."""
    opml = etree.Element("opml", version="2.0")
    add(add(opml, "head"), "title", index.title)
    body = add(opml, "body")
    for show in sorted(shows, key=lambda show: alphabetical_key(show.title)):
        add(
            body,
            "outline",
            type="rss",
            text=show.title,
            title=show.title,
            description=show.summary,
            language=show.language,
            xmlUrl=show.subscribe_url,
            htmlUrl=show.full_url,
        )
    return etree.tostring(opml, xml_declaration=True, encoding="UTF-8")
