"""Journeys of what pages share: themes, people, questions, the import of initiatives."""

import re
from contextlib import AbstractContextManager, ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import open_tab
from tests.browser.editing.forms import next_page, save_snippet, type_in
from tests.browser.editing.steps import (
    add_block,
    choose,
    choose_in_new_row,
    expect_ready,
    open_new_form,
    open_new_free_page,
    pick,
    publish,
    save_draft,
    unique,
    write,
)
from tests.browser.site import Site
from tests.core.images.files import unlike_png

pytestmark = pytest.mark.browser

THEMES = "/admin/snippets/themes/theme/"
PEOPLE = "/admin/snippets/people/person/"
ASKERS = 3  # questions of fewer people are hidden


def add_theme(tab: Page, name: str) -> str:
    """Create a theme from the menu; return the number of its form."""
    tab.goto("/admin/")
    tab.get_by_role("link", name="Thèmes", exact=True).click()
    tab.get_by_role("link", name="Ajouter").first.click()
    tab.get_by_role("textbox", name="Nom").fill(name)
    save_snippet(tab)
    tab.goto(f"{THEMES}?q={name[-6:]}")
    tab.get_by_role("link", name=name, exact=True).first.click()
    tab.wait_for_url("**/edit/**")
    return re.search(r"/edit/(\d+)/", tab.url)[1]


def test_theme_is_created_used_renamed_and_merged(editor: Page, reader: Page) -> None:
    first, kept = unique("Haies"), unique("Bocages")
    number = add_theme(editor, first)
    add_theme(editor, kept)
    title = unique("La plantation")
    open_new_form(editor, "/admin/events/")
    editor.locator("#id_title").press_sequentially(title)
    pick(editor, "Nature", "Rencontre")
    pick(editor, "Précision des dates", "Date à venir")
    choose_in_new_row(editor, "Thème", first)
    save_draft(editor)
    expect_ready(editor)
    page = publish(editor)
    reader.goto(page)
    reader.locator("main").get_by_role("link", name=first).first.click()
    expect(reader.locator("h1")).to_contain_text(first)
    old_address = reader.url

    renamed = unique("Haies vives")
    editor.goto(f"{THEMES}edit/{number}/")
    editor.get_by_role("textbox", name="Nom").fill(renamed)
    editor.get_by_role("textbox", name="Adresse").fill(renamed.lower().replace(" ", "-"))
    save_snippet(editor)
    reader.goto(old_address)
    expect(reader.locator("h1")).to_contain_text(renamed)
    assert reader.url != old_address
    renamed_address = reader.url

    editor.goto(f"{THEMES}edit/{number}/")
    editor.locator("header").get_by_role("button", name="Actions").click()
    editor.get_by_role("link", name="Fusionner").click()
    editor.get_by_label("Fusionner avec").select_option(label=kept)
    editor.get_by_role("button", name="Continuer").click()
    expect(editor.locator("main")).to_contain_text("Une page porte")
    editor.get_by_role("button", name="Oui, fusionner").click()
    expect(editor.get_by_role("textbox", name="Synonymes et sigles")).to_have_value(
        re.compile(re.escape(renamed))
    )
    for address in (old_address, renamed_address):
        reader.goto(address)
        expect(reader.locator("h1")).to_contain_text(kept)
    reader.goto(page)
    expect(reader.locator("main").get_by_role("link", name=kept).first).to_be_visible()


def test_erased_person_keeps_their_quotation(editor: Page, reader: Page) -> None:
    person, title = unique("Zénaïde"), unique("Paroles de jardin")
    words = "La terre se prête, elle ne se donne pas."
    editor.goto("/admin/")
    editor.get_by_role("button", name="Personnes", exact=True).click()
    editor.locator(f"a[href='{PEOPLE}']").click()
    editor.get_by_role("link", name="Ajouter").first.click()
    editor.get_by_role("textbox", name="Nom").fill(person)
    pick(editor, "Catégorie", "Habitant·e")
    save_snippet(editor)

    open_new_free_page(editor)
    editor.locator("#id_title").press_sequentially(title)
    quote = add_block(editor, editor.locator("#panel-child-contenu-body-content"), "Citation")
    quote.locator("textarea").first.fill(words)
    field = quote.locator("[data-contentpath='person']").first
    choose(editor, field.locator("[data-chooser-action-choose]").first, person)
    save_draft(editor)
    expect_ready(editor)
    address = publish(editor)
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text(words)
    expect(reader.locator("main")).to_contain_text(person)

    editor.goto(f"{PEOPLE}?q={person[-6:]}")
    editor.get_by_role("link", name=person, exact=True).first.click()
    editor.wait_for_url("**/edit/**")
    editor.locator("header").get_by_role("button", name="Actions").click()
    editor.get_by_role("link", name="Supprimer").click()
    expect(editor.locator("main")).to_contain_text("effacé")
    with next_page(editor):
        editor.locator("main form button[type=submit], main form input[type=submit]").last.click()

    reader.goto(address)
    expect(reader.locator("main")).to_contain_text(words)
    expect(reader.locator("body")).not_to_contain_text(person)


