"""Addresses of the site that a page, a feed or a list of addresses refers to."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

# Forms send what a reader typed: the export has no answer to it.
FORM_ELEMENTS = {"form", "button", "input"}
# Feeds, chapters, site map: JSON and XML under many names.
DATA_TYPE = re.compile(r"json|xml|opml")


def has_references(content_type: str) -> bool:
    """Return whether a body of this type is read to find addresses."""
    return content_type == "text/html" or bool(DATA_TYPE.search(content_type))


def references(body: bytes, content_type: str, address: str, base: str) -> Iterator[str]:
    """Yield the paths and queries of the site that a body refers to, with repetitions.

    `address` is that of the body; `base` is the address of the site, without a final slash.
    """
    for link in links(body, content_type):
        try:
            target = urldefrag(urljoin(base + address, link.strip())).url
        except ValueError:  # an invalid address, such as http://[
            continue
        if target.startswith(f"{base}/"):
            yield target.removeprefix(base)
    # Feeds, metadata and structured data have absolute addresses.
    text = body.decode("utf-8", errors="replace")
    for match in re.finditer(re.escape(base) + r"(/[^\s\"'<>\\#]*)", text):
        yield unescape(match[1])


def links(body: bytes, content_type: str) -> Iterator[str]:
    """Yield what the elements of an HTML page link to or load; nothing for another type."""
    if content_type != "text/html" or not body.strip():
        return
    try:
        document: Any = html.document_fromstring(body)
    except etree.ParserError:  # no element at all
        return
    for element, _, link, _ in document.iterlinks():
        if element.tag not in FORM_ELEMENTS:
            yield link
    for candidates in document.xpath("//@srcset"):
        for candidate in str(candidates).split(","):
            yield from candidate.split()[:1]
