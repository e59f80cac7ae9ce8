"""The feed of a show in a browser, and its address to copy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", [Look(width=320), Look(scheme="dark")], ids=str)
def test_feed_says_what_it_is_and_shows_its_titles(
    new_tab: Callable[..., Page], examples: dict[str, str], look: Look
) -> None:
    tab = new_tab(look=look)
    address = f"{examples['podcast']}feed.xml"
    tab.goto(address)

    assert tab.evaluate("document.documentElement.localName") == "rss"
    notice = tab.evaluate("getComputedStyle(document.querySelector('channel'), '::before').content")
    assert "Ceci est le flux d’un podcast" in notice
    own = tab.evaluate(
        "getComputedStyle(document.querySelector('channel > link[rel=self]'), '::before').content"
    )
    assert address in own
    expect(tab.locator("channel > title")).to_be_visible()
    expect(tab.locator("item > title").first).to_be_visible()
    expect(tab.locator("item > guid").first).to_be_hidden()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_address_of_the_feed_is_copied_with_the_keyboard(
    tab: Page, examples: dict[str, str]
) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(examples["podcast"])
    field = tab.get_by_label("Adresse du flux")
    field.focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    expect(tab.locator(".subscribe [role=status]")).to_have_text("Adresse copiée.")
    assert tab.evaluate("navigator.clipboard.readText()") == field.input_value()


def test_refused_copy_leaves_the_address_selected(tab: Page, examples: dict[str, str]) -> None:
    tab.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    tab.goto(examples["episode"])
    tab.get_by_role("button", name="Copier", exact=True).click()

    expect(tab.locator(".subscribe [role=status]")).to_contain_text("L’adresse est sélectionnée")
    assert tab.evaluate("getSelection().toString()").endswith("feed.xml")


def test_address_can_be_selected_without_javascript(
    new_tab: Callable[..., Page], examples: dict[str, str]
) -> None:
    tab = new_tab(java_script_enabled=False)
    tab.goto(examples["podcast"])

    assert tab.get_by_label("Adresse du flux").input_value().endswith("feed.xml")
    expect(tab.locator(".subscribe button")).to_be_hidden()
