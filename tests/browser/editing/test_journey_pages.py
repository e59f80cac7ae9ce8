"""Journeys of pages: from the first screen, or a list, to what a reader sees.

Initiatives, proposed and reviewed or not, events, resources, and a page to come.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Look
from tests.browser.editing.forms import next_page, type_in
from tests.browser.editing.steps import (
    EDIT,
    add_source,
    choose_action,
    choose_in_new_row,
    expect_ready,
    open_actions,
    open_new_form,
    pick,
    publication_summary,
    publish,
    save_draft,
    start_from_dashboard,
    unique,
    upload_document,
    write_brief_initiative,
    write_story,
)

pytestmark = pytest.mark.browser

STORY = "Les voisins ont planté trois pommiers devant l’école."
SOURCE = "Entretien avec l’école"


@pytest.mark.parametrize("look", [Look(1280), Look(390)], ids=str)
def test_brief_initiative_from_the_first_screen_to_its_readers(
    editor: Page, reader: Page, look: Look
) -> None:
    look.apply(editor)
    title = unique("Un verger devant l’école")
    start_from_dashboard(editor, "Raconter une initiative")
    expect(publication_summary(editor)).to_have_text("Il manque 7 choses")
    write_brief_initiative(editor, title, STORY)
    save_draft(editor)
    expect(publication_summary(editor)).to_have_text("Il manque une chose")
    item = editor.locator(".hub-publication__item a", has_text="source")
    if not item.is_visible():
        publication_summary(editor).click()
    item.click()
    add_source(editor, SOURCE)
    expect_ready(editor)
    assert editor.evaluate("document.documentElement.scrollWidth") <= look.width

    address = publish(editor)

    # Back to where the form was opened from.
    expect(editor).to_have_url(re.compile(r"/admin/$"))
    editor.goto(f"/admin/initiatives/?q={title[-6:]}")
    row = editor.get_by_role("row", name=re.compile(re.escape(title)))
    expect(row).to_contain_text("publiée")
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(title)
    expect(reader.locator("main")).to_contain_text(STORY)
    expect(reader.locator("main")).to_contain_text(SOURCE)
    expect(reader.locator("main").get_by_role("link", name="Lisieux").first).to_be_visible()
    picture = reader.locator("main img[src*='jardin-partage']").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")


def test_proposed_initiative_is_corrected_approved_and_read(
    contributor: Page, editor: Page, reader: Page
) -> None:
    title = unique("Le préau qui sèche le linge")
    start_from_dashboard(contributor, "Raconter une initiative")
    contributor.locator("#id_title").press_sequentially(title)
    write_story(contributor, STORY)
    choose_action(contributor, "Soumettre à Relecture")
    contributor.goto("/admin/")
    submitted = contributor.locator("section", has_text="Vos pages en relecture").last
    expect(submitted).to_contain_text(title)

    editor.goto("/admin/")
    review = editor.locator("section", has_text="En attente de votre vérification").last
    review.get_by_role("link", name=title).click()
    editor.wait_for_url(EDIT)
    # Approving what is incomplete says why, on the screen, and publishes nothing.
    choose_action(editor, "Approuver")
    expect(editor.locator(".messages")).to_contain_text("n’est pas enregistrée")
    expect(editor.locator(".error-message:visible").first).to_have_text(re.compile("requis"))
    expect(publication_summary(editor)).to_have_text("Il manque 5 choses")
    write_missing(editor)
    expect_ready(editor)
    slug = editor.locator("#id_slug").input_value()
    choose_action(editor, "Approuver")
    expect(editor.locator(".messages .success")).to_contain_text(title)
    reader.goto(f"/inspiration/{slug}/")
    expect(reader.locator("h1")).to_have_text(title)
    expect(reader.locator("main")).to_contain_text(STORY)
    contributor.goto("/admin/")
    expect(contributor.locator("main")).to_contain_text(title)


def test_changes_are_asked_for_with_a_comment_and_what_was_typed_is_kept(
    contributor: Page, editor: Page
) -> None:
    title = unique("La cantine des bergers")
    start_from_dashboard(contributor, "Raconter une initiative")
    contributor.locator("#id_title").press_sequentially(title)
    write_story(contributor, STORY)
    choose_action(contributor, "Soumettre à Relecture")

    editor.goto("/admin/")
    editor.locator("main").get_by_role("link", name=title).first.click()
    editor.wait_for_url(EDIT)
    editor.locator("#id_summary").press_sequentially("Dit en une phrase.")
    # At once: an automatic save is on its way.
    open_actions(editor)
    editor.get_by_role("button", name="Demander des modifications").click()
    editor.locator(".modal-body textarea").fill("Il manque une source.")
    with next_page(editor):
        editor.locator(".modal-body").get_by_role("button").last.click()
    expect(editor.locator(".messages .success")).to_be_visible()

    contributor.goto("/admin/")
    asked = contributor.locator("section", has_text="Vos pages en relecture").last
    expect(asked).to_contain_text("Il manque une source.")
    asked.get_by_role("link", name=title).click()
    expect(contributor.locator("#id_summary")).to_have_value("Dit en une phrase.")


def write_missing(tab: Page) -> None:
    """Add to a proposed initiative what its author did not know."""
    tab.get_by_role("tab", name=re.compile("^Identité")).click()
    tab.locator("#id_summary").fill("On y parle aussi.")
    tab.locator("#id_image-chooser [data-chooser-action-choose]:visible").click()
    tab.locator(".modal-body").get_by_role("link", name=re.compile("automne")).click()
    tab.get_by_role("checkbox", name="Image décorative").check()
    choose_in_new_row(tab, "Thème", "Alimentation")
    choose_in_new_row(tab, "Territoire", "Lisieux (14)")
    add_source(tab, SOURCE)


def test_event_written_as_one_speaks_reads_as_it_was_written(editor: Page, reader: Page) -> None:
    title = unique("La fête des haies")
    start_from_dashboard(editor, "Annoncer un rendez-vous")
    editor.locator("#id_title").press_sequentially(title)
    pick(editor, "Nature", "Rencontre")
    type_in(editor, "start_date", "10 décembre 2099")
    type_in(editor, "start_time", "14h30")
    type_in(editor, "place", "Salle des fêtes de l’Étang")
    save_draft(editor)
    expect_ready(editor)

    reader.goto(publish(editor))

    expect(reader.locator("h1")).to_have_text(title)
    expect(reader.locator("main")).to_contain_text(re.compile("10\\sdécembre\\s2099"))
    expect(reader.locator("main")).to_contain_text(re.compile("14\\sh\\s30"))


def test_event_without_a_date_is_announced(editor: Page, reader: Page) -> None:
    title = unique("La nuit du bocage")
    open_new_form(editor, "/admin/events/")
    editor.locator("#id_title").press_sequentially(title)
    pick(editor, "Nature", "Restitution")
    pick(editor, "Précision des dates", "Date à venir")
    save_draft(editor)
    expect_ready(editor)

    reader.goto(publish(editor))

    expect(reader.locator("h1")).to_have_text(title)
    expect(reader.locator("main")).to_contain_text(re.compile("date à venir", re.IGNORECASE))


def test_resource_with_a_document_of_the_computer_is_fetched(editor: Page, reader: Page) -> None:
    title, words = unique("Le carnet des haies"), unique("Planter serré, tailler tard.")
    open_new_form(editor, "/admin/resources/")
    editor.locator("#id_title").press_sequentially(title)
    editor.locator("#id_summary").fill("Ce que les jardiniers ont noté.")
    pick(editor, "Nature", "Guide")
    upload_document(editor, editor.get_by_role("button", name="Choisir un document"), words)
    save_draft(editor)
    expect_ready(editor)

    reader.goto(publish(editor))

    expect(reader.locator("h1")).to_have_text(title)
    with reader.expect_download() as download:
        reader.locator("main a[href*='/documents/']").first.click()
    assert download.value.path().read_text(encoding="utf-8") == words


def test_page_to_come_is_hidden_until_its_date_and_on_the_first_screen(
    editor: Page, reader: Page
) -> None:
    title = unique("Les pommes de demain")
    start_from_dashboard(editor, "Annoncer un rendez-vous")
    editor.locator("#id_title").press_sequentially(title)
    pick(editor, "Nature", "Rencontre")
    pick(editor, "Précision des dates", "Date à venir")
    save_draft(editor)
    editor.locator("[data-side-panel-toggle=status]").click()
    editor.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    type_in(editor, "go_live_at", "1er mars 2099 à 9h")
    with next_page(editor):
        editor.get_by_role("button", name="Enregistrer la programmation").click()
    choose_action(editor, "Programmer")
    expect(editor.locator(".messages")).to_contain_text(title)

    editor.goto("/admin/")
    coming = editor.locator("section", has_text="Ce qui paraît, et quand").last
    expect(coming).to_contain_text(title)
    expect(coming).to_contain_text(re.compile("1er\\smars\\s2099"))
    reader.goto("/agenda/")
    expect(reader.locator("main")).not_to_contain_text(title)
