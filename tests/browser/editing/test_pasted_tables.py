"""The cells of a table pasted in a rich text stay apart."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing.forms import open_first

pytestmark = pytest.mark.browser

ROWS = ["Commune\u00a0; Habitants", "Lisieux\u00a0; 20 000"]
# What each program puts in the clipboard, shortened.
PASTED = {
    "excel": (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {color:black}'
        "</style></head><body><!--StartFragment--><table><col width=64><tr height=20>\n"
        "  <td class=xl65>Commune</td>\n  <td>Habitants</td>\n </tr>\n <tr>\n  <td>Lisieux</td>\n"
        "  <td align=right>20 000</td>\n </tr></table><!--EndFragment--></body></html>",
        ROWS,
    ),
    "word": (
        "<html><body><p class=MsoNormal>Avant.</p><table class=MsoTableGrid><tr><td>\n"
        "<p class=MsoNormal>Commune<o:p></o:p></p></td><td><p class=MsoNormal>Habitants</p></td>"
        "</tr><tr><td><p class=MsoNormal>Lisieux</p></td><td><p>20\n000</p><p>en 2022</p></td></tr>"
        "</table><p class=MsoNormal>Après.</p></body></html>",
        ["Avant.", ROWS[0], "Lisieux\u00a0; 20 000 en 2022", "Après."],
    ),
    "google docs": (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><div><table><colgroup><col />'
        '</colgroup><tbody><tr><td><p dir="ltr"><span>Commune</span></p></td><td><p><span>Habitants'
        "</span></p></td></tr><tr><td><p><span>Lisieux</span></p></td><td><p><span>20 000</span>"
        "</p></td></tr></tbody></table></div></b>",
        ROWS,
    ),
    "google sheets": (
        "<google-sheets-html-origin><table><tbody><tr><td>Commune</td><td>Habitants</td></tr><tr>"
        "<td>Lisieux</td><td>20 000</td></tr></tbody></table></google-sheets-html-origin>",
        ROWS,
    ),
    "libreoffice": (
        "<table cellpadding=4><thead><tr><th><p>Commune</p></th><th><p>Habitants</p></th></tr>"
        "</thead><tbody><tr><td><p>Lisieux</p></td><td><p>20 000</p></td></tr></tbody></table>",
        ROWS,
    ),
    "empty cells": (
        "<table><tr><td>A</td><td></td><td>C</td></tr><tr><td></td><td>&nbsp;</td><td></td></tr>"
        "<tr><td>D</td><td>E</td><td></td></tr><tr><td></td><td>F</td><td></td></tr></table>",
        ["A\u00a0; –\u00a0; C", "D\u00a0; E", "F"],
    ),
    "one cell": ("<table><tr><td>Lisieux</td></tr></table>", ["Lisieux"]),
    "caption and nested table": (
        "<table><caption>Titre</caption><tr><td>A</td><td><table><tr><td>B</td><td>C</td></tr>"
        "</table></td></tr></table>",
        ["Titre", "A\u00a0; B\u00a0; C"],
    ),
    "no table": ("<p>Un</p><p>Deux</p>", ["Un", "Deux"]),
}
PASTED_TEXTS = {
    "cells": ("Commune\tHabitants\nLisieux\t20 000", ROWS),
    "empty cells": ("A\t\tC\r\nD\tE\t\n\tF", ["A\u00a0; –\u00a0; C", "D\u00a0; E", "F"]),
    "no tab": ("Un\nDeux", ["Un", "Deux"]),
}


def paste(tab: Page, contents: dict[str, str]) -> None:
    """Paste contents by media type, as from another program."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.evaluate(
        """contents => {
          const parts = Object.entries(contents).map(
            ([type, text]) => [type, new Blob([text], { type })],
          );
          return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
        }""",
        contents,
    )
    tab.keyboard.press("Control+V")


@pytest.fixture
def description(editor: Page) -> Page:
    """The form of an event whose description, empty, has the focus."""
    open_first(editor, "/admin/events/?q=manager")
    clear(editor)
    return editor


def clear(tab: Page) -> None:
    tab.locator("#id_description").locator("xpath=..").locator(
        ".public-DraftEditor-content"
    ).click()
    tab.keyboard.press("Control+A")
    tab.keyboard.press("Delete")


def blocks_of(tab: Page) -> list[dict[str, Any]]:
    value = json.loads(tab.locator("#id_description").input_value())
    return value["blocks"] if value else []


def expect_texts(tab: Page, texts: list[str]) -> None:
    """Wait for the value of the description, which the editor writes a little later."""
    last = tab.locator(".public-DraftEditor-content", has_text=texts[-1]).first
    expect(last).to_be_visible()
    tab.wait_for_timeout(600)
    assert [block["text"] for block in blocks_of(tab)] == texts


def test_cells_of_a_pasted_table_are_kept_apart(description: Page) -> None:
    for html, texts in PASTED.values():
        clear(description)
        paste(description, {"text/html": html, "text/plain": "AB"})
        expect_texts(description, texts)


def test_tabs_of_a_pasted_text_are_kept_apart(description: Page) -> None:
    for text, texts in PASTED_TEXTS.values():
        clear(description)
        paste(description, {"text/plain": text})
        expect_texts(description, texts)


def test_bold_and_links_of_cells_are_kept(description: Page) -> None:
    html = (
        "<table><tr><td><b>Lisieux</b></td><td>"
        '<a href="https://example.org/">un site</a></td></tr></table>'
    )
    paste(description, {"text/html": html, "text/plain": "Lisieux\tun site"})

    expect_texts(description, ["Lisieux\u00a0; un site"])
    (block,) = blocks_of(description)
    assert [(s["style"], s["offset"], s["length"]) for s in block["inlineStyleRanges"]] == [
        ("BOLD", 0, 7)
    ]
    assert [(e["offset"], e["length"]) for e in block["entityRanges"]] == [(10, 7)]


def test_a_table_is_pasted_where_the_caret_is(description: Page) -> None:
    description.keyboard.type("Avant, après.")
    for _ in range(len(" après.")):
        description.keyboard.press("ArrowLeft")
    paste(description, {"text/html": "<table><tr><td>A</td><td>B</td></tr></table>"})

    expect_texts(description, ["Avant,A\u00a0; B après."])
