"""Reader of feeds: an address or a file → the texts of its pages."""

import re
import time
from email.message import Message
from pathlib import Path
from urllib.parse import urljoin

from podcasts.importing.errors import PodcastImportError, UnavailableError
from podcasts.importing.parsed import SourceFeed

from .decoding import decode_feed
from .fetching import fetch_bytes, is_web_address

MAX_BYTES = 20 * 1024 * 1024
# Pages of a paged feed (RFC 5005), and their total size.
MAX_PAGES = 100
MAX_TOTAL = 60 * 1024 * 1024
PAGE_LINK = re.compile(r"<(?:[\w-]+:)?link\b[^>]*>", re.IGNORECASE)
NEXT = re.compile(r"""\brel\s*=\s*["'](?:next|prev-archive)["']""", re.IGNORECASE)
HREF = re.compile(r"""\bhref\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
ITEM = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)


def read_feed(source: str) -> SourceFeed:
    """Return the feed at an address or in a file, with its following pages (RFC 5005).

    Raise PodcastImportError.
    """
    return read_address(source) if "://" in source else read_path(source)


def read_address(url: str, deadline: float | None = None) -> SourceFeed:
    """Return the feed at an http(s) address; raise PodcastImportError.

    After `deadline` (in seconds of `time.monotonic`), the next pages are not read.
    """
    url = url.strip()
    if not is_web_address(url):
        raise PodcastImportError(
            "L’adresse d’un flux commence par https:// ou http://, et nomme un site."
        )
    try:
        text, remarks, final = _fetch_page(url)
    except UnavailableError as error:
        raise PodcastImportError(f"Le flux n’a pas pu être lu\u00a0: {error}") from error
    return _with_next_pages(SourceFeed(url, [text], [final], remarks), deadline)


def read_path(path: str | Path) -> SourceFeed:
    """Return the feed in a file; raise PodcastImportError."""
    try:
        with Path(path).open("rb") as stream:
            return read_content(stream.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or type(error).__name__
        raise PodcastImportError(
            f"Le fichier «\u00a0{path}\u00a0» est illisible ({reason})."
        ) from error


def read_content(data: bytes, deadline: float | None = None) -> SourceFeed:
    """Return the feed of these bytes; raise PodcastImportError. `deadline`: see `read_address`."""
    if len(data) > MAX_BYTES:
        raise PodcastImportError(f"Ce flux dépasse {MAX_BYTES // 1024 // 1024}\u00a0Mo.")
    text, remarks = decode_feed(data)
    return _with_next_pages(SourceFeed("", [text], [""], remarks), deadline)


def _fetch_page(url: str) -> tuple[str, list[str], str]:
    """Return (text, remarks, address after redirects); raise UnavailableError."""
    found = fetch_bytes(url, MAX_BYTES)
    header = Message()
    header["Content-Type"] = found.headers.get("Content-Type", "")
    text, remarks = decode_feed(found.content, header.get_content_charset() or "")
    return text, remarks, found.url


def _with_next_pages(feed: SourceFeed, deadline: float | None) -> SourceFeed:
    """Add the following pages, until the last one or the limits; say where reading stopped."""
    seen = {feed.url, *feed.urls}
    size = len(feed.texts[0])
    while url := _next_page(feed.texts[-1], feed.urls[-1]):
        if url in seen:
            break
        seen.add(url)
        is_late = deadline is not None and time.monotonic() > deadline
        if is_late or len(feed.texts) >= MAX_PAGES or size > MAX_TOTAL:
            feed.remarks.append(
                f"Le flux a plus de {len(feed.texts)} pages\u00a0: les suivantes ne sont pas lues."
            )
            break
        try:
            text, remarks, final = _fetch_page(url)
        except (UnavailableError, PodcastImportError) as error:
            feed.remarks.append(
                f"La page suivante du flux ({url}) n’a pas pu être lue\u00a0: {error} "
                "Les épisodes plus anciens manquent."
            )
            break
        feed.texts.append(text)
        feed.urls.append(final)
        feed.remarks += [remark for remark in remarks if remark not in feed.remarks]
        size += len(text)
    return feed


def _next_page(text: str, base: str) -> str:
    """Return the address of the next page that a channel announces, empty without one."""
    item = ITEM.search(text)
    head = text[: item.start() if item else None]
    for link in PAGE_LINK.findall(head):
        if NEXT.search(link) and (href := HREF.search(link)):
            return urljoin(base, href[1].replace("&amp;", "&"))
    return ""
