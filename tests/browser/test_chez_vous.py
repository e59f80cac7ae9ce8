"""« Chez vous »: a territory chosen on the home page, kept on the device, then forgotten."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import Look
from tests.browser.readers import Keyboard, Pointer

pytestmark = pytest.mark.browser

NEAR = "/?pres_de=37194"
READERS: dict[str, tuple[type[Pointer], dict[str, Any]]] = {
    "keyboard": (Keyboard, {}),
    "without JavaScript": (Pointer, {"java_script_enabled": False}),
    "320 px": (Pointer, {"look": Look(width=320)}),
    "320 px without JavaScript": (
        Pointer,
        {"look": Look(width=320), "java_script_enabled": False},
    ),
}


def field(tab: Page) -> Locator:
    return tab.get_by_role("main").get_by_label("Chez vous")


def answer(tab: Page) -> Locator:
    return tab.get_by_role("heading", name="Pour Reugny", exact=True)


def kept(tab: Page) -> Any:
    return tab.evaluate("JSON.parse(localStorage.getItem('territoire'))")


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, new_tab: Callable[..., Page]) -> Pointer:
    sort, options = READERS[request.param]
    return sort(new_tab(**options))


def test_territory_is_chosen_and_forgotten(reader: Pointer) -> None:
    tab = reader.tab
    tab.goto("/")
    if isinstance(reader, Keyboard):
        reader.reach(field(tab))
        tab.keyboard.type("Reugny (37)")
        tab.keyboard.press("Enter")
    else:
        field(tab).fill("Reugny (37)")
        reader.press(tab.get_by_role("button", name="Chercher", exact=True))

    tab.wait_for_url(f"**{NEAR}")
    expect(answer(tab)).to_be_visible()
    expect(field(tab)).to_have_value("Reugny (37)")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.evaluate(overflow) <= 0

    reader.follow(tab.get_by_role("link", name="L’oublier"))
    tab.wait_for_url(lambda url: url.endswith("/"))
    expect(answer(tab)).to_have_count(0)
    tab.goto("/")
    expect(answer(tab)).to_have_count(0)
    assert tab.context.cookies() == []


def test_words_are_searched_near_the_territory(reader: Pointer) -> None:
    tab = reader.tab
    tab.goto(NEAR)
    tab.get_by_role("main").get_by_role("combobox").or_(
        tab.get_by_role("main").get_by_role("searchbox")
    ).first.fill("jardin")
    reader.press(tab.get_by_role("button", name="Chercher", exact=True))

    tab.wait_for_url("**/recherche/?q=jardin&pres_de=37194")


def test_territory_stays_on_the_device(tab: Page) -> None:
    tab.goto(NEAR)
    expect(tab.get_by_text("Votre territoire reste sur cet appareil.")).to_be_visible()
    assert kept(tab) == {"value": "37194", "label": "Reugny (37)"}

    # Another page, then the home page from its logo.
    tab.goto("/themes/")
    tab.get_by_role("banner").get_by_role("link").first.click()
    tab.wait_for_url(f"**{NEAR}")
    expect(answer(tab)).to_be_visible()
    lists = tab.get_by_role("navigation", name="Navigation principale")
    expect(lists.get_by_role("link", name="Inspiration")).to_have_attribute(
        "href", "/inspiration/?pres_de=37194"
    )
    expect(lists.get_by_role("link", name="Thèmes")).to_have_attribute("href", "/themes/")


def test_return_to_the_home_page_is_not_redirected(tab: Page) -> None:
    tab.goto("/")
    tab.goto(NEAR)
    tab.go_back()

    expect(tab.get_by_role("link", name="Voir pour Reugny (37)")).to_be_visible()
    expect(field(tab)).to_have_value("Reugny (37)")
    tab.get_by_role("button", name="L’oublier").click()
    expect(field(tab)).to_have_value("")
    assert kept(tab) is None


def test_emptied_field_forgets(tab: Page) -> None:
    tab.goto(NEAR)
    field(tab).fill("")
    tab.get_by_role("button", name="Chercher", exact=True).click()

    tab.wait_for_url(lambda url: url.endswith("/"))
    expect(answer(tab)).to_have_count(0)
    assert kept(tab) is None


def test_territory_that_is_no_longer_known_is_forgotten(tab: Page) -> None:
    tab.goto("/themes/")
    tab.evaluate('localStorage.setItem(\'territoire\', \'{"value": "00000", "label": "X"}\')')
    tab.goto("/")

    tab.wait_for_url("**/?pres_de=00000")
    expect(tab.get_by_text("ne désigne pas un seul territoire")).to_be_visible()
    assert kept(tab) is None


@pytest.mark.parametrize("damage", ["null", "[]", "{", '{"value": 1}'])
def test_damaged_storage_changes_nothing(tab: Page, damage: str) -> None:
    tab.goto("/themes/")
    tab.evaluate("text => localStorage.setItem('territoire', text)", damage)
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto("/")

    expect(tab.get_by_role("button", name="Chercher", exact=True)).to_be_visible()
    assert errors == []


def test_refused_storage_leaves_the_url(tab: Page) -> None:
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
    )
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(NEAR)

    expect(answer(tab)).to_be_visible()
    expect(tab.get_by_text("Réponses pour Reugny (37).")).to_be_visible()
    expect(tab.get_by_text("reste sur cet appareil")).to_be_hidden()
    tab.get_by_role("link", name="L’oublier").click()
    tab.wait_for_url(lambda url: url.endswith("/"))
    assert errors == []
