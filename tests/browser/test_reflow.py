"""No horizontal scrolling at 320 pixels (WCAG 1.4.10), nor with text twice as big
(WCAG 1.4.4)."""

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


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_page_fits_in_320_pixels(
    kind: Kind, new_tab: Callable[..., Page], examples: dict[str, str]
) -> None:
    tab = new_tab(look=Look(width=320))
    show(kind, tab, examples)

    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []


@pytest.mark.parametrize("kind", HTML_KINDS, ids=str)
def test_page_fits_in_the_window_with_text_twice_as_big(
    kind: Kind, tab: Page, examples: dict[str, str]
) -> None:
    show(kind, tab, examples)
    usual = tab.evaluate(TEXT_SIZE)
    # As a reader does in the settings of the browser, where 16 px is the usual size. More than
    # 32: a small part of the size of the text follows the window instead.
    tab.context.new_cdp_session(tab).send(
        "Page.setFontSizes", {"fontSizes": {"standard": 36, "fixed": 29}}
    )

    assert tab.evaluate(TEXT_SIZE) >= 2 * usual
    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
