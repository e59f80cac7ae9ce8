"""The layout adapts: 320 pixels (WCAG 1.4.10), text twice as big (WCAG 1.4.4), more space in the
text (WCAG 1.4.12), a phone held sideways (WCAG 1.3.4)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Look
from tests.browser.pages import HTML_KINDS, KINDS, Kind
from tests.browser.visits import show

pytestmark = pytest.mark.browser

# Return the elements that overflow, for the message of the failure.
WIDER_THAN_THE_WINDOW = """() => {
  const root = document.documentElement;
  const hides = [root, document.body].some(e => /hidden|clip/.test(getComputedStyle(e).overflowX));
  if (hides) return ["the page hides what sticks out of it"];
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1);
  return [`${root.scrollWidth} px wide in ${root.clientWidth}`,
          ...out.map(e => e.outerHTML.slice(0, 160)).slice(0, 8)];
}"""
TEXT_SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize)"
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


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_page_fits_in_320_pixels_with_more_space_in_its_text_too(
    kind: Kind, new_tab: Callable[..., Page], examples: dict[str, str]
) -> None:
    tab = new_tab(look=Look(width=320))
    show(kind, tab, examples)

    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
    if kind.is_html:
        check_with_more_space(tab)


@pytest.mark.parametrize("kind", HTML_KINDS, ids=str)
def test_page_fits_sideways_with_more_space_and_with_text_twice_as_big(
    kind: Kind, tab: Page, examples: dict[str, str]
) -> None:
    show(kind, tab, examples)
    window = tab.viewport_size

    check_sideways(tab)
    tab.set_viewport_size(window)
    check_with_more_space(tab)
    check_with_text_twice_as_big(tab)


def test_clipped_text_is_detected(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["accueil"])
    tab.add_style_tag(content="h1 { block-size: 1em; overflow: hidden }")

    assert any(line.startswith("<h1") for line in tab.evaluate(CUT))


def check_sideways(tab: Page) -> None:
    """Nothing that a wide window shows is hidden on a phone held sideways."""
    text = tab.locator("main").inner_text()
    tab.set_viewport_size(PHONE_SIDEWAYS)
    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
    assert tab.locator("main").is_visible()
    # Filters are folded on small windows in both orientations: nothing else may be hidden.
    shown = tab.locator("main").inner_text()
    assert all(line in shown for line in text.splitlines()) or "Filtrer" in shown


def check_with_more_space(tab: Page) -> None:
    style = tab.add_style_tag(content=SPACED)
    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
    assert tab.evaluate(CUT) == []
    style.evaluate("style => style.remove()")


def check_with_text_twice_as_big(tab: Page) -> None:
    usual = tab.evaluate(TEXT_SIZE)
    # As a reader does in the settings of the browser, where 16 px is the usual size. More than
    # 32: a small part of the size of the text follows the window instead.
    tab.context.new_cdp_session(tab).send(
        "Page.setFontSizes", {"fontSizes": {"standard": 36, "fixed": 29}}
    )
    assert tab.evaluate(TEXT_SIZE) >= 2 * usual
    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
