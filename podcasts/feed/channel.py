"""The feed as XML: RSS 2.0 with the namespaces of Atom, Apple (itunes) and Podcasting 2.0.

Apple: podcasters.apple.com/support/823-podcast-requirements. Podcasting 2.0:
github.com/Podcastindex-org/podcast-namespace. Pages: RFC 5005, section 3.
"""

import datetime
from email.utils import format_datetime

from django.templatetags.static import static
from lxml import etree

from hub.core.models.licences import Licence
from hub.core.values.plain_text import absolute_url
from podcasts.feed.descriptions import fit
from podcasts.feed.items import add_item
from podcasts.feed.source import FeedPage
from podcasts.feed.xml import NAMESPACES, add, add_html, add_if, boolean
from podcasts.models import EpisodeRole, PodcastPage
from podcasts.models.shows import DESCRIPTION_BYTES, artwork_problem

# Applications refuse a longer first page; Podcast Index stops reading there.
FEED_BYTES = 512_000
# Bytes of the description of an item, tried in this order until the page holds in FEED_BYTES.
ITEM_BYTES = (4000, 2500, 1500, 800, 400, 200, 0)
GENERATOR = "Wagtail"


def write_feed(feed: FeedPage) -> bytes:
    """Return a page of the feed as XML; descriptions are shortened until FEED_BYTES hold it."""
    feed.load_descriptions()
    content = b""
    for limit in ITEM_BYTES:
        content = _write(feed, limit)
        if len(content) <= FEED_BYTES:
            break
    return content


def _write(feed: FeedPage, item_bytes: int) -> bytes:
    rss = etree.Element("rss", nsmap=NAMESPACES, version="2.0")
    channel = etree.SubElement(rss, "channel")
    add_channel(channel, feed)
    for episode in feed.episodes:
        add_item(channel, feed, episode, item_bytes)
    style = etree.ProcessingInstruction(
        "xml-stylesheet", f'type="text/css" href="{absolute_url(static("css/feed.css"))}"'
    )
    rss.addprevious(style)
    return etree.tostring(rss.getroottree(), xml_declaration=True, encoding="UTF-8")


def add_channel(channel: etree._Element, feed: FeedPage) -> None:
    """Append the elements of the show."""
    show, link = feed.show, feed.show.get_full_url(feed.request)
    _add_links(channel, feed)
    add(channel, "title", show.title)
    add(channel, "link", link)
    add_html(channel, "description", fit(feed.blocks[show.pk], DESCRIPTION_BYTES, link))
    add(channel, "language", show.language)
    _add_licence(channel, show)
    add_if(channel, "lastBuildDate", _last_change(feed))
    add(channel, "generator", GENERATOR)
    _add_artwork(channel, show, link)
    _add_category(channel, show.category)
    add(channel, "itunes:explicit", boolean(show.explicit))
    add(channel, "itunes:type", show.show_type)
    if show.owner_email:
        owner = add(channel, "itunes:owner")
        add(owner, "itunes:name", show.owner_name or show.author or show.title)
        add(owner, "itunes:email", show.owner_email)
    # After the owner, whose name feedparser takes for the author.
    add_if(channel, "itunes:author", show.author)
    add_if(channel, "itunes:new-feed-url", show.new_feed_url)
    _add_podcasting(channel, feed)


def _add_links(channel: etree._Element, feed: FeedPage) -> None:
    """Append the links of RFC 5005; a feed of one page has none but its own address."""
    pages = {"self": feed.number}
    if feed.last > 1:
        pages |= {"first": 1, "last": feed.last}
    if feed.number > 1:
        pages["previous"] = feed.number - 1
    if feed.number < feed.last:
        pages["next"] = feed.number + 1
    for rel, number in pages.items():
        add(
            channel,
            "atom:link",
            rel=rel,
            href=page_url(feed.show, number),
            type="application/rss+xml",
        )


def page_url(show: PodcastPage, number: int) -> str:
    """Return the absolute URL of a page of the feed."""
    return f"{show.feed_url}?page={number}" if number > 1 else show.feed_url


def _last_change(feed: FeedPage) -> str:
    dates = [page.last_published_at for page in (feed.show, *feed.episodes)]
    last = max((date for date in dates if date), default=None)
    return format_datetime(last.astimezone(datetime.UTC), usegmt=True) if last else ""


def _add_licence(channel: etree._Element, show: PodcastPage) -> None:
    label = str(Licence(show.licence).label)
    holder = show.owner_name or show.author
    add(channel, "copyright", f"{holder}, {label}" if holder else label)
    if show.licence_url:
        add(channel, "podcast:license", show.licence, url=show.licence_url)


def _add_artwork(channel: etree._Element, show: PodcastPage, link: str) -> None:
    """Append the original file of the image: it is a square JPEG or PNG, as Apple asks."""
    if show.image and not artwork_problem(show.image):
        address = absolute_url(show.image.file.url)
        add(channel, "itunes:image", href=address)
        image = add(channel, "image")
        add(image, "url", address)
        add(image, "title", show.title)
        add(image, "link", link)


def _add_category(channel: etree._Element, category: str) -> None:
    """Append « A > B » as category A that contains category B."""
    parent = channel
    for name in category.split(" > "):
        parent = add(parent, "itunes:category", text=name)


def _add_podcasting(channel: etree._Element, feed: FeedPage) -> None:
    """Append the elements of the podcast namespace."""
    show = feed.show
    add_if(channel, "podcast:guid", show.guid)
    add(channel, "podcast:medium", "podcast")
    locked = "yes" if show.import_locked else "no"
    add(channel, "podcast:locked", locked, owner=show.owner_email)
    if show.funding_url:
        label = show.funding_label or "Soutenir ce podcast"
        add(channel, "podcast:funding", label, url=show.funding_url)
    hosts = (
        row.person.name
        for episode in feed.episodes
        for row in episode.people.all()
        if row.role == EpisodeRole.HOST
    )
    for name in dict.fromkeys(hosts):
        add(channel, "podcast:person", name, role="host", group="cast")
