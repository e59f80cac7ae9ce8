"""An editor writes a step of the programme; the page of the territory shows it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Look

pytestmark = pytest.mark.browser

PAGE = "/territoires/60057-beauvais/"


def open_programme(tab: Page) -> None:
    tab.goto("/admin/snippets/territories/territory/?q=60057")
    tab.locator("main td.title a").first.click()
    tab.get_by_role("tab", name="Programme").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_step_added_by_an_editor_is_on_the_page(width: int, editor: Page, reader: Page) -> None:
    Look(width=width).apply(editor)
    text = f"Une réunion publique à {width} voix."
    open_programme(editor)
    editor.locator("#id_programme_steps-ADD").press("Enter")
    row = editor.locator("#id_programme_steps-FORMS > *").last
    row.locator("select[name$='-phase']").select_option(label="Accompagnement")
    row.locator("input[name$='-start']").fill("12/05/2026")
    row.locator("input[name$='-text']").fill(text)
    editor.keyboard.press("Tab")
    editor.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("Beauvais")

    reader.goto(PAGE)
    programme = reader.get_by_role("region", name="Dans le programme")
    expect(programme).to_contain_text(text)
    thread = reader.get_by_role("region", name="Le fil")
    expect(thread).to_contain_text("Le 12 mai 2026")
    expect(reader.get_by_text("Pour la rédaction")).to_have_count(0)

    editor.goto(PAGE)
    expect(editor.get_by_text("Pour la rédaction")).to_be_visible()


def test_refused_step_keeps_what_was_typed(editor: Page) -> None:
    open_programme(editor)
    editor.locator("#id_programme_steps-ADD").click()
    row = editor.locator("#id_programme_steps-FORMS > *").last
    row.locator("select[name$='-phase']").select_option(label="Diagnostic")
    row.locator("input[name$='-start']").fill("12/05/2026")
    row.locator("input[name$='-end']").fill("11/05/2026")
    row.locator("input[name$='-text']").fill("Un diagnostic à rebours")
    editor.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(editor.get_by_text("La fin précède le début.").first).to_be_attached()
    editor.get_by_role("tab", name="Programme").click()
    kept = editor.locator("#id_programme_steps-FORMS > *").last
    expect(kept.locator("input[name$='-text']")).to_have_value("Un diagnostic à rebours")
