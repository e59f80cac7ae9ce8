"""An editor adds the person, initiative or event that a letter needs without leaving it."""

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def open_letter(tab: Page) -> None:
    """Open a published letter in its edit form."""
    tab.goto("/admin/letters/?q=premiere+lettre")
    tab.locator("td.title a").first.click()
    tab.wait_for_selector("form[data-edit-form]")


def add_block(tab: Page, kind: str) -> Locator:
    """Add a block at the head of the first rubrique; return it."""
    content = tab.locator("[data-contentpath='rubriques'] [data-contentpath='content']").first
    content.locator(".c-sf-add-button").first.click()
    tab.get_by_role("option", name=kind, exact=True).click()
    expect(tab.get_by_role("option", name=kind, exact=True)).to_have_count(0)
    return content.locator("[data-streamfield-child]").first


def chooser(block: Locator, name: str) -> Locator:
    return block.locator(f"[data-contentpath='{name}']").first


def open_chooser(tab: Page, block: Locator, name: str) -> Locator:
    """Open a chooser with the keyboard; return its window."""
    button = chooser(block, name).locator("[data-chooser-action-choose]").first
    for _ in range(5):
        button.press("Enter")
        if button.is_disabled():  # Wagtail's loading indicator of the window
            break
        tab.wait_for_timeout(300)  # the menu of blocks was still giving the focus back
    # The window takes the focus once it has finished opening.
    expect(tab.locator(".modal.in")).to_be_focused()
    window = tab.locator(".modal-body")
    expect(window.locator("#id_q")).to_be_visible()
    return window


def tab_to(tab: Page, target: Locator, stops: int = 8) -> None:
    """Press Tab until `target` has the focus; fail after so many stops."""
    for _ in range(stops):
        if target.evaluate("element => element === document.activeElement"):
            return
        tab.keyboard.press("Tab")
    expect(target).to_be_focused()


def save_and_reload(tab: Page) -> None:
    tab.get_by_role("button", name="Enregistrer le brouillon").click()
    tab.wait_for_selector(".messages .success")
    tab.reload()


def first_block(tab: Page) -> Locator:
    content = tab.locator("[data-contentpath='rubriques'] [data-contentpath='content']").first
    return content.locator("[data-streamfield-child]").first


def test_person_is_created_in_a_quotation_and_their_function_filled(editor: Page) -> None:
    open_letter(editor)
    day = editor.locator("#id_date").input_value()
    quote = add_block(editor, "Citation")
    quote.locator("textarea").first.fill("Nous avons appris à décider ensemble.")
    window = open_chooser(editor, quote, "person")
    window.locator("#id_q").fill("Zoé Lavergne")
    window.get_by_role("button", name="Créer «").click()
    expect(window.get_by_label("Nom", exact=False).first).to_have_value("Zoé Lavergne")
    window.get_by_label("Fonction").fill("adjointe aux vergers")
    window.get_by_label("Territoire").fill("Lisieux (14)")
    window.get_by_role("button", name="Créer et choisir").click()
    expect(chooser(quote, "person")).to_contain_text("Zoé Lavergne")
    role = quote.locator("input[name$='-role']")
    expect(role).to_have_value("adjointe aux vergers")
    expect(chooser(quote, "territory")).to_contain_text("Lisieux (14)")
    expect(chooser(quote, "person").get_by_role("status")).to_contain_text("Repris de l’annuaire")
    assert day
    role.fill("adjointe, en charge des vergers")
    save_and_reload(editor)
    kept = first_block(editor)
    expect(kept.locator("input[name$='-role']")).to_have_value("adjointe, en charge des vergers")
    expect(chooser(kept, "person")).to_contain_text("Zoé Lavergne")
    expect(chooser(kept, "territory")).to_contain_text("Lisieux (14)")


def test_what_the_editor_typed_is_never_replaced(editor: Page) -> None:
    open_letter(editor)
    quote = add_block(editor, "Citation")
    role = quote.locator("input[name$='-role']")
    role.fill("porte-parole")
    window = open_chooser(editor, quote, "person")
    window.get_by_role("tab", name="Créer").click()
    window.get_by_label("Nom", exact=False).first.fill("Noé Garandel")
    window.get_by_label("Fonction").fill("maire")
    window.get_by_role("button", name="Créer et choisir").click()
    status = chooser(quote, "person").get_by_role("status")
    expect(status).to_contain_text("Gardé tel que c’était écrit\u00a0: fonction")
    expect(status).to_contain_text("«\u00a0maire\u00a0»")
    expect(role).to_have_value("porte-parole")


def test_known_person_is_pointed_out_then_chosen(editor: Page) -> None:
    editor.goto("/admin/snippets/people/person/")
    name = editor.locator("td.title a").first.inner_text().strip()
    open_letter(editor)
    quote = add_block(editor, "Citation")
    window = open_chooser(editor, quote, "person")
    window.get_by_role("tab", name="Créer").click()
    window.get_by_label("Nom", exact=False).first.fill(name.upper())
    window.get_by_role("button", name="Créer et choisir").click()
    window.get_by_role("radio", name=f"Choisir {name}").check()
    window.get_by_role("button", name="Continuer").click()
    expect(chooser(quote, "person")).to_contain_text(name)