def test_question_without_results_gets_a_synonym_and_an_answer(
    chromium: Browser, site: Site, editor: Page
) -> None:
    word = unique("zorglub").replace(" ", "").translate(str.maketrans("0123456789", "ghijklmnop"))
    with ExitStack() as tabs:
        readers = [tabs.enter_context(one_reader(chromium, site, n)) for n in range(ASKERS)]
        for reader in readers:
            reader.goto("/")
            box = reader.locator("input[name=q]").filter(visible=True).first
            box.fill(word)
            box.press("Enter")
            expect(reader.locator("main")).to_contain_text(re.compile("aucun", re.IGNORECASE))
        # A count is dropped while another request writes in SQLite: ask again.
        for reader in readers:
            reader.reload()

        editor.goto("/admin/")
        asked = editor.locator("section", has_text="Cherché, et pas trouvé").last
        asked.get_by_role("link", name=re.compile(word)).click()
        expect(editor.get_by_role("textbox", name="Mots cherchés")).to_have_value(word)
        editor.get_by_role("textbox", name="Comprendre aussi").fill("jardin")
        save_snippet(editor)

        readers[0].goto(f"/recherche/?q={word}")
        expect(readers[0].locator("main")).to_contain_text(re.compile("jardin", re.IGNORECASE))
        expect(readers[0].locator("main article, main li a h2, main li h2").first).to_be_visible()


def one_reader(chromium: Browser, site: Site, number: int) -> AbstractContextManager[Page]:
    """Open a tab whose browser is not that of the other readers."""
    agent = f"Mozilla/5.0 (X11; Linux x86_64; rv:13{number}.0) Gecko/20100101 Firefox/13{number}.0"
    return open_tab(chromium, site, user_agent=agent)


def test_initiatives_are_imported_and_only_the_ready_one_goes_online(
    editor: Page, reader: Page
) -> None:
    ready, bare = unique("Le marché prêt"), unique("Le marché à compléter")
    table = (
        "titre;chapo;themes;territoires;image;texte_de_remplacement;sources;recit\n"
        f"{ready};On y vend à dix pas.;Alimentation;14366;etal.png;Un étal;Carnet;"
        "Tout a commencé ici.\n"
        f"{bare};;;;;;;\n"
    )
    editor.goto("/admin/")
    editor.get_by_role("button", name="Initiatives", exact=True).click()
    editor.get_by_role("link", name="Importer des initiatives").click()
    editor.get_by_label("Fichiers").set_input_files(
        [
            {"name": "fiches.csv", "mimeType": "text/csv", "buffer": table.encode()},
            {"name": "etal.png", "mimeType": "image/png", "buffer": unlike_png()},
        ]
    )
    editor.get_by_role("button", name="Voir ce qui est reconnu").click()
    expect(editor.get_by_role("heading", name="2 initiatives reconnues")).to_be_visible()
    editor.get_by_label("Publier tout de suite celles qui sont prêtes").check()
    editor.get_by_role("button", name="Créer les brouillons").click()

    report = editor.locator("main")
    expect(report).to_contain_text(ready)
    expect(report).to_contain_text(bare)
    expect(report).to_contain_text("source")
    editor.goto(f"/admin/initiatives/?q={ready[-6:]}")
    editor.get_by_role("link", name=ready).first.click()
    expect(editor.locator("#id_title")).to_have_value(ready)
    editor.goto(f"/admin/initiatives/?q={bare[-6:]}")
    row = editor.get_by_role("row", name=re.compile(re.escape(bare)))
    expect(row).to_contain_text("Brouillon", ignore_case=True)
    reader.goto("/inspiration/")
    expect(reader.locator("main")).to_contain_text(ready)
    expect(reader.locator("main")).not_to_contain_text(bare)


def test_accessibility_declaration_is_completed_and_read(editor: Page, reader: Page) -> None:
    means = unique("Par la poste, 3 place de la mairie")
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name="Accessibilité", exact=True).first.click()
    editor.wait_for_url("**/edit/**")
    type_in(editor, "contact_email", "accessibilite@example.org")
    details = editor.locator("section", has=editor.locator("[name=contact_details]")).last
    write(details, means)
    publish(editor)
    reader.goto("/")
    reader.get_by_role("contentinfo").get_by_role("link", name=re.compile("ccessibilité")).click()
    expect(reader.locator("main")).to_contain_text(means)
    expect(reader.locator("main")).to_contain_text("accessibilite@example.org")
