"""Fields with a maximum length: counter, over-long paste kept in the field, server error."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing.forms import error_of, open_first, save, type_in

pytestmark = pytest.mark.browser

# 315 characters: 35 more than the summary may have.
LONG = ("Une phrase de la lettre, avec ses accents. " * 8)[:314] + "."
TOO_LONG = "35 signes de trop\u00a0: 280 au plus, 315 écrits."


def paste(tab: Page, text: str) -> None:
    """Paste a text where the focus is, as from another program."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.evaluate("text => navigator.clipboard.writeText(text)", text)
    tab.keyboard.press("Control+V")


def test_paste_that_is_too_long_is_kept_and_reported_then_refused_whole(editor: Page) -> None:
    open_first(editor, "/admin/events/?q=manager")
    field, count = editor.locator("[name=summary]"), editor.locator("#id_summary-count")
    field.fill("")
    expect(count).to_have_text("0 / 280 signes")
    field.focus()
    paste(editor, LONG)

    expect(field).to_have_value(LONG)
    expect(count).to_have_text(TOO_LONG)
    expect(field).to_have_attribute("aria-invalid", "true")

    save(editor)
    expect(error_of(editor, "summary")).to_have_text(TOO_LONG)
    expect(field).to_have_value(LONG)

    field.fill(LONG[:280])
    expect(count).to_have_text("280 / 280 signes")
    save(editor)
    expect(error_of(editor, "summary")).to_have_count(0)


def test_count_is_announced_after_a_typing_pause(editor: Page) -> None:
    open_first(editor, "/admin/events/?q=manager")
    announcer = editor.locator("body > .w-sr-only[role=status]")
    title = editor.locator("[name=title]")
    title.fill("")
    title.press_sequentially("Journée")
    expect(editor.locator("#id_title-count")).to_have_text("7 / 255 signes")
    expect(announcer).to_have_text("7 / 255 signes")


def test_browser_cuts_no_field_of_a_form_nor_of_a_row_added_later(editor: Page) -> None:
    open_first(editor, "/admin/events/?q=manager")
    cut = editor.locator("#main :is(input, textarea)[maxlength]")
    counted = editor.locator("#main .hub-reading--count")
    before = counted.count()
    expect(cut).to_have_count(0)

    editor.get_by_role("button", name="Ajouter un(e) Document").click()

    expect(cut).to_have_count(0)
    assert counted.count() > before


def test_line_ends_count_as_the_server_counts_them(editor: Page) -> None:
    open_first(editor, "/admin/events/?q=manager")
    type_in(editor, "summary", "\n".join(["a" * 90] * 3) + "\n" + "b" * 5)
    expect(editor.locator("#id_summary-count")).to_have_text(
        "1 signe de trop\u00a0: 280 au plus, 281 écrits."
    )
    save(editor)
    expect(error_of(editor, "summary")).to_have_text(
        "1 signe de trop\u00a0: 280 au plus, 281 écrits."
    )
