"""Field of a territory: keyboard, mouse, without JavaScript, at 320 pixels."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import Look
from tests.browser.site import Site
from tests.browser.visits import listen

pytestmark = pytest.mark.browser

PAGE = "/territoires/chercher/"
FIELD = "#territoire-cherche"
TYPED, FOUND = "saint jean de bra", "Saint-Jean-de-Braye (45)"
CODE = "45284"


@pytest.fixture
def field(tab: Page) -> Locator:
    """The field, in which the first suggestions are shown."""
    tab.goto(PAGE)
    box = tab.locator(FIELD)
    box.press_sequentially(TYPED)
    options(tab).first.wait_for()
    return box


def options(tab: Page) -> Locator:
    return tab.locator(".territory-field .suggestions").get_by_role("option")


def test_field_has_its_role_and_announces_the_count(field: Locator, tab: Page) -> None:
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_accessible_name("Quel territoire\u00a0?")
    expect(field).to_have_accessible_description("Un nom, un code postal ou un code INSEE.")
    expect(tab.get_by_role("listbox", name="Territoires")).to_be_visible()
    status = tab.get_by_role("status").filter(has_text="suggestion")
    expect(status).to_contain_text(f"{options(tab).count()} suggestion")


def test_territory_is_chosen_and_submitted_with_the_keyboard(field: Locator, tab: Page) -> None:
    expect(options(tab).first).to_contain_text("commune")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(field).to_have_value(FOUND)
    expect(options(tab)).to_have_count(0)
    expect(field).to_be_focused()

    tab.keyboard.press("Enter")

    tab.wait_for_url(f"**{PAGE}?q={CODE}")
    expect(tab.get_by_role("link", name=FOUND)).to_be_visible()


def test_territory_is_chosen_with_the_mouse(field: Locator, tab: Page) -> None:
    options(tab).first.click()
    expect(field).to_have_value(FOUND)

    tab.get_by_role("button", name="Chercher", exact=True).click()

    tab.wait_for_url(f"**{PAGE}?q={CODE}")


def test_text_typed_after_a_choice_is_what_is_submitted(field: Locator, tab: Page) -> None:
    options(tab).first.click()
    field.fill("reugny")
    field.press("Escape")
    field.press("Enter")

    tab.wait_for_url(f"**{PAGE}?q=reugny")


def test_escape_closes_the_list_and_keeps_the_text(field: Locator, tab: Page) -> None:
    tab.keyboard.press("Escape")

    expect(options(tab)).to_have_count(0)
    expect(field).to_have_value(TYPED)
    expect(field).to_have_attribute("aria-expanded", "false")


def test_no_territory_is_announced(tab: Page) -> None:
    tab.goto(PAGE)
    tab.locator(FIELD).press_sequentially("zzyzxqw")

    expect(tab.get_by_role("status").filter(has_text="Aucun territoire trouvé")).to_have_count(1)


def test_field_searches_when_suggestions_fail(tab: Page) -> None:
    tab.route("**/territoires/suggestions/**", lambda route: route.fulfill(status=500, body="?"))
    tab.goto(PAGE)
    with tab.expect_response("**/territoires/suggestions/**"):
        tab.locator(FIELD).fill(FOUND)
    tab.keyboard.press("Enter")

    tab.wait_for_url("**/territoires/chercher/?q=Saint-Jean*")
    expect(tab.get_by_role("link", name=FOUND)).to_be_visible()


def test_field_works_without_javascript(new_tab: Callable[..., Page]) -> None:
    tab = new_tab(java_script_enabled=False)
    tab.goto(f"{PAGE}?suite=/agenda/")
    tab.locator(FIELD).fill("st jean de braye")
    tab.locator(FIELD).press("Enter")

    tab.wait_for_url(f"**/agenda/?pres_de={CODE}")


def test_suggestions_hold_in_320_pixels(new_tab: Callable[..., Page]) -> None:
    tab = new_tab(look=Look(width=320))
    tab.goto(PAGE)
    tab.locator(FIELD).press_sequentially("sa")
    options(tab).first.wait_for()

    boxes = [option.bounding_box() for option in options(tab).all()]
    assert min(box["height"] for box in boxes) >= 24
    assert max(box["x"] + box["width"] for box in boxes) <= 320
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_field_makes_no_request_to_another_host(tab: Page, site: Site) -> None:
    visit = listen(tab)
    tab.goto(PAGE)
    tab.locator(FIELD).press_sequentially(TYPED, delay=20)
    options(tab).first.wait_for()

    assert not [url for url in visit.requests if not url.startswith((f"{site.address}/", "data:"))]
    assert visit.complaints == []


def test_list_does_not_cover_the_button_once_the_text_is_whole(
    new_tab: Callable[..., Page],
) -> None:
    tab = new_tab(look=Look(width=320))
    tab.goto("/")
    field = tab.get_by_role("main").get_by_label("Chez vous")
    field.press_sequentially("reugny")
    options(tab).first.wait_for()
    with tab.expect_response("**/territoires/suggestions/?q=reugny+%2837%29") as response:
        field.press_sequentially(" (37)")

    assert "Reugny (37)" in response.value.text()
    tab.get_by_role("button", name="Chercher", exact=True).click()
    tab.wait_for_url("**/?pres_de=37194")
