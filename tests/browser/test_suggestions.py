"""Suggestions of the search box: keyboard, mouse and touch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import Look
from tests.browser.site import Site
from tests.browser.visits import listen

pytestmark = pytest.mark.browser

TYPED = "co"
BOX = "main input[name=q]"


@pytest.fixture(params=["/", "/recherche/"])
def open_box(request: pytest.FixtureRequest, tab: Page) -> Locator:
    """The search box of a page, in which the first suggestions are shown."""
    tab.goto(request.param)
    box = tab.locator(BOX)
    box.press_sequentially(TYPED)
    options(tab).first.wait_for()
    return box


def options(tab: Page) -> Locator:
    # The orders of a list are options too.
    return tab.locator(".suggestions").get_by_role("option")


def chosen(tab: Page) -> Locator:
    return tab.locator("[role=option][aria-selected=true]")


def test_the_box_has_its_role_and_announces_the_count(open_box: Locator, tab: Page) -> None:
    expect(open_box).to_have_attribute("role", "combobox")
    expect(open_box).to_have_attribute("aria-expanded", "true")
    expect(open_box).to_have_attribute("aria-autocomplete", "list")
    controlled = open_box.get_attribute("aria-controls")
    expect(tab.locator(f"#{controlled}")).to_have_attribute("role", "listbox")
    count = options(tab).count()
    status = tab.get_by_role("status").filter(has_text="suggestion")
    expect(status).to_contain_text(f"{count} suggestion")


def test_arrows_cycle_through_suggestions_and_the_typed_text(open_box: Locator, tab: Page) -> None:
    count = options(tab).count()

    tab.keyboard.press("ArrowDown")
    expect(chosen(tab)).to_have_id(open_box.get_attribute("aria-activedescendant"))
    expect(chosen(tab)).to_have_text(options(tab).first.inner_text(), use_inner_text=True)
    for _ in range(count):
        tab.keyboard.press("ArrowDown")
    expect(chosen(tab)).to_have_count(0)
    tab.keyboard.press("ArrowUp")
    expect(chosen(tab)).to_have_text(options(tab).last.inner_text(), use_inner_text=True)
    expect(chosen(tab)).to_be_in_viewport()
    expect(open_box).to_be_focused()
    expect(open_box).to_have_value(TYPED)


def test_enter_goes_to_the_suggestion_that_is_chosen(open_box: Locator, tab: Page) -> None:
    tab.keyboard.press("ArrowDown")
    name = chosen(tab).inner_text().partition("\n")[0]

    tab.keyboard.press("Enter")

    tab.wait_for_url(lambda url: "/themes/" in url or "/territoires/" in url)
    assert tab.get_by_role("heading", level=1).inner_text() in name


def test_enter_searches_the_words_when_none_is_chosen(open_box: Locator, tab: Page) -> None:
    tab.keyboard.press("Enter")

    tab.wait_for_url(f"**/recherche/?q={TYPED}")


def test_escape_closes_the_list_and_keeps_the_words(open_box: Locator, tab: Page) -> None:
    tab.keyboard.press("Escape")

    expect(options(tab)).to_have_count(0)
    expect(open_box).to_have_attribute("aria-expanded", "false")
    expect(open_box).to_have_value(TYPED)
    expect(open_box).to_be_focused()


def test_leaving_the_box_closes_the_list(open_box: Locator, tab: Page) -> None:
    tab.keyboard.press("Tab")

    expect(options(tab)).to_have_count(0)


def test_a_click_goes_to_the_suggestion(open_box: Locator, tab: Page) -> None:
    options(tab).last.click()

    tab.wait_for_url(lambda url: "suggestions" not in url and url.rstrip("/").count("/") > 3)


def test_no_suggestion_is_announced(tab: Page) -> None:
    tab.goto("/")
    tab.locator(BOX).press_sequentially("zzyzxqw")

    expect(tab.get_by_role("status").filter(has_text="Aucune suggestion")).to_have_count(1)
    expect(options(tab)).to_have_count(0)


def test_a_late_answer_does_not_replace_the_last_one(tab: Page) -> None:
    tab.goto("/")
    held = []
    tab.route("**/suggestions/?q=co", lambda route: held.append(route))  # noqa: PLW0108  Playwright refuses a built-in
    box = tab.locator(BOX)
    with tab.expect_request("**/suggestions/?q=co"):
        box.fill("co")
    box.fill("zzyzxqw")
    expect(tab.get_by_role("status").filter(has_text="Aucune suggestion")).to_have_count(1)

    for route in held:
        late = {"label": "En retard", "kind": "Thème", "url": "/"}
        route.fulfill(json={"total": 1, "groups": [{"suggestions": [late]}]})

    expect(options(tab)).to_have_count(0)


def test_the_box_searches_when_suggestions_fail(tab: Page) -> None:
    tab.route("**/suggestions/**", lambda route: route.fulfill(status=500, body="?"))
    tab.goto("/")
    with tab.expect_response("**/suggestions/**"):
        tab.locator(BOX).fill("jardin")

    tab.keyboard.press("Enter")

    tab.wait_for_url("**/recherche/?q=jardin")


def test_the_header_of_a_list_proposes_too(tab: Page) -> None:
    tab.goto("/lettres/")
    tab.locator("header input[name=q]").press_sequentially(TYPED)

    expect(options(tab).first).to_be_visible()
    # The box of the list filters the list: it proposes nothing.
    assert tab.locator(BOX).get_attribute("role") is None


def test_suggestions_are_large_enough_and_hold_in_320_pixels(new_tab: Callable[..., Page]) -> None:
    tab = new_tab(look=Look(width=320))
    tab.goto("/")
    tab.locator(BOX).press_sequentially(TYPED)
    options(tab).first.wait_for()

    boxes = [option.bounding_box() for option in options(tab).all()]
    assert min(box["height"] for box in boxes) >= 24
    assert min(box["x"] for box in boxes) >= 0
    assert max(box["x"] + box["width"] for box in boxes) <= 320
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_suggestions_make_no_request_to_another_host(tab: Page, site: Site) -> None:
    visit = listen(tab)
    tab.goto("/")
    tab.locator(BOX).press_sequentially("cooperation", delay=20)
    options(tab).first.wait_for()
    tab.wait_for_load_state("networkidle")

    asked = [url for url in visit.requests if "/suggestions/" in url]
    # Typed at one go: the words are asked once, not letter by letter.
    assert 0 < len(asked) < len("cooperation") / 2
    assert not [url for url in visit.requests if not url.startswith((f"{site.address}/", "data:"))]
    assert visit.complaints == []


def test_without_a_script_the_box_is_a_plain_one(new_tab: Callable[..., Page]) -> None:
    tab = new_tab(java_script_enabled=False)
    tab.goto("/")

    assert tab.locator(BOX).get_attribute("role") is None
    tab.locator(BOX).press_sequentially("jardin")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/recherche/?q=jardin")


def test_content_pages_load_no_suggestion_script(tab: Page, examples: dict[str, str]) -> None:
    for name in ("lettre", "initiative", "page-libre"):
        visit = listen(tab)
        tab.goto(examples[name])
        assert not [url for url in visit.requests if ".js" in url], name
