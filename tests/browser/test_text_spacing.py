"""Text spacing (WCAG 1.4.12) and landscape orientation on a phone (WCAG 1.3.4)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Look
from tests.browser.pages import HTML_KINDS, Kind
from tests.browser.test_reflow import WIDER_THAN_THE_WINDOW
from tests.browser.visits import show

pytestmark = pytest.mark.browser

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-block-end: 2em !important }"""
# Text clipped by its box, except visually hidden text for screen readers.
CUT = """() => [...document.body.querySelectorAll("*")].filter(e => {
  const style = getComputedStyle(e);
  return e.checkVisibility() && e.innerText?.trim() && !e.closest(".visually-hidden")
    && (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
        || /hidden|clip/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 160))"""
PHONE_SIDEWAYS = {"width": 640, "height": 320}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", HTML_KINDS, ids=str)
def test_page_holds_with_more_space_in_its_text(
    kind: Kind, width: int, new_tab: Callable[..., Page], examples: dict[str, str]
) -> None:
    tab = new_tab(look=Look(width))
    show(kind, tab, examples)

    tab.add_style_tag(content=SPACED)

    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
    assert tab.evaluate(CUT) == []


def test_clipped_text_is_detected(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["accueil"])
    tab.add_style_tag(content="h1 { block-size: 1em; overflow: hidden }")

    assert any(line.startswith("<h1") for line in tab.evaluate(CUT))


@pytest.mark.parametrize("kind", HTML_KINDS, ids=str)
def test_page_fits_in_a_phone_held_sideways(
    kind: Kind, new_tab: Callable[..., Page], examples: dict[str, str]
) -> None:
    tab = new_tab()
    show(kind, tab, examples)
    text = tab.locator("main").inner_text()

    tab.set_viewport_size(PHONE_SIDEWAYS)

    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
    assert tab.locator("main").is_visible()
    # Filters are folded on small windows in both orientations: nothing else may be hidden.
    shown = tab.locator("main").inner_text()
    assert all(line in shown for line in text.splitlines()) or "Filtrer" in shown
