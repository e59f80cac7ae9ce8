"""« Rédaction » imports a letter and finishes it on the review screen, up to the preview."""

import re
from random import randrange

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import examine
from tests.browser.chromium import Look

pytestmark = pytest.mark.browser

LETTER = """Lettre n° 871 : Les haies de l'hiver

La lettre des territoires pilotes

Bonjour à toutes et à tous,

📖 En théorie…

Aïcha Exemplaire a ouvert l'atelier. « Une haie ne se plante pas seule » ajoute-t-elle.

Pour la suite, trois outils seront proposés aux équipes.

Un carnet de relevés, tenu par les habitants eux-mêmes.

Une carte des sols. Elle sera mise à jour à chaque saison.

Des visites croisées entre jardiniers de communes voisines.

🔜 À suivre…

Vous pouvez les retrouver sur ce Framagenda. À bientôt.

👉 Inspiration par Territoires Audacieux…

➡️ Lisieux Normandie (26) : la haie des possibles
"""


def paste(tab: Page) -> None:
    tab.goto("/admin/lettres/importer/")
    tab.get_by_label("Texte de la lettre").fill(LETTER.replace("871", str(2000 + randrange(7000))))
    tab.get_by_role("button", name="Voir ce qui est reconnu").click()
    tab.get_by_role("button", name="Créer le brouillon").wait_for()


def test_editor_finishes_a_letter_while_importing_it(editor: Page) -> None:
    paste(editor)
    lost = editor.get_by_role("group", name="Agenda : Framagenda")
    lost.get_by_label("Adresse").fill("pas une adresse")
    territory = editor.get_by_role("group", name="Lisieux Normandie (26)")
    territory.get_by_role("radio", name="Lisieux — commune, Calvados (14)").check()
    editor.get_by_label("En faire une liste d’outils").check()
    editor.get_by_label("Mettre la citation en bloc").check()
    editor.get_by_role("button", name="Créer le brouillon").click()
    # Refused, in words, with every answer kept.
    refused = editor.get_by_role("alert").filter(has_text="Le brouillon n’est pas cr")
    expect(refused).to_contain_text("une adresse que l’on peut ouvrir")
    expect(editor.get_by_label("En faire une liste d’outils")).to_be_checked()
    expect(editor.get_by_label("Mettre la citation en bloc")).to_be_checked()
    lost.get_by_label("Adresse").fill("framagenda.example/haies?utm_source=lettre")
    editor.get_by_role("button", name="Créer le brouillon").click()
    editor.wait_for_url("**/edit/")
    page = re.search(r"/pages/(\d+)/edit/", editor.url)[1]
    editor.goto(f"/admin/pages/{page}/view_draft/")
    body = editor.locator("main")
    expect(body.locator("blockquote")).to_contain_text("Une haie ne se plante pas seule")
    expect(body.locator("blockquote, figure").first).to_be_visible()
    assert body.inner_text().count("Une haie ne se plante pas seule") == 1
    assert "Elle ajoute\u00a0:" in body.inner_text()
    assert "l’atelier" in body.inner_text()
    link = body.get_by_role("link", name="Framagenda")
    assert link.get_attribute("href") == "https://framagenda.example/haies"
    for tool in ("Un carnet de relevés", "Une carte des sols", "Des visites croisées"):
        expect(body.locator("li", has_text=tool)).to_be_visible()
    expect(editor.get_by_role("link", name="Lisieux").first).to_be_visible()


@pytest.mark.parametrize("look", [Look(390), Look(1280), Look(1280, "dark")], ids=str)
def test_review_holds_and_is_accessible_with_its_lists_unfolded(editor: Page, look: Look) -> None:
    look.apply(editor)
    paste(editor)
    for summary in editor.locator("form.import-review summary").all():
        if summary.is_visible():
            summary.press("Enter")
    quotation = editor.locator(".import-quotation").first
    quotation.get_by_role("checkbox").press("Space")
    expect(quotation.get_by_label("Paroles de")).to_be_visible()
    expect(editor.get_by_label("Mettre la citation en bloc")).to_be_checked()
    width = editor.evaluate("document.documentElement.scrollWidth")
    assert width <= look.width
    for field in editor.locator("form.import-review :is(input, select):visible").all():
        box = field.bounding_box()
        assert box["x"] + box["width"] <= look.width
    assert examine(editor, within=["#main"]).violations == []
