"""The list of missing fields: updated at each save, linked to the fields."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing.steps import open_new_form, publication_summary, save_draft
from tests.browser.editing.test_first_save import LISTS

pytestmark = pytest.mark.browser


@pytest.fixture
def event_form(editor: Page) -> Page:
    """The form of an event that has only a title, just saved."""
    open_new_form(editor, LISTS["rendez-vous"])
    editor.locator("#id_title").press_sequentially("Journée de l’été")
    save_draft(editor)
    return editor


def test_list_follows_the_form_until_it_is_ready(event_form: Page) -> None:
    expect(publication_summary(event_form)).to_have_text("Il manque 2 choses")

    event_form.locator("#id_event_kind").focus()
    event_form.locator("#id_event_kind").select_option("pairs")
    expect(publication_summary(event_form)).to_have_text("Il manque une chose", timeout=20_000)

    event_form.locator("#id_precision").select_option("unknown")
    expect(publication_summary(event_form)).to_have_text("Prête à publier", timeout=20_000)


def test_item_focuses_its_field_with_the_keyboard(event_form: Page) -> None:
    link = event_form.locator(".hub-publication__item a", has_text="Nature")
    link.focus()
    event_form.keyboard.press("Enter")

    expect(event_form.locator("#id_event_kind")).to_be_focused()


def test_tab_shows_the_number_of_its_missing_fields(editor: Page) -> None:
    open_new_form(editor, LISTS["initiative"])
    editor.locator("#id_title").press_sequentially("Un verger")
    save_draft(editor)

    sources = editor.get_by_role("tab", name=re.compile("Contact et sources"))
    expect(sources).to_contain_text("1")

    editor.locator(".hub-publication__item a", has_text="source").click()
    expect(sources).to_have_attribute("aria-selected", "true")


def test_publishing_an_incomplete_page_shows_errors_beside_the_fields(event_form: Page) -> None:
    event_form.locator("[data-w-dropdown-target=toggle]").last.click()
    event_form.get_by_role("button", name="Publier").click()

    expect(event_form.get_by_text("Donnez une date").first).to_be_visible()
    expect(publication_summary(event_form)).to_have_text("Il manque 2 choses")
