"""An editor chooses a territory in a page, with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing.test_creating_without_leaving import (
    add_block,
    chooser,
    open_chooser,
    open_letter,
    tab_to,
)

pytestmark = pytest.mark.browser


def test_territory_is_found_by_an_approximate_name_and_chosen(editor: Page) -> None:
    open_letter(editor)
    quote = add_block(editor, "Citation")
    window = open_chooser(editor, quote, "territory")
    search = window.locator("#id_q")
    search.focus()
    editor.keyboard.type("st jean de brae")
    found = window.get_by_role("link", name="Saint-Jean-de-Braye (45)")
    expect(found).to_be_visible()
    expect(window.locator("th", has_text="Population")).to_be_visible()

    tab_to(editor, found, stops=20)
    editor.keyboard.press("Enter")

    expect(chooser(quote, "territory")).to_contain_text("Saint-Jean-de-Braye (45)")
