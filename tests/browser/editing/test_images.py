"""Adding images as « Rédaction » does: in a page's form, several at a time, with bad files."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import examine
from tests.browser.editing.forms import open_first
from tests.browser.editing.steps import save_draft
from tests.core.images.files import file_bytes

pytestmark = pytest.mark.browser


def upload(name: str, kind: str) -> dict:
    """Return a file of the kind `kind` (see tests.core.images.files) under another name.

    One test uploads each kind: Wagtail asks which duplicate to keep.
    """
    return {"name": name, "mimeType": "image/png", "buffer": file_bytes(kind)}


def open_an_initiative(tab: Page) -> None:
    """Open one of the demo that no other test changes."""
    open_first(tab, "/admin/initiatives/?q=minibus")


def choose_from_computer(tab: Page, chooser: Locator) -> None:
    """Open the window of a chooser of images at the tab that takes a file."""
    chooser.locator("[data-chooser-action-choose]:visible").click()
    tab.get_by_role("tab", name="Transférer").click()


def test_a_file_is_added_from_the_form_of_an_initiative(editor: Page) -> None:
    open_an_initiative(editor)
    chooser = editor.locator("#id_image-chooser")
    if editor.locator("#id_image").input_value():
        chooser.get_by_role("button", name="Actions").click()
    choose_from_computer(editor, chooser)
    title = editor.locator("#id_image-chooser-upload-title")
    file = editor.locator("#id_image-chooser-upload-file")

    file.set_input_files(upload("photo-coupee.png", "tronquee.png"))
    expect(title).to_have_value("photo coupee")
    editor.get_by_role("button", name="Transférer").click()
    refusal = "«\u00a0photo-coupee.png\u00a0» est abîmé ou incomplet"
    expect(editor.get_by_text(refusal)).to_be_visible()

    file.set_input_files(upload("jardin-partage_v2.png", "gris-16-bits.png"))
    expect(title).to_have_value("jardin partage v2")
    editor.get_by_role("button", name="Transférer").click()
    expect(chooser.get_by_text("jardin partage v2")).to_be_visible()
    save_draft(editor)
    editor.reload()
    expect(editor.locator("#id_image-chooser").get_by_text("jardin partage v2")).to_be_visible()


def test_a_block_of_image_gets_no_alternative_from_a_title(editor: Page) -> None:
    open_an_initiative(editor)
    editor.get_by_role("tab", name=re.compile("^Récit")).click()
    story = editor.locator("#panel-child-recit-body-content")
    story.locator(".c-sf-add-button").last.click()
    editor.get_by_role("option", name="Image", exact=True).click()
    block = story.locator("[data-streamfield-child]").last
    choose_from_computer(editor, block)
    editor.locator("#id_image-chooser-upload-file").set_input_files(
        upload("place_du-marche.png", "palette-alpha.png")
    )
    expect(editor.locator("#id_image-chooser-upload-title")).to_have_value("place du marche")
    editor.get_by_role("button", name="Transférer").click()

    expect(block.get_by_text("place du marche")).to_be_visible()
    expect(block.locator("[id$=alt_text]")).to_have_value("")
    # What is missing stops the publication, not the draft.
    save_draft(editor)
    editor.reload()
    expect(story.get_by_text("place du marche").first).to_be_attached()


def test_one_bad_file_among_several_stops_nothing(editor: Page) -> None:
    editor.goto("/admin/images/multiple/add/")
    editor.locator("#fileupload").set_input_files(
        [
            upload("rue_verte.png", "palette.png"),
            upload("rue_coupee.png", "tronquee.png"),
            upload("ronde-des-velos.gif", "animee.gif"),
        ]
    )
    rows = editor.locator("#upload-list > li")
    expect(editor.locator("#upload-list > li.upload-complete")).to_have_count(3)

    expect(rows.nth(0).get_by_label("Titre")).to_have_value("rue verte")
    expect(rows.nth(0).get_by_label("Description")).to_have_value("")
    expect(rows.nth(0).get_by_label("Crédit")).to_be_visible()
    expect(rows.nth(1)).to_contain_text("«\u00a0rue_coupee.png\u00a0» est abîmé ou incomplet")
    expect(rows.nth(2)).to_contain_text("le site n’en montre que la première image")
    assert examine(editor, ["#main"]).violations == []

    rows.nth(2).get_by_label("Description").fill("Des vélos en cercle sur une place")
    rows.nth(2).locator("button[type=submit]").click()
    expect(rows).to_have_count(2)


def test_the_title_of_a_sound_is_readable(editor: Page) -> None:
    editor.goto("/admin/media/audio/add/")
    sound = {"name": "entretien_avec-marie.mp3", "mimeType": "audio/mpeg", "buffer": b"son"}
    editor.locator("#id_file").set_input_files(sound)

    expect(editor.locator("#id_title")).to_have_value("entretien avec marie")


@pytest.mark.parametrize(
    "address",
    [
        "/admin/account/",
        "/admin/images/add/",
        "/admin/images/multiple/add/",
        "/admin/media/audio/add/",
        "/admin/reports/images-non-affichees/",
    ],
)
def test_axe_finds_nothing_where_images_are_added(address: str, editor: Page) -> None:
    editor.goto(address)

    assert examine(editor, ["#main"]).violations == []
