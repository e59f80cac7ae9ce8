"""Doubtful names of territories, under the field: corrected, undone, kept, in the list."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import examine
from tests.browser.editing.steps import SAVED_LATE, open_new_form, save_draft, unique
from tests.browser.editing.test_first_save import LISTS

pytestmark = pytest.mark.browser

WRONG, RIGHT = "Saint-Jean de Braye", "Saint-Jean-de-Braye"
GROUP, SHORT = "Communauté Urbaine d’Arras", "CU d’Arras"


@pytest.fixture
def form(editor: Page) -> Page:
    """The form of a letter with a doubtful name in its summary."""
    open_new_form(editor, LISTS["lettre"])
    editor.locator("#id_title").press_sequentially(unique("Un verger"))
    editor.locator("#id_summary").fill(f"La ville de {WRONG} plante.")
    expect(doubts(editor)).to_have_count(1, timeout=SAVED_LATE)
    return editor


def doubts(tab: Page) -> Locator:
    return tab.locator(".hub-names__item")


def button(tab: Page, name: str) -> Locator:
    return doubts(tab).get_by_role("button", name=name)


def test_name_is_corrected_with_the_mouse_and_the_correction_is_undone(form: Page) -> None:
    button(form, f"Corriger\u00a0: {RIGHT}").click()

    summary = form.locator("#id_summary")
    expect(summary).to_have_value(f"La ville de {RIGHT} plante.")
    expect(summary).to_be_focused()
    expect(doubts(form)).to_have_count(0)

    form.keyboard.press("Control+z")
    expect(summary).to_have_value(f"La ville de {WRONG} plante.")
    expect(doubts(form)).to_have_count(1, timeout=SAVED_LATE)


def test_name_in_a_rich_text_is_corrected_with_the_keyboard(form: Page) -> None:
    text = form.locator(".public-DraftEditor-content:visible").first
    text.click()
    form.keyboard.type(f"🎉 Avec la {GROUP}, on plante.")
    correct = button(form, f"Corriger\u00a0: {SHORT}")
    expect(correct).to_be_visible(timeout=SAVED_LATE)

    correct.focus()
    form.keyboard.press("Enter")

    expect(text).to_contain_text(f"🎉 Avec la {SHORT}, on plante.")
    expect(text).to_be_focused()
    form.keyboard.press("Control+z")
    expect(text).to_contain_text(GROUP)


def test_kept_name_stays_kept_after_a_reload(form: Page) -> None:
    button(form, "Garder").click()
    expect(doubts(form)).to_have_count(0)
    save_draft(form)

    with form.expect_response("**/noms/"):
        form.reload()

    expect(doubts(form)).to_have_count(0)
    expect(form.locator(".hub-publication")).not_to_contain_text(RIGHT)


def test_name_that_is_not_kept_is_in_the_list_of_the_page(form: Page) -> None:
    save_draft(form)

    item = form.locator(".hub-publication__item a", has_text=RIGHT)
    expect(item).to_contain_text("s’écrit")
    form.locator(".hub-publication__summary").click()
    item.click()
    expect(form.locator("#id_summary")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_doubts_are_accessible_and_fit(form: Page, width: int) -> None:
    form.set_viewport_size({"width": width, "height": 800})
    expect(doubts(form)).to_be_visible()

    assert examine(form, [".hub-names"]).violations == []
    box = doubts(form).bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
