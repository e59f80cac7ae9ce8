"""From a title to a saved draft, on every page type, without an address typed by hand."""

import re

import pytest
from playwright.sync_api import Page, expect

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


def open_new_form(tab: Page, path: str) -> None:
    """Open the form of a new page from its list, as « Ajouter » does."""
    tab.goto(path)
    tab.get_by_role("link", name="Ajouter").first.click()
    if tab.locator("#id_title").count() == 0:  # several parents: the show of an episode
        tab.get_by_role("button", name=re.compile("Choisi")).first.click()
        tab.locator(".modal-body a[data-chooser-modal-choice]").first.click()
        tab.get_by_role("button", name="Continuer").click()
    expect(tab.locator("#id_title")).to_be_visible()


def save_draft(tab: Page) -> None:
    tab.get_by_role("button", name="Enregistrer le brouillon").first.click()
    tab.wait_for_url(re.compile(r"/pages/\d+/edit/"))


@pytest.mark.parametrize("kind", LISTS)
def test_title_is_enough_for_a_draft(kind, editor):
    open_new_form(editor, LISTS[kind])
    editor.locator("#id_title").press_sequentially(TITLE)

    save_draft(editor)
    expect(editor.locator("#id_title")).to_have_value(TITLE)
    expect(editor.locator("#id_slug")).to_have_value(re.compile(f"^{SLUG}(-[0-9]+)?$"))

    editor.locator("#id_title").press("End")
    editor.locator("#id_title").press_sequentially(", suite")
    editor.get_by_role("button", name="Enregistrer le brouillon").first.click()
    editor.reload()
    expect(editor.locator("#id_title")).to_have_value(f"{TITLE}, suite")


def test_free_page_needs_only_a_title(editor):
    editor.goto("/admin/pages/")
    home = editor.get_by_role("link", name=re.compile("Ajouter")).first
    home.click()
    editor.get_by_role("link", name=re.compile("Page libre", re.IGNORECASE)).first.click()
    editor.locator("#id_title").press_sequentially(TITLE)
    save_draft(editor)
    expect(editor.locator("#id_slug")).to_have_value(SLUG)
