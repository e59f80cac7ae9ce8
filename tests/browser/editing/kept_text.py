"""Steps and locators of the journeys in which a save fails."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import open_tab
from tests.browser.site import Site

READY = "() => document.querySelector('input[name=hub-kept]')"
# Draftail, the blocks and Wagtail's own watch of the form are in place.
WIDGETS = 2500
IS_STORED = """(words) => new Promise((resolve) => {
  const opening = indexedDB.open("hub-kept-text");
  opening.onerror = () => resolve(false);
  opening.onsuccess = () => {
    const reading = opening.result.transaction("texts").objectStore("texts").getAll();
    reading.onsuccess = () => {
      opening.result.close();
      resolve(JSON.stringify(reading.result).includes(words));
    };
  };
})"""


def open_form(tab: Page, path: str) -> None:
    """Open a form and wait until the script watches it."""
    tab.goto(path)
    tab.wait_for_function(READY)
    tab.wait_for_timeout(WIDGETS)


def form_of_first(tab: Page, listing: str) -> str:
    """Return the path of the edit form of the first line of a list of the admin."""
    tab.goto(listing)
    links = tab.locator("main td a[href*='/edit/']")
    return links.first.get_attribute("href").partition("?")[0]


def title(tab: Page) -> Locator:
    return tab.locator("#id_title")


def bar(tab: Page) -> Locator:
    """The bar shown at the top of the window after a failure."""
    return tab.locator(".hub-kept-bar")


def offers(tab: Page) -> Locator:
    return tab.locator(".hub-kept--offer")


def wait_until_stored(tab: Page, words: str) -> None:
    """Wait until these words are in the storage of the browser, before a tab is closed."""
    for _ in range(100):
        if tab.evaluate(IS_STORED, words):  # `wait_for_function` treats a promise as true
            return
        tab.wait_for_timeout(100)
    raise AssertionError(f"Not stored: {words}")


def save(tab: Page) -> None:
    name = re.compile("^Enregistrer")
    tab.locator("form[data-edit-form] footer").get_by_role("button", name=name).first.click()


def expect_saved(tab: Page) -> None:
    """Check that the page after a save confirms it and offers no kept text."""
    said = re.compile("mise? à jour|modifiée?|créée?")
    expect(tab.locator(".messages")).to_contain_text(said)
    expect(offers(tab)).to_have_count(0)


def expire_session(browser: Browser, tab: Page, site: Site) -> None:
    """Delete the session on the server only: the browser keeps its cookie.

    Another profile with the same cookie signs out, which deletes the session.
    """
    with open_tab(browser, site, storage_state=tab.context.storage_state()) as thief:
        thief.goto("/admin/")
        token = thief.evaluate("window.wagtailConfig.CSRF_TOKEN")
        answer = thief.request.post("/admin/logout/", form={"csrfmiddlewaretoken": token})
        assert answer.ok
