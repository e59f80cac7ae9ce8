"""Parser of feeds: the texts of their pages → a show, its episodes and what is not imported."""

import io
import logging
import re
from copy import deepcopy
from itertools import pairwise
from typing import Any

import feedparser
from lxml import etree

from podcasts.importing.parsed import ParsedFeed, SourceFeed, UnreadItem
from podcasts.importing.parser.episodes import parse_episode
from podcasts.importing.parser.namespaces import Element, name_of, read_elements
from podcasts.importing.parser.show import parse_show
from podcasts.importing.parser.values import plain_words
from podcasts.importing.readers.decoding import CDATA, not_a_feed

logger = logging.getLogger(__name__)

MAX_ITEMS = 5000
ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# An item, or what may contain the text of one.
START = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|(?P<item><(?:[\w.-]+:)?(?:item|entry)(?=[\s>/]))",
    re.IGNORECASE | re.DOTALL,
)
NAMESPACE = re.compile(r"""\bxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"]*"|'[^']*')""")
# feedparser fails on chapters without start; lxml reads them.
PSC = re.compile(r"</?psc:chapters?\b[^<>]*>")
ENDING = re.compile(r"</\s*(?:rss|feed|(?:\w+:)?RDF)\s*>", re.IGNORECASE)
CUT = "Le flux est coupé avant sa fin\u00a0: le dernier épisode lu est peut-être incomplet."
UNREADABLE = "il est trop abîmé pour être lu."
WRAPPER = (
    '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{}</channel></rss>'
)


def parse_feed(source: SourceFeed) -> ParsedFeed:
    """Return the parsed feed; raise PodcastImportError when the source is not a feed."""
    pages = [_read_page(*page) for page in zip(source.texts, source.urls, strict=True)]
    channel, element, _, _ = pages[0]
    feed = ParsedFeed(parse_show(channel, element, source.url))
    feed.show.remarks = [*source.remarks, *feed.show.remarks]
    language = str(dict(feed.show.values).get("language", ""))
    seen: dict[str, str] = {}
    for _, _, items, unread in pages:
        feed.unread += unread
        for entry, item in items:
            _add_item(feed, entry, item, seen, language)
    if any(not ENDING.search(text[-500:]) for text in source.texts):
        feed.show.remarks.append(CUT)
    return feed


def _add_item(
    feed: ParsedFeed, entry: Any, item: Element, seen: dict[str, str], language: str
) -> None:
    """Parse an item and add it to the episodes, or to what is not imported, with the reason."""
    title = plain_words(entry.get("title") or item.text("title")) or "Sans titre"
    try:
        if len(feed.episodes) >= MAX_ITEMS:
            raise ValueError(f"l’import prend {MAX_ITEMS} épisodes au plus.")
        episode = parse_episode(entry, item, feed.show.people, language)
        if episode.guid in seen:
            raise ValueError(f"même identifiant (guid) que «\u00a0{seen[episode.guid]}\u00a0».")
    except ValueError as error:
        feed.unread.append(UnreadItem(title, str(error)))
    except Exception as error:
        # One item must not stop the others; the report names it.
        logger.exception("Unexpected error while parsing an item of a feed")
        reason = f"erreur inattendue ({type(error).__name__})."
        feed.unread.append(UnreadItem(title, reason))
    else:
        seen[episode.guid] = episode.title
        feed.episodes.append(episode)


Page = tuple[Any, Element, list[tuple[Any, Element]], list[UnreadItem]]


def _read_page(text: str, url: str) -> Page:
    """Return (channel, its element, (entry, element) of the items, items that cannot be read)."""
    parsed = _parse(text, url)
    element, elements = read_elements(text, url)
    is_feed = bool(parsed and (parsed.version or parsed.entries)) or bool(elements)
    if element is None or not is_feed:
        raise not_a_feed(text)
    written = ITEM.findall(COMMENT.sub("", CDATA.sub("", text)))
    if len(elements) < len(written):
        elements = _split_items(text, url)
    entries = parsed.entries if parsed else []
    if len(entries) != len(elements):
        # feedparser stopped at a fault that lxml recovers from: each item is parsed alone.
        entries = [_parse_alone(item) for item in elements]
    items = list(zip(entries, elements, strict=True))
    missing = range(len(items), len(written))
    unread = [UnreadItem(f"Élément {number + 1}", UNREADABLE) for number in missing]
    return parsed.feed if parsed else {}, element, items, unread


def _parse(text: str, url: str = "") -> Any:
    """Return the result of feedparser, None when it fails: it does on some malformed values."""
    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    # Bytes in a stream: feedparser would fetch or open a text that looks like an address.
    stream = io.BytesIO(PSC.sub("", text).encode("utf-8", "replace"))
    try:
        return feedparser.parse(stream, response_headers=headers, sanitize_html=False)
    except Exception:
        logger.exception("feedparser failed on a feed")
        return None


def _parse_alone(item: Element) -> Any:
    """Return the entry of an item without its podcast and chapter elements, {} if it fails."""
    node = deepcopy(item.node)
    for child in list(node):
        if isinstance(child.tag, str) and name_of(child).startswith(("podcast:", "psc:")):
            node.remove(child)
    text = etree.tostring(node, encoding="unicode", with_tail=False)
    found = _parse(WRAPPER.format(text), item.node.base or "")
    return found.entries[0] if found and found.entries else {}


def _split_items(text: str, url: str) -> list[Element]:
    """Return the items of a text cut at each item, so that a fault stays in its item."""
    starts = [match.start() for match in START.finditer(text) if match["item"]]
    declared = NAMESPACE.findall(text[: starts[0] if starts else None])
    found = []
    for start, end in pairwise([*starts, len(text)]):
        chunk = f"<feed {' '.join(dict.fromkeys(declared))}>{text[start:end]}</feed>"
        _, elements = read_elements(chunk, url)
        found += elements[:1]
    return found
