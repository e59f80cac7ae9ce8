"""A visit: one kind of page loaded in a tab, with its requests and console messages."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.chromium import HEIGHTS
from tests.browser.pages import Kind


@dataclass
class Visit:
    """Events of a tab since `listen`: requested addresses, console errors and warnings."""

    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)


def listen(tab: Page) -> Visit:
    """Return a `Visit` that records the requests and console messages of the tab."""
    visit = Visit()

    def hear(message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        # The browser reports an error page as an error: its status is checked elsewhere.
        if message.location.get("url") == tab.url and "Failed to load resource" in message.text:
            return
        visit.complaints.append(f"{message.type}: {message.text}")

    tab.context.on("request", lambda request: visit.requests.append(request.url))
    tab.on("console", hear)
    tab.on("pageerror", lambda error: visit.complaints.append(f"exception: {error}"))
    return visit


def show(kind: Kind, tab: Page, examples: dict[str, str]) -> None:
    """Open the example of a kind and bring it to the state to examine."""
    if kind.width:
        tab.set_viewport_size({"width": kind.width, "height": HEIGHTS[kind.width]})
    response = tab.goto(examples[kind.name])
    assert response.status == kind.status, f"{response.url} answers {response.status}"
    if kind.act:
        kind.act(tab)