def test_event_is_asked_its_nature_and_chosen(editor: Page) -> None:
    open_letter(editor)
    block = add_block(editor, "Rendez-vous")
    window = open_chooser(editor, block, "page")
    window.locator("summary").click()
    window.get_by_label("Titre", exact=False).first.fill("La nuit des vergers")
    window.get_by_role("button", name="Créer et choisir").click()
    expect(window.locator(".w-field--error")).to_have_count(1)
    window.get_by_label("Nature").select_option("rencontre")
    window.get_by_role("button", name="Créer et choisir").click()
    expect(chooser(block, "page")).to_contain_text("La nuit des vergers")


def test_contributor_reads_who_may_add_a_person(contributor: Page) -> None:
    contributor.goto("/admin/initiatives/")
    contributor.get_by_role("link", name="Ajouter").first.click()
    contributor.get_by_role("tab", name="Contact et sources").click()
    box = contributor.locator("#id_contact_person-chooser")
    box.locator("[data-chooser-action-choose]").first.click()
    window = contributor.locator(".modal-body")
    expect(window.get_by_role("tab", name="Créer")).to_have_count(0)
    window.locator("#id_q").fill("Personne de ce nom")
    expect(window).to_contain_text("demandez à «\u00a0Rédaction\u00a0»")


def test_coordinates_come_from_the_territory_or_the_clipboard(editor: Page) -> None:
    editor.goto("/admin/initiatives/")
    editor.get_by_role("link", name="Ajouter").first.click()
    editor.locator("#id_territory_links-ADD").click()
    box = editor.locator("#id_territory_links-0-territory-chooser")
    box.locator("[data-chooser-action-choose]").first.click()
    editor.locator(".modal-body #id_q").fill("Lisieux")
    editor.locator(".modal-body").get_by_role("link", name="Lisieux (14)").click()
    latitude, longitude = editor.locator("#id_latitude"), editor.locator("#id_longitude")
    expect(latitude).to_have_attribute("placeholder", "49,1455")
    take = editor.get_by_role("button", name="Prendre ceux de Lisieux")
    take.click()
    expect(latitude).to_have_value("49,1455")
    expect(longitude).to_have_value("0,2393")
    expect(take).to_be_hidden()


def test_colour_is_picked_typed_or_left_out(editor: Page) -> None:
    editor.goto("/admin/snippets/newsletters/rubrique/")
    editor.locator("td.title a").first.click()
    text, palette = editor.get_by_label("Couleur", exact=True), editor.get_by_label("palette")
    text.fill("#ffee99")
    expect(palette).to_have_value("#ffee99")
    expect(editor.locator("[data-hub-colour-target=hint]")).to_contain_text("sur fond clair")
    palette.fill("#336699")
    expect(text).to_have_value("#336699")
    editor.get_by_role("button", name="Aucune couleur").click()
    expect(text).to_have_value("")
    expect(text).to_be_focused()


def test_sound_fills_its_size_type_and_length(editor: Page) -> None:
    editor.goto("/admin/episodes/")
    editor.locator("td.title a").first.click()
    editor.get_by_role("tab", name="Son et transcription").click()
    editor.locator("#id_chapters-ADD").click()
    start = editor.locator("input[name^='chapters-'][name$='-start']").last
    start.fill("0:12")
    editor.locator("input[name^='chapters-'][name$='-title']").last.fill("Le jardin")
    save_and_reload(editor)
    editor.get_by_role("tab", name="Son et transcription").click()
    shown = editor.locator("input[name^='chapters-'][name$='-start']")
    assert "0:12" in [field.input_value() for field in shown.all()]


def test_draft_of_an_initiative_is_created_with_the_keyboard_and_kept(editor: Page) -> None:
    open_letter(editor)
    block = add_block(editor, "Initiative")
    window = open_chooser(editor, block, "page")
    tab_to(editor, window.locator("#id_q"))
    editor.keyboard.type("Un verger tenu par l’école")
    expect(window.get_by_role("alert")).to_have_text("0 résultat")
    tab_to(editor, window.locator("summary"))
    editor.keyboard.press("Enter")
    title = window.get_by_label("Titre", exact=False).first
    expect(title).to_be_focused()
    expect(title).to_have_value("Un verger tenu par l’école")
    editor.keyboard.press("Enter")
    expect(chooser(block, "page")).to_contain_text("Un verger tenu par l’école")
    save_and_reload(editor)
    page = chooser(first_block(editor), "page")
    expect(page).to_contain_text("Un verger tenu par l’école")
    editor.goto("/admin/initiatives/?q=verger+tenu")
    expect(editor.locator("main")).to_contain_text("Un verger tenu par l’école")
    expect(editor.locator("main")).to_contain_text("Brouillon", ignore_case=True)
