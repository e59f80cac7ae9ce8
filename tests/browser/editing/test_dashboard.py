"""What awaits, the way back to the list, the guide beside a form, and what changed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

EDIT = re.compile(r"/admin/pages/\d+/edit/")


def new_free_page(tab: Page, title: str) -> None:
    """Write the draft of a free page: a title and a paragraph."""
    tab.goto("/admin/pages/")  # leads to the home page of the site
    home = re.search(r"/pages/(\d+)/", tab.url)[1]
    tab.goto(f"/admin/pages/add/home/freepage/{home}/")
    tab.locator("input[name=title]").fill(title)
    tab.locator("input[name=title]").press("Tab")
    tab.locator("button.c-sf-add-button").first.click()
    tab.get_by_role("option", name="Paragraphe").first.click()
    tab.locator(".public-DraftEditor-content").first.click()
    tab.keyboard.type("Chacun apporte son bois.")
    save_draft(tab)


def save_draft(tab: Page) -> None:
    tab.get_by_role("button", name="Enregistrer le brouillon").first.click()
    tab.wait_for_url(EDIT)


def choose_action(tab: Page, name: str) -> None:
    """Open the menu of the actions at the foot of the form, and choose one."""
    tab.get_by_role("button", name="Plus d’actions").or_(
        tab.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]")
    ).first.click()
    with tab.expect_navigation():
        tab.locator("button", has_text=name).filter(visible=True).first.click()


def violations(tab: Page, within: str = "#main") -> list[str]:
    found = Axe().run(tab, context=within).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def test_submitted_page_is_on_the_dashboards_of_both(contributor, editor):
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


def test_published_page_leads_back_to_the_list_as_filtered(editor):
    editor.goto("/admin/initiatives/?q=reugny")
    editor.locator("td.title a").first.click()
    editor.wait_for_url(EDIT)
    choose_action(editor, "Publier")
    editor.wait_for_url("**/admin/initiatives/?q=reugny")
    expect(editor.locator(".messages")).to_contain_text("publiée")


def test_guide_opens_beside_the_form_and_from_the_help(editor):
    editor.goto("/admin/initiatives/")
    editor.locator("td.title a").first.click()
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
