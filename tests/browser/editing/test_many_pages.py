"""Journeys about many pages at once: a bulk change, an import of initiatives, a test message."""

import re

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TABLE = """titre;chapo;themes
Un préau qui sèche le linge;On y parle aussi.;Alimentation
Un pré sans thème connu;;Thème inconnu
"""


# Wagtail gives the links of the menu the pages that are ticked once the menu is wholly shown.
WATCH_MENU = """() => {
  window.menuIsShown = false;
  document.addEventListener("w-dropdown:shown", () => window.menuIsShown = true);
}"""


def open_more(tab: Tab) -> None:
    """Open « Plus », in the bar of the bulk actions."""
    tab.evaluate(WATCH_MENU)
    tab.locator("[data-bulk-action-footer]").get_by_role("button", name="Plus").click()
    tab.wait_for_function("window.menuIsShown")


def choose_first_pages(tab: Tab, count: int) -> list[str]:
    """Tick the first published initiatives of the list; return their titles."""
    tab.goto("/admin/initiatives/?status=en-ligne")
    boxes = tab.locator("[data-bulk-action-checkbox]")
    titles = tab.locator("td.title .title-wrapper").all_inner_texts()[:count]
    for number in range(count):
        boxes.nth(number).check()
    return [title.strip() for title in titles]


def test_editor_marks_pages_as_verified_from_the_list(editor: Tab) -> None:
    titles = choose_first_pages(editor, 2)
    open_more(editor)
    editor.get_by_role("link", name="Marquer les pages choisies comme vérifiées").click()
    expect(editor.get_by_role("heading", name="Les 2 pages concernées")).to_be_visible()
    for title in titles:
        expect(editor.get_by_role("link", name=title)).to_be_visible()
    editor.get_by_role("button", name="Marquer comme vérifié").click()
    editor.wait_for_url(re.compile(r"/admin/initiatives/\?status=en-ligne$"))
    expect(editor.locator(".messages")).to_contain_text("2 pages en ligne modifiées et republiées.")


def test_contributor_sees_which_pages_are_left_unchanged(contributor: Tab) -> None:
    titles = choose_first_pages(contributor, 1)
    open_more(contributor)
    contributor.get_by_role("link", name="Ajouter un thème aux pages choisies").click()
    expect(contributor.locator("main")).to_contain_text("Une page sera laissée telle quelle")
    expect(contributor.locator("main")).to_contain_text(titles[0])
    expect(contributor.locator("main")).to_contain_text("vous n’avez pas le droit de la modifier")
    expect(contributor.get_by_role("button", name="Ajouter un thème")).to_have_count(0)


def test_contributor_imports_initiatives_and_opens_a_draft(contributor: Tab) -> None:
    contributor.goto("/admin/")
    contributor.get_by_role("button", name="Initiatives", exact=True).click()
    contributor.get_by_role("link", name="Importer des initiatives").click()
    contributor.get_by_label("Fichiers").set_input_files(
        {"name": "fiches.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    contributor.get_by_role("button", name="Voir ce qui est reconnu").click()
    expect(contributor.get_by_role("heading", name="2 initiatives reconnues")).to_be_visible()
    expect(contributor.get_by_text("n’existe pas")).to_be_visible()
    expect(contributor.get_by_role("checkbox", name="Un préau qui sèche le linge")).to_be_checked()
    expect(contributor.get_by_text("Publier tout de suite")).to_have_count(0)
    contributor.get_by_role("button", name="Créer les brouillons").click()
    contributor.get_by_role("link", name="Un préau qui sèche le linge").click()
    contributor.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    expect(contributor.locator("#id_summary")).to_have_value("On y parle aussi.")


def test_editor_sends_a_test_to_a_colleague_and_to_a_typed_address(editor: Tab) -> None:
    editor.goto("/admin/letters/")
    edit = editor.locator("main a[href*='/edit/']").first.get_attribute("href")
    number = re.search(r"/pages/(\d+)/edit/", edit)[1]
    editor.goto(f"/admin/lettres/{number}/avant-l-envoi/")
    expect(editor.get_by_role("checkbox", name="Camille")).to_be_checked()
    editor.get_by_role("checkbox", name="Dominique").check()
    others = editor.get_by_label("D’autres adresses")
    others.fill("maire@example.org, mairie")
    editor.get_by_role("button", name="Envoyer l’essai").click()
    expect(editor.get_by_text("mairie\u00a0» n’est pas une adresse")).to_be_visible()
    expect(editor.get_by_role("checkbox", name="Dominique")).to_be_checked()
    others.fill("maire@example.org")
    editor.get_by_role("button", name="Envoyer l’essai").click()
    for address in ("camille", "dominique", "maire"):
        expect(editor.locator(".messages")).to_contain_text(f"{address}@example.org")
    expect(others).to_have_value("maire@example.org")
