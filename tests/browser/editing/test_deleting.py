"""Journeys: restore a version; merge or replace an object in use instead of deleting it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing.forms import save_snippet

pytestmark = pytest.mark.browser

THEMES = "/admin/snippets/themes/theme/"


def add_theme(editor: Page, name: str, **fields: str) -> str:
    """Create a theme by its form; return the number of its row."""
    editor.goto(f"{THEMES}add/")
    text_box(editor, "Nom").fill(name)
    for label, text in fields.items():
        text_box(editor, label).fill(text)
    save_snippet(editor)
    editor.get_by_role("link", name=name, exact=True).first.click()
    editor.wait_for_url("**/edit/**")
    return re.search(r"/edit/(\d+)/", editor.url)[1]


def text_box(editor: Page, label: str) -> Locator:
    """Return the input of a label; panels bear the same name."""
    return editor.get_by_role("textbox", name=label)


def test_editor_restores_an_earlier_version_of_a_theme(editor: Page) -> None:
    number = add_theme(editor, "Haies bocagères", Définition="Planter entre les champs.")
    text_box(editor, "Définition").fill("Effacé par mégarde.")
    save_snippet(editor)
    editor.goto(f"{THEMES}history/{number}/")
    editor.get_by_role("row", name=re.compile("Créé")).get_by_role("button", name="Actions").click()
    editor.get_by_role("link", name="Passer en revue cette version").click()
    expect(text_box(editor, "Définition")).to_have_value("Planter entre les champs.")
    editor.locator("footer button[type=submit]").first.click()
    editor.wait_for_url(f"**{THEMES}")
    # The address of a theme that no page carries is closed: read what is saved in its form.
    editor.goto(f"{THEMES}edit/{number}/")
    expect(text_box(editor, "Définition")).to_have_value("Planter entre les champs.")


def test_editor_merges_a_theme_that_cannot_be_deleted(editor: Page) -> None:
    target = "Cantines et marchés"
    add_theme(editor, target)
    editor.goto(f"{THEMES}?q=Friches")
    editor.get_by_role("link", name="Friches", exact=True).first.click()
    editor.wait_for_url("**/edit/**")
    number = re.search(r"/edit/(\d+)/", editor.url)[1]
    editor.goto(f"{THEMES}delete/{number}/")
    expect(editor.locator("main")).to_contain_text("ne peut pas être supprimé")
    expect(editor.get_by_role("button", name="Oui, supprimer")).to_have_count(0)
    editor.get_by_role("link", name="Fusionner avec un autre thème").click()
    editor.get_by_label("Fusionner avec").select_option(label=target)
    editor.get_by_role("button", name="Continuer").click()
    editor.get_by_role("button", name="Oui, fusionner").click()
    editor.wait_for_load_state()
    expect(text_box(editor, "Synonymes et sigles")).to_have_value("Friches")
    editor.goto("/themes/friches/")
    assert editor.url.endswith("/themes/cantines-et-marches/")


def test_editor_replaces_the_image_of_a_live_page_then_it_is_gone(editor: Page) -> None:
    page, name = "/inspiration/exemple-minibus-partage/", "exemple-minibus-partage"
    editor.goto(page)
    assert pictures(editor, name)
    editor.goto(f"/admin/images/?q={name}")
    editor.get_by_role("link", name=re.compile(name)).first.click()
    editor.wait_for_url("**/admin/images/*/**")
    address = editor.url
    editor.locator("header").get_by_role("button", name="Actions").click()
    editor.get_by_role("link", name="Supprimer").click()
    expect(editor.locator("main")).to_contain_text("ne peut pas être supprimé")
    expect(editor.get_by_role("row", name=re.compile("minibus.*Image.*En ligne"))).to_be_visible()
    editor.get_by_role("link", name="Remplacer partout, puis supprimer").click()
    editor.get_by_role("button", name="Choisir une image").click()
    window = editor.get_by_role("dialog")
    window.get_by_label("Terme de recherche").fill("lil-o")
    window.get_by_role("link", name=re.compile("lil-o")).click()
    expect(window).to_have_count(0)
    editor.get_by_role("button", name="Remplacer partout, puis supprimer").click()
    expect(editor.locator(".messages")).to_contain_text("n’existe plus")
    assert editor.goto(address).status == 404
    editor.goto(page)
    assert pictures(editor, "lil-o")
    assert not pictures(editor, name)


def pictures(tab: Page, name: str) -> list[str]:
    """Return the addresses of the images of the page that bear the name of a file."""
    sources = tab.locator("main img").evaluate_all("images => images.map(image => image.src)")
    return [source for source in sources if f"/{name}." in source]


def test_editor_is_warned_once_of_a_theme_with_another_name(editor: Page) -> None:
    add_theme(editor, "Vergers partagés")
    editor.goto(f"{THEMES}add/")
    text_box(editor, "Nom").fill("VERGERS PARTAGES")
    text_box(editor, "Nom").press("Tab")
    # The name proposes its address a moment after it is typed.
    expect(text_box(editor, "Adresse")).to_have_value("vergers-partages")
    text_box(editor, "Adresse").fill("vergers-bis")
    save_snippet(editor)
    expect(editor.locator("main")).to_contain_text("Ce nom existe déjà")
    expect(editor.get_by_role("link", name="Vergers partagés")).to_be_visible()
    save_snippet(editor)
    expect(editor.get_by_role("link", name="VERGERS PARTAGES")).to_be_visible()
