"""Measure a page: bytes by kind, requests, elements, second view, cookies, other hosts."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.browser.chromium import Look, open_tab
from tests.browser.ecoindex import ecoindex
from tests.browser.site import Site

# The protocol of EcoIndex: this window, the page scrolled to its end, a wait before and after.
WINDOW = Look(width=1920)
STEP = 500  # pixels at a time, so that late images see the window come
PAUSE = 60  # milliseconds
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Image": "images"}
COUNT_ELEMENTS = """text => {
  const all = [...document.querySelectorAll("*")];
  const texts = text ? [...document.querySelectorAll(text)] : [];
  return {
    all: all.length,
    drawn: all.filter(e => e.parentElement?.closest("svg")).length,
    text: all.filter(e => texts.some(part => part !== e && part.contains(e))).length,
  };
}"""


@dataclass
class Weight:
    """The cost of a page. Bytes are those transferred, headers included."""

    size: Counter = field(default_factory=Counter)
    requests: Counter = field(default_factory=Counter)
    second_view: int = 0
    elements: int = 0
    drawn: int = 0  # elements inside SVG drawings, which EcoIndex leaves out
    text: int = 0  # elements inside the text itself
    cookies: int = 0
    foreign: list = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.size.values())

    @property
    def frame(self) -> int:
        """Elements around the text."""
        return self.elements - self.text

    @property
    def ecoindex(self) -> float:
        return ecoindex(self.elements - self.drawn, self.requests.total(), self.total)

    @property
    def frame_ecoindex(self) -> float:
        """EcoIndex without the text, whose length does not depend on the design."""
        return ecoindex(self.frame - self.drawn, self.requests.total(), self.total)


class TransferCounter:
    """Sum of what a tab transfers, as in the network panel of the browser."""

    def __init__(self, tab: Page, address: str) -> None:
        self.address = address
        self.weight = Weight()
        self.kinds = {}
        session = tab.context.new_cdp_session(tab)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self.sent)
        session.on("Network.loadingFinished", self.received)

    def sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if urlsplit(url).scheme not in {"http", "https"}:
            return
        kind = KINDS.get(event.get("type"), "other")
        self.kinds[event["requestId"]] = kind
        self.weight.requests[kind] += 1
        if not url.startswith(f"{self.address}/"):
            self.weight.foreign.append(url)

    def received(self, event: dict[str, Any]) -> None:
        kind = self.kinds.get(event["requestId"])
        if kind:
            self.weight.size[kind] += int(event["encodedDataLength"])


def weigh(browser: Browser, site: Site, path: str, text: str | None = None) -> Weight:
    """Return the `Weight` of a page on a first visit.

    `text` is a CSS selector of the elements counted apart as the text.
    """
    with open_tab(browser, site, look=WINDOW) as tab:
        scales = TransferCounter(tab, site.address)
        read_to_the_end(tab, path)
        weight = scales.weight
        counts = tab.evaluate(COUNT_ELEMENTS, text)
        weight.elements, weight.drawn, weight.text = (
            counts[name] for name in ("all", "drawn", "text")
        )
        tab.goto("about:blank")
        scales.weight = Weight()
        read_to_the_end(tab, path)
        weight.second_view = scales.weight.total
        weight.foreign += scales.weight.foreign
        weight.cookies = len(tab.context.cookies())
    return weight


def read_to_the_end(tab: Page, path: str) -> None:
    tab.goto(path, wait_until="networkidle")
    height = tab.evaluate("document.documentElement.scrollHeight")
    for position in range(STEP, height + STEP, STEP):
        tab.evaluate("position => scrollTo({top: position, behavior: 'instant'})", position)
        tab.wait_for_timeout(PAUSE)
    tab.wait_for_load_state("networkidle")
