"""The map of the départements: keyboard, pointer, no JavaScript, narrow windows, weight."""

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import examine
from tests.browser.chromium import SCHEMES, Look
from tests.browser.triage import Answer, look_through

pytestmark = pytest.mark.browser

LIST = "/inspiration/"
NAME = re.compile(r"^\s*(.+?)\s: ([\d\s]+)\sinitiatives?\s*$")
KB = 1000


def drawing(tab: Page) -> Locator:
    return tab.get_by_role("group", name="Carte des départements")


def first_departement(tab: Page) -> tuple[Locator, int]:
    """Return the link of a département on the map, and its number of initiatives."""
    link = drawing(tab).get_by_role("link", name=NAME).first
    return link, int(NAME.match(link.text_content())[2])


def expect_total(tab: Page, number: int) -> None:
    expect(tab.locator("#resultats")).to_have_text(re.compile(rf"^\s*{number}\s+initiatives?\s*$"))


def unfold_filters(tab: Page) -> None:
    """Open the filters of a narrow window."""
    summary = tab.locator(".filters > summary")
    if summary.is_visible():
        summary.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_keyboard_reaches_a_departement_and_enter_filters(
    scripts: bool, new_tab: Callable[..., Page]
) -> None:
    tab = new_tab(java_script_enabled=scripts)
    tab.goto(LIST)
    link, number = first_departement(tab)
    tab.locator(".map svg a").first.focus()

    expect(link).to_be_focused()
    expect(link.locator("text")).to_have_css("opacity", "1")
    assert link.locator("path").evaluate("path => getComputedStyle(path).strokeWidth") == "4px"
    tab.keyboard.press("Enter")

    tab.wait_for_url(re.compile(r"departement="))
    expect_total(tab, number)
    expect(drawing(tab).locator("[aria-current=true]")).to_have_count(1)
    tab.get_by_role("link", name="Toute la France").press("Enter")
    tab.wait_for_url(lambda url: "departement=" not in url)
    expect(drawing(tab).locator("[aria-current]")).to_have_count(0)


def test_tab_goes_from_one_departement_to_the_next(tab: Page) -> None:
    tab.goto(LIST)
    links = drawing(tab).get_by_role("link")
    links.first.focus()

    tab.keyboard.press("Tab")

    expect(links.nth(1)).to_be_focused()
    # One name at a time, although the first one keeps its place under the pointer.
    expect(links.first.locator("text")).to_have_css("opacity", "0")


def test_pointer_shows_the_number_and_a_click_filters(tab: Page) -> None:
    tab.goto(LIST)
    link = drawing(tab).get_by_role("link", name=re.compile("Calvados"))
    number = int(NAME.match(link.text_content())[2])

    link.locator("path").hover()
    expect(link.locator("text")).to_have_css("opacity", "1")
    link.locator("path").click()

    tab.wait_for_url("**departement=14-calvados*")
    expect_total(tab, number)


@pytest.mark.parametrize("path", [LIST, "/recherche/", "/territoires/"])
def test_map_fits_a_window_of_320_pixels(path: str, new_tab: Callable[..., Page]) -> None:
    tab = new_tab(look=Look(width=320))
    tab.goto(path)
    unfold_filters(tab)

    expect(drawing(tab)).to_be_visible()
    box = drawing(tab).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_table_has_targets_large_enough_in_a_narrow_window(new_tab: Callable[..., Page]) -> None:
    tab = new_tab(look=Look(width=320))
    tab.goto(LIST)
    unfold_filters(tab)
    tab.get_by_text("La même chose en tableau").click()

    links = tab.locator(".map table a")
    assert links.count() == drawing(tab).get_by_role("link", name=NAME).count()
    assert all(link.bounding_box()["height"] >= 24 for link in links.all())


@pytest.mark.parametrize("path", [LIST, f"{LIST}?departement=14-calvados", "/territoires/"])
def test_axe_finds_nothing_in_the_map(path: str, tab: Page, answers: list[Answer]) -> None:
    tab.goto(path)
    tab.get_by_text("La même chose en tableau").click()

    problems, _ = look_through(tab, answers, [Look(scheme=scheme) for scheme in SCHEMES])

    assert not problems, "\n".join(problems)
    assert examine(tab, within=[".map"]).violations == []


def test_map_weighs_15_kilobytes_at_most(tab: Page) -> None:
    tab.goto(LIST)

    html = tab.locator(".map").evaluate("map => map.outerHTML")

    assert len(gzip.compress(html.encode(), 6)) <= 15 * KB


def test_map_of_the_territories_is_printed(tab: Page) -> None:
    tab.goto("/territoires/")
    tab.emulate_media(media="print")

    expect(drawing(tab)).to_be_visible()
