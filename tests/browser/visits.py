"""A visit: one kind of page loaded in a tab, with its requests and console messages."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.chromium import HEIGHTS
from tests.browser.pages import Kind


@dataclass
class Visit:
    """What happened in a tab since `listen`: addresses requested, and complaints."""

    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)


def listen(tab: Page) -> Visit:
    """Return the `Visit` that fills with what the tab does from now on."""
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
    """Show the example of a kind and bring it to the state to look at."""
    if kind.width:
        tab.set_viewport_size({"width": kind.width, "height": HEIGHTS[kind.width]})
    response = tab.goto(examples[kind.name])
    assert response.status == kind.status, f"{response.url} answers {response.status}"
    if kind.act:
        kind.act(tab)
