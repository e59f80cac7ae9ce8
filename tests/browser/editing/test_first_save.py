"""From a title to a saved draft, on every page type, without an address typed by hand."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing.steps import open_new_form, open_new_free_page, save_draft

pytestmark = pytest.mark.browser

TITLE = "L’Été à Beauvais : réemploi"
SLUG = "lete-a-beauvais-reemploi"
# List of the admin whose « Ajouter » opens the form, and the parent to choose when asked.
LISTS = {
    "lettre": "/admin/letters/",
    "initiative": "/admin/initiatives/",
    "ressource": "/admin/resources/",
    "podcast": "/admin/shows/",
    "épisode": "/admin/episodes/",
    "rendez-vous": "/admin/events/",
}


@pytest.mark.parametrize("kind", LISTS)
def test_title_is_enough_for_a_draft(kind: str, editor: Page) -> None:
    open_new_form(editor, LISTS[kind])
    editor.locator("#id_title").press_sequentially(TITLE)

    save_draft(editor)
    expect(editor.locator("#id_title")).to_have_value(TITLE)
    expect(editor.locator("#id_slug")).to_have_value(re.compile(f"^{SLUG}(-[0-9]+)?$"))

    editor.locator("#id_title").press("End")
    editor.locator("#id_title").press_sequentially(", suite")
    save_draft(editor)
    editor.reload()
    expect(editor.locator("#id_title")).to_have_value(f"{TITLE}, suite")


def test_free_page_needs_only_a_title(editor: Page) -> None:
    open_new_free_page(editor)
    editor.locator("#id_title").press_sequentially(TITLE)
    save_draft(editor)
    expect(editor.locator("#id_slug")).to_have_value(re.compile(f"^{SLUG}(-[0-9]+)?$"))
