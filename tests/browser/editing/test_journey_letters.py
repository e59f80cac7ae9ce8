"""Journeys of letters: written, or pasted and imported, then published and read."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing.forms import type_in
from tests.browser.editing.steps import (
    EDIT,
    add_block,
    expect_ready,
    publish,
    save_draft,
    start_from_dashboard,
    unique,
    write,
)

pytestmark = pytest.mark.browser

RUBRIQUES = "[data-contentpath='rubriques']"
WORDS = "Nous avons appris à décider ensemble."


def rubriques(tab: Page) -> Locator:
    contents = tab.locator(f"{RUBRIQUES} [data-contentpath='content']")
    return contents.filter(visible=True)  # one that is removed stays in the form, hidden


def keep_first_rubrique(tab: Page) -> None:
    """Remove the rubriques that this letter leaves out, the last first."""
    for _ in range(rubriques(tab).count() - 1):
        before = rubriques(tab).count()
        tab.get_by_role("group", name=re.compile("^Rubrique ")).last.get_by_role(
            "button", name="Supprimer"
        ).first.click()
        expect(rubriques(tab)).to_have_count(before - 1)


def test_letter_is_written_checked_published_and_read(editor: Page, reader: Page) -> None:
    title, person = unique("Ce que disent les haies"), unique("Zélie")
    start_from_dashboard(editor, "Écrire une lettre")
    editor.locator("#id_title").press_sequentially(title)
    type_in(editor, "date", "10 décembre 2026")
    write(editor.locator("#panel-child-lettre-intro-section"), "Bonjour à toutes et à tous.")
    keep_first_rubrique(editor)
    quote = add_block(editor, rubriques(editor).first, "Citation")
    quote.locator("textarea").first.fill(WORDS)
    person_field = quote.locator("[data-contentpath='person']").first
    choose_new_person(editor, person_field, person)
    expect(quote.locator("input[name$='-role']")).to_have_value("adjointe aux vergers")
    save_draft(editor)
    expect_ready(editor)
    before_sending = editor.url.replace("/admin/pages/", "/admin/lettres/")
    editor.goto(re.sub(r"/edit/.*", "/avant-l-envoi/", before_sending))
    # A number that another letter has not reached yet is to look at, not to correct.
    expect(editor.get_by_role("heading", name="Ce que disent les vérifications")).to_be_visible()
    expect(editor.locator("main")).not_to_contain_text("À corriger")
    editor.go_back()

    reader.goto(publish(editor))

    expect(reader.locator("h1")).to_contain_text(title)
    quotation = reader.locator("main figure, main blockquote").filter(has_text=WORDS).first
    expect(quotation).to_be_visible()
    expect(reader.locator("main")).to_contain_text(person)
    expect(reader.locator("main")).to_contain_text("adjointe aux vergers")


def choose_new_person(tab: Page, field: Locator, name: str) -> None:
    """Create the person who is quoted, in the window where one chooses them."""
    field.locator("[data-chooser-action-choose]").first.click()
    window = tab.locator(".modal-body")
    window.get_by_role("tab", name="Créer").click()
    window.get_by_label("Nom", exact=False).first.fill(name)
    window.get_by_label("Fonction").fill("adjointe aux vergers")
    window.get_by_role("button", name="Créer et choisir").click()
    expect(field).to_contain_text(name)


def test_pasted_letter_is_imported_finished_published_and_read(editor: Page, reader: Page) -> None:
    title, number = unique("Les mares de l’hiver"), 900 + int(unique("")[-2:], 16)
    editor.goto("/admin/")
    editor.get_by_role("button", name="Lettres", exact=True).click()
    editor.get_by_role("link", name="Importer une lettre").click()
    editor.get_by_label("Texte de la lettre").fill(pasted(number, title))
    editor.get_by_role("button", name="Voir ce qui est reconnu").click()
    editor.get_by_label("Mettre la citation en bloc").check()
    editor.get_by_role("button", name="Créer le brouillon").click()
    editor.wait_for_url(EDIT)
    expect(editor.locator("#id_title")).to_have_value(title)
    # What an import cannot know.
    type_in(editor, "date", "3 décembre 2026")
    save_draft(editor)
    expect_ready(editor)

    reader.goto(publish(editor))

    expect(reader.locator("h1")).to_contain_text(title)
    expect(reader.locator("main")).to_contain_text("Une mare ne se creuse pas seule")
    editor.goto(f"/admin/letters/?q={title[-6:]}")
    row = editor.get_by_role("row", name=re.compile(re.escape(title)))
    expect(row).to_contain_text("publiée")


def pasted(number: int, title: str) -> str:
    return f"""Lettre n° {number} : {title}

La lettre des territoires pilotes

Bonjour à toutes et à tous,

📖 En théorie…

Zélie Exemplaire a ouvert l'atelier. « Une mare ne se creuse pas seule » ajoute-t-elle.
"""
