"""Reading of feeds in the tests: with lxml, and paths with prefixes."""

from typing import Any

from django.test import Client
from lxml import etree

from podcasts.feed.xml import NAMESPACES
from podcasts.models import PodcastPage


class Node:
    """An element of a feed; names have the prefixes of NAMESPACES: « itunes:author »."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    def all(self, path: str) -> "list[Node]":
        found = self.element.findall(path, NAMESPACES)
        return [Node(element) for element in found]

    def one(self, path: str) -> "Node":
        (found,) = self.all(path)
        return found

    def text(self, path: str) -> str:
        """Return the text of the only element at `path`."""
        return self.one(path).element.text or ""

    def texts(self, path: str) -> list[str]:
        return [node.element.text or "" for node in self.all(path)]

    @property
    def attributes(self) -> dict[str, Any]:
        return dict(self.element.attrib)

    @property
    def items(self) -> "list[Node]":
        return self.all("item")

    @property
    def titles(self) -> list[str]:
        return [item.text("title") for item in self.items]


def channel_of(content: bytes) -> Node:
    return Node(etree.fromstring(content)).one("channel")


def feed_path(show: PodcastPage) -> str:
    return f"{show.get_url()}feed.xml"


def read_feed(client: Client, show: PodcastPage, query: str = "") -> Node:
    """Return the channel of the feed of a show."""
    response = client.get(feed_path(show) + query)
    assert response.status_code == 200, response
    return channel_of(response.content)
