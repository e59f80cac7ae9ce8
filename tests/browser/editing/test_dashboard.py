"""Dashboard, return to the list, guide beside a form, comparison of versions."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.editing.steps import EDIT, choose_action, open_new_free_page, save_draft

pytestmark = pytest.mark.browser


def new_free_page(tab: Page, title: str) -> None:
    """Write the draft of a free page: a title and a paragraph."""
    open_new_free_page(tab)
    tab.locator("input[name=title]").fill(title)
    tab.locator("input[name=title]").press("Tab")
    tab.locator("button.c-sf-add-button").first.click()
    tab.get_by_role("option", name="Paragraphe").first.click()
    tab.locator(".public-DraftEditor-content").first.click()
    tab.keyboard.type("Chacun apporte son bois.")
    save_draft(tab)


def violations(tab: Page, within: str = "#main") -> list[str]:
    found = Axe().run(tab, context=within).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def test_submitted_page_is_on_the_dashboards_of_both(contributor: Page, editor: Page) -> None:
    new_free_page(contributor, "Le four à pain des voisins")
    choose_action(contributor, "Soumettre à Relecture")
    contributor.goto("/admin/")
    submitted = contributor.locator("section", has_text="Vos pages en relecture").last
    expect(submitted).to_contain_text("Le four à pain des voisins")
    expect(submitted).to_contain_text("En attente de la rédaction")
    editor.goto("/admin/")
    review = editor.locator("section", has_text="En attente de votre vérification").last
    expect(review).to_contain_text("Le four à pain des voisins")
    expect(editor.locator("section h2").filter(visible=True).nth(0)).to_be_visible()
    assert violations(editor) == []
    assert violations(contributor) == []


def test_published_page_leads_back_to_the_list_as_filtered(editor: Page) -> None:
    editor.goto("/admin/initiatives/?q=reugny")
    editor.locator("td.title a").first.click()
    editor.wait_for_url(EDIT)
    choose_action(editor, "Publier")
    editor.wait_for_url("**/admin/initiatives/?q=reugny")
    expect(editor.locator(".messages")).to_contain_text("publiée")


def test_guide_opens_beside_the_form_and_from_the_help(editor: Page) -> None:
    editor.goto("/admin/initiatives/")
    editor.locator("td.title a").first.click()
    # Wagtail's script opens the panel: a click before it is loaded does nothing.
    editor.wait_for_url(re.compile("/edit/"))
    editor.wait_for_load_state()
    editor.get_by_role("button", name="Afficher ou masquer le guide").click()
    beside = editor.locator(".hub-guide__text--beside")
    expect(beside.get_by_role("heading", name="Brève, puis complète")).to_be_visible()
    with editor.context.expect_page() as opened:
        beside.get_by_role("link", name=re.compile("nouvel onglet")).click()
    guide = opened.value
    guide.wait_for_load_state()
    expect(guide.locator("#main h1")).to_contain_text("Les initiatives et les ressources")
    assert violations(guide) == []
    guide.get_by_role("link", name="La première heure d’une rédactrice").first.click()
    guide.wait_for_load_state("networkidle")
    images = guide.locator("article img")
    assert images.first.evaluate("image => image.complete && image.naturalWidth > 0")


def test_comparison_shows_the_changed_field_only(contributor: Page) -> None:
    new_free_page(contributor, "Le lavoir")
    contributor.locator("input[name=title]").fill("Le lavoir rendu aux habitants")
    save_draft(contributor)
    number = re.search(r"/pages/(\d+)/", contributor.url)[1]
    contributor.goto(f"/admin/pages/{number}/history/?saves=true")
    contributor.locator("main table").get_by_role("button", name="Actions").first.click()
    contributor.get_by_role("link", name="Comparer avec la version précédente").click()
    compared = contributor.locator(".hub-compare")
    # The address follows the title of a page that was never published.
    expect(compared).to_contain_text("rendu aux habitants")
    expect(compared).not_to_contain_text("Chacun apporte son bois")
    assert violations(contributor) == []
    contributor.goto(f"/admin/pages/{number}/history/")
    expect(contributor.locator("main")).to_contain_text("enregistrements réunis")
