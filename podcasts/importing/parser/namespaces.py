"""Elements of the podcast namespaces, which feedparser does not return or returns in part.

The tree is built without DTD, entities or network (lxml); it recovers from malformed XML.
"""

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

NAMESPACES = {
    "podcast": (
        "https://podcastindex.org/namespace/1.0",
        "http://podcastindex.org/namespace/1.0",
        "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ),
    "itunes": (
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "https://www.itunes.com/dtds/podcast-1.0.dtd",
    ),
    "psc": ("http://podlove.org/simple-chapters", "http://podlove.org/simple-chapters/"),
    "atom": ("http://www.w3.org/2005/atom",),
    "media": ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss"),
    "content": ("http://purl.org/rss/1.0/modules/content/",),
    "cc": (
        "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html",
        "http://backend.userland.com/creativecommonsrssmodule",
    ),
}
PREFIXES = {uri: prefix for prefix, uris in NAMESPACES.items() for uri in uris}
ITEMS = ("item", "entry")


class Element:
    """An element of a feed, whose children are found as « prefix:name » or « name »."""

    def __init__(self, node: etree._Element) -> None:
        self.node = node

    def all(self, name: str) -> "Iterator[Element]":
        """Yield the children of that name, in order."""
        for child in self.node:
            if isinstance(child.tag, str) and name_of(child) == name:
                yield Element(child)

    def first(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    def text(self, name: str) -> str:
        """Return the text of the first child of that name that has one, or an empty text."""
        return next((found.content for found in self.all(name) if found.content), "")

    @property
    def content(self) -> str:
        """The text of the element, with single spaces."""
        return " ".join("".join(map(str, self.node.itertext())).split())

    def get(self, attribute: str) -> str:
        return " ".join((self.node.get(attribute) or "").split())

    def address(self, attribute: str) -> str:
        """Return an attribute as an absolute URL, empty without it or when it is not a URL."""
        value = (self.node.get(attribute) or "").strip()
        if not value:
            return ""
        try:
            return urljoin(self.node.base or "", value)
        except ValueError:
            return ""


def name_of(node: etree._Element) -> str:
    """Return « podcast:person » or « title », whatever prefix the document uses."""
    tag = str(node.tag)
    if tag.startswith("{"):
        uri, _, local = tag[1:].partition("}")
        prefix = PREFIXES.get(uri.lower(), "")
        return f"{prefix}:{local}" if prefix and prefix != "atom" else local
    return tag


def read_elements(text: str, base: str) -> tuple[Element | None, list[Element]]:
    """Return the channel and the items of a feed; (None, []) when there is no element."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser, base_url=base)
    except (etree.XMLSyntaxError, ValueError):
        return None, []
    if root is None:
        return None, []
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    channel = next((node for node in nodes if name_of(node) == "channel"), root)
    items = [
        node
        for node in nodes
        if name_of(node) in ITEMS and not any(name_of(up) in ITEMS for up in node.iterancestors())
    ]
    return Element(channel), [Element(node) for node in items]
