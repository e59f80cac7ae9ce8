"""Steps in the form of a page: open, type, save, find the error of a field."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page

SAVE = "Enregistrer le brouillon"
# What a loaded machine takes to save and to show the next page, in milliseconds.
LOADED_PAGE = 60_000


def open_first(tab: Page, listing: str) -> str:
    """Open the edit form of the first page of a list; return its address."""
    tab.goto(listing)
    href = tab.locator("main a[href*='/edit/']").first.get_attribute("href")
    assert href is not None
    tab.goto(href)
    return href


def type_in(tab: Page, name: str, text: str) -> Locator:
    """Type in a field, leave it with the Tab key, return the field."""
    field = tab.locator(f"[name={name}]")
    field.fill(text)
    # Wagtail's calendar opens a tenth of a second after the focus, even when it has left since.
    tab.wait_for_timeout(200)
    field.press("Tab")
    return field


@contextmanager
def next_page(tab: Page) -> Iterator[None]:
    """Wait for another document after the block.

    A navigation is not enough: the first autosave of a new page changes its address in place.
    """
    with tab.expect_event("load", timeout=LOADED_PAGE):
        yield


def save(tab: Page) -> None:
    """Press « Enregistrer le brouillon » in the form of a page."""
    with next_page(tab):
        tab.get_by_role("button", name=SAVE).first.click()


def save_snippet(tab: Page) -> None:
    """Press « Enregistrer » in the form of a theme, a person, a list of synonyms."""
    with next_page(tab):
        tab.locator("footer").get_by_role("button", name="Enregistrer").first.click()


def error_of(tab: Page, name: str) -> Locator:
    """The message beside a field."""
    return tab.locator("[data-field]", has=tab.locator(f"[name={name}]")).locator(".error-message")
