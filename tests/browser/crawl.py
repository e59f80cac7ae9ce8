"""Crawl the public site: every link of every page, starting with the site map."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from http.cookiejar import CookieJar
from typing import Self
from urllib.error import HTTPError
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from bs4 import BeautifulSoup

from tests.browser.pages import KINDS
from tests.browser.site import Site

# Filters combine without end: at most this many addresses of a page are followed for the same set
# of parameter names.
QUERIES_EACH = 2
MOST_PAGES = 1000
SECONDS = 60
# What an element asks the browser to fetch, or offers to follow.
REFERENCES = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "iframe": "src",
    "form": "action",
}
NOT_OURS = ("/admin/",)
# The links of the style guide are samples.
NOT_FOLLOWED = "/composants/"


class Crawl:
    """A visit of a `tests.browser.site.Site`.

    Afterwards, `pages` holds the source of each HTML page by address, `others` the addresses that
    are not HTML, and `problems` a line for each broken link or anchor.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.expected = {kind.path: kind.status for kind in KINDS if kind.path}
        self.pages = {}
        self.others = set()
        self.problems = []
        self.identifiers = {}
        self.anchors = []
        self.queue = deque()
        self.known = set()
        self.families = Counter()

    def run(self) -> Self:
        """Visit everything; raise RuntimeError beyond MOST_PAGES pages."""
        for path in [*self.site.site_map(), *self.expected]:
            self.follow(path, "the start")
        while self.queue:
            if len(self.pages) > MOST_PAGES:
                raise RuntimeError(f"More than {MOST_PAGES} pages: are the links without end?")
            self.visit(*self.queue.popleft())
        self.problems += [
            f"{origin}: no {anchor!r} in {path}"
            for origin, path, anchor in self.anchors
            if path in self.identifiers and anchor not in self.identifiers[path]
        ]
        return self

    def visit(self, path: str, origin: str) -> None:
        status, is_html, text = fetch(self.site, path)
        if status != self.expected.get(path, 200):
            self.problems.append(f"{status} {path} (from {origin})")
        elif is_html:
            self.pages[path] = text
            soup = BeautifulSoup(text, "html.parser")
            self.identifiers[path] = {element["id"] for element in soup.find_all(id=True)}
            if path != NOT_FOLLOWED:
                for address in references(soup, self.site.address + path):
                    self.refer(address, path)
        else:
            self.others.add(path)

    def refer(self, address: str, origin: str) -> None:
        """Note a full address found in a page."""
        target, _, anchor = address.partition("#")
        path = target.removeprefix(self.site.address)
        if path == target or path.startswith(NOT_OURS):
            return
        if anchor:
            self.anchors.append((origin, path, unquote(anchor)))
        self.follow(path, origin)

    def follow(self, path: str, origin: str) -> None:
        """Queue an address, unless it or QUERIES_EACH similar ones are already queued."""
        if path in self.known:
            return
        parts = urlsplit(path)
        if parts.query and origin != "the start":
            family = (parts.path, *sorted({name for name, _ in parse_qsl(parts.query)}))
            self.families[family] += 1
            if self.families[family] > QUERIES_EACH:
                return
        self.known.add(path)
        self.queue.append((path, origin))


def references(soup: BeautifulSoup, address: str) -> Iterator[str]:
    """Yield the full addresses that a page links to or loads."""
    for tag, attribute in REFERENCES.items():
        for element in soup.find_all(tag, attrs={attribute: True}):
            yield urljoin(address, str(element[attribute]))
    for element in soup.find_all(srcset=True):
        for candidate in element["srcset"].split(","):
            yield urljoin(address, candidate.split()[0])


def fetch(site: Site, path: str) -> tuple[int, bool, str]:
    """Return (status, whether it is HTML, text) of a path; the text is empty for the rest."""
    return read(build_opener(), Request(site.address + path))  # noqa: S310


def read(opener: OpenerDirector, request: Request) -> tuple[int, bool, str]:
    try:
        answer = opener.open(request, timeout=SECONDS)
    except HTTPError as error:
        answer = error
    with answer:
        is_html = answer.headers.get_content_type() == "text/html"
        return answer.status, is_html, answer.read().decode() if is_html else ""


def refused_form(site: Site, path: str) -> str:
    """Return the source of a page whose form was sent without anything in it."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    address = site.address + path
    _, _, text = read(opener, Request(address))  # noqa: S310
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]
    form = urlencode({"csrfmiddlewaretoken": token}).encode()
    request = Request(address, data=form, headers={"Referer": address})  # noqa: S310
    status, is_html, text = read(opener, request)
    assert (status, is_html) == (200, True), f"{path} answers {status} to an empty form"
    return text
