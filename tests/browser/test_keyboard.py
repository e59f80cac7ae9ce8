"""Every function works with the keyboard, and the focus is always visible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Look
from tests.browser.keyboard import reach, start_from_the_top, tab_through
from tests.browser.pages import HTML_KINDS, Kind
from tests.browser.visits import show

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", HTML_KINDS, ids=str)
def test_focus_is_seen_and_reaches_everything_after_the_skip_link(
    kind: Kind, width: int, new_tab: Callable[..., Page], examples: dict[str, str]
) -> None:
    tab = new_tab(look=Look(width))
    show(kind, tab, examples)
    # An action, or the page itself, may have left the focus in a field.
    start_from_the_top(tab)

    assert tab_through(tab) == []
    # The pages of a failure have no navigation to skip.
    if kind.status < 500:
        check_skip_link(tab)


def check_skip_link(tab: Page) -> None:
    """It comes first, is visible, and leads to the content."""
    start_from_the_top(tab)
    tab.keyboard.press("Tab")
    link = tab.get_by_role("link", name="Aller au contenu")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)

    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_be_focused()
    tab.keyboard.press("Tab")
    assert tab.evaluate("() => !document.activeElement.closest('header, .skip-link')")


def test_invisible_focus_is_detected(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["accueil"])
    tab.add_style_tag(content=":focus, :focus::after { outline: none !important }")

    assert any(line.startswith("no outline") for line in tab_through(tab))


def test_search_with_the_keyboard(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["accueil"])

    reach(tab, "main input[name=q]")
    tab.keyboard.type("jardin")
    tab.keyboard.press("Enter")

    tab.wait_for_url("**/recherche/?q=jardin")
    expect(tab.locator(".listing__results article").first).to_be_visible()


def test_filters_with_the_keyboard(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["inspiration"])
    everything = tab.locator(".listing__results article").count()

    reach(tab, ".facet input[type=checkbox]")
    tab.keyboard.press("Space")
    chosen = tab.evaluate("() => document.activeElement.value")
    reach(tab, ".filters button[type=submit]")
    tab.keyboard.press("Enter")

    tab.wait_for_url(f"**={chosen}**")
    # The results are announced and come next.
    expect(tab.locator("#resultats")).to_be_focused()
    some = tab.locator(".listing__results article").count()
    assert 0 < some < everything

    # The filter in force is shown, and taken away, with the keyboard too.
    reach(tab, ".listing__results .chips a")
    tab.keyboard.press("Enter")
    tab.wait_for_url(lambda url: chosen not in url)
    assert tab.locator(".listing__results article").count() == everything


def test_pages_of_a_list_with_the_keyboard(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["recherche"])
    first = tab.locator(".listing__results article h3").all_inner_texts()

    reach(tab, ".pagination a[rel=next]")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**page=2**")

    second = tab.locator(".listing__results article h3").all_inner_texts()
    assert second
    assert not set(first) & set(second)
    expect(tab.locator(".pagination [aria-current=page]")).to_contain_text("2")
