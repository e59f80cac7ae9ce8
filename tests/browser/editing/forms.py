"""Steps in the form of a page: open, type, save, find the error of a field."""

from playwright.sync_api import Locator, Page

SAVE = "Enregistrer le brouillon"


def open_first(tab: Page, listing: str) -> str:
    """Open the edit form of the first page of a list; return its address."""
    tab.goto(listing)
    href = tab.locator("main a[href*='/edit/']").first.get_attribute("href")
    tab.goto(href)
    return href


def type_in(tab: Page, name: str, text: str) -> Locator:
    """Type in a field, leave it with the Tab key, return the field."""
    field = tab.locator(f"[name={name}]")
    field.fill(text)
    field.press("Tab")
    return field


def save(tab: Page) -> None:
    with tab.expect_navigation():
        tab.get_by_role("button", name=SAVE).first.click()


def error_of(tab: Page, name: str) -> Locator:
    """The message beside a field."""
    return tab.locator("[data-field]", has=tab.locator(f"[name={name}]")).locator(".error-message")
