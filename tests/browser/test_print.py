"""Print style of a letter or case study: no navigation, links with their addresses."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# The width of an A4 page between margins of 15 mm, at 96 pixels an inch.
PAPER = {"width": 680, "height": 1009}
SHOWN = """selector => [...document.querySelectorAll(selector)]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0)
  .map(e => e.outerHTML.slice(0, 120))"""
LINKS = "article :is(.prose, .reference) a[href]"
WITHOUT_ADDRESS = """links => [...document.querySelectorAll(links)]
  .filter(a => !a.getAttribute("href").startsWith("#")
    && !getComputedStyle(a, "::after").content.includes(a.getAttribute("href")))
  .map(a => a.outerHTML)"""
CUT_IMAGES = """() => [...document.querySelectorAll("article img")]
  .filter(image => {
    const box = image.getBoundingClientRect();
    const part = image.closest("figure") || image;
    return !image.complete || !image.naturalWidth || box.left < 0 || box.right > innerWidth
      || getComputedStyle(part).breakInside !== "avoid"
      || Math.abs(box.width / box.height - image.naturalWidth / image.naturalHeight) > 0.05;
  })
  .map(image => image.outerHTML.slice(0, 160))"""


@pytest.fixture(params=["lettre", "initiative"])
def printed(request: pytest.FixtureRequest, tab: Page, examples: dict[str, str]) -> Page:
    """A tab that emulates the print medium."""
    tab.set_viewport_size(PAPER)
    tab.goto(examples[request.param], wait_until="networkidle")
    # Images wait to come near the window; printing loads them all.
    tab.evaluate("() => document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
    tab.wait_for_function("() => [...document.images].every(image => image.complete)")
    tab.emulate_media(media="print")
    return tab


def test_no_navigation_is_printed(printed: Page) -> None:
    site = "nav, .breadcrumb, form, button, select, audio, .skip-link, .toc"
    assert printed.evaluate(SHOWN, site) == []
    assert len(printed.evaluate(SHOWN, "article h1, article p")) > 3


def test_address_of_each_link_is_printed(printed: Page) -> None:
    assert printed.locator(LINKS).count() > 0
    assert printed.evaluate(WITHOUT_ADDRESS, LINKS) == []


def test_images_are_printed_whole(printed: Page) -> None:
    assert printed.locator("article img").count() > 0
    assert printed.evaluate(CUT_IMAGES) == []
