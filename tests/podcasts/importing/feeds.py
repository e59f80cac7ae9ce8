"""Feeds written by the tests."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:psc="http://podlove.org/simple-chapters" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
CHANNEL = """<title>L’émission d’exemple</title><link>https://example.org/emission</link>
<description>Des récits d’élus et d’habitants.</description><language>fr</language>"""
VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Alix Exemple>Bonjour à toutes.\n"


def item(number: int = 1, more: str = "", title: str | None = None, guid: str | None = None) -> str:
    """Return an item with a sound; `more` is added at its end."""
    title = f"Un jardin partagé {number}" if title is None else title
    guid = f"guid-{number}" if guid is None else guid
    return (
        f"<item><title>{escape(title)}</title>"
        + (f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else "")
        + f"<pubDate>Tue, 01 Mar 2022 10:00:{number % 60:02} +0100</pubDate>"
        f'<enclosure url="https://example.org/sons/{number}.mp3" length="123456" '
        'type="audio/mpeg"/>'
        "<itunes:duration>12:34</itunes:duration>"
        f"<description>&lt;p&gt;Un &lt;b&gt;jardin&lt;/b&gt; numéro {number}.&lt;/p&gt;"
        f"</description>"
        f"{more}</item>"
    )


def rss(
    items: str | Iterable[str] = "", channel: str = CHANNEL, namespaces: str = NAMESPACES
) -> str:
    """Return an RSS feed as text."""
    body = items if isinstance(items, str) else "".join(items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {namespaces}>'
        f"<channel>{channel}{body}</channel></rss>"
    )
