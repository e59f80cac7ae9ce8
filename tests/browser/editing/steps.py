"""Steps of an editor, from a list of the admin to the public page."""

import re
from secrets import token_hex

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.editing.forms import next_page, save
from tests.core.images.files import unlike_png

EDIT = re.compile(r"/admin/pages/\d+/edit/")
READY = "Prête à publier"
# The list of missing fields is updated after an autosave, which is late on a busy machine.
SAVED_LATE = 30_000


def unique(words: str) -> str:
    """Return a text unique among tests and runs on the same site."""
    return f"{words} {token_hex(3)}"


def open_new_form(tab: Page, listing: str, parent: str = "") -> None:
    """Open the form of a new page from its list, as « Ajouter » does, under `parent` if asked."""
    tab.goto(listing)
    tab.get_by_role("link", name="Ajouter").first.click()
    proceed = tab.get_by_role("button", name=re.compile("^(Continuer|Créer un)"))
    expect(tab.locator("#id_title").or_(proceed).first).to_be_visible()
    if proceed.count():  # several parents: the show of an episode
        tab.get_by_role("button", name=re.compile("Choisi")).first.click()
        window = tab.locator(".modal-body")
        if parent:
            window.get_by_label("Terme de recherche").fill(parent)
            window.get_by_role("link", name=parent, exact=True).first.click()
        else:
            window.locator("table td.title a").first.click()
        expect(window).to_have_count(0)
        proceed.click()
    expect(tab.locator("#id_title")).to_be_visible()


def open_new_free_page(tab: Page) -> None:
    """Open the form of a free page, the only kind that the tree takes under the home page."""
    tab.goto("/admin/pages/")  # leads to the home page of the site
    tab.get_by_role("link", name="Ajouter une sous-page").first.click()
    expect(tab.locator("#id_title")).to_be_visible()


def start_from_dashboard(tab: Page, invitation: str) -> None:
    """Follow one of the invitations of the first screen: « Raconter une initiative »…"""
    tab.goto("/admin/")
    tab.get_by_role("link", name=re.compile(f"^{invitation}")).click()
    expect(tab.locator("#id_title")).to_be_visible()


def save_draft(tab: Page) -> str:
    """Press « Enregistrer le brouillon »; return the address of the form, once it is loaded."""
    save(tab)
    expect(tab).to_have_url(EDIT)
    return tab.url.partition("?")[0]


def open_tab_of_form(tab: Page, name: str) -> None:
    tab.get_by_role("tab", name=re.compile(f"^{name}")).click()


def open_actions(tab: Page) -> None:
    """Open the menu of the actions at the foot of the form."""
    tab.locator("footer [data-w-dropdown-target=toggle]").last.click()


def choose_action(tab: Page, name: str) -> None:
    """Open the menu of the actions at the foot of the form, and choose one."""
    open_actions(tab)
    with next_page(tab):
        tab.locator("footer button, [data-tippy-root] button").filter(
            visible=True, has_text=re.compile(rf"^\s*{name}")
        ).first.click()


def public_address(tab: Page) -> str:
    """Return the address of the page that was just published, as the message offers it."""
    success = tab.locator(".messages .success")
    link = success.get_by_role("link", name="Visualiser la version publiée")
    address = link.get_attribute("href")
    assert address is not None
    return address


def publish(tab: Page) -> str:
    """Publish from the form; return the public address that the message offers."""
    choose_action(tab, "Publier")
    expect(tab.locator(".messages .success")).to_contain_text("publiée")
    return public_address(tab)


def publication_summary(tab: Page) -> Locator:
    """The summary above the tabs: « Il manque 3 choses », « Prête à publier »."""
    return tab.locator(".hub-publication__summary strong")


def expect_ready(tab: Page) -> None:
    expect(publication_summary(tab)).to_have_text(READY, timeout=SAVED_LATE)


def pick(tab: Page, label: str, choice: str) -> None:
    """Pick a choice in a list of the form."""
    tab.get_by_role("combobox", name=label).select_option(label=choice)


def choose(tab: Page, button: Locator, name: str) -> None:
    """Look for a snippet or a page in the window of its chooser, and choose it."""
    button.click()
    window = tab.locator(".modal-body")
    window.locator("#id_q").fill(name)
    window.get_by_role("link", name=name).first.click()
    expect(window).to_have_count(0)


def choose_in_new_row(tab: Page, rows: str, name: str) -> None:
    """Add a row (« Thème », « Territoire ») and choose what it holds."""
    tab.get_by_role("button", name=f"Ajouter un(e) {rows}").click()
    row = tab.get_by_role("group", name=re.compile(f"^{rows} \\d+")).last
    choose(tab, row.locator("[data-chooser-action-choose]").first, name)
    expect(row).to_contain_text(name)


def upload_image(tab: Page, chooser: Locator, name: str) -> None:
    """Choose a file of the computer in the window of the images."""
    chooser.locator("[data-chooser-action-choose]:visible").click()
    tab.get_by_role("tab", name="Transférer").click()
    picture: FilePayload = {"name": name, "mimeType": "image/png", "buffer": unlike_png()}
    tab.locator("#id_image-chooser-upload-file").set_input_files(picture)
    expect(tab.locator("#id_image-chooser-upload-title")).not_to_have_value("")
    tab.get_by_role("button", name="Transférer").click()
    expect(tab.locator(".modal-body")).to_have_count(0)


def upload_document(tab: Page, button: Locator, words: str) -> None:
    """Choose a text of the computer in the window of the documents."""
    button.click()
    tab.get_by_role("tab", name="Transférer").click()
    tab.locator("#id_document-chooser-upload-file").set_input_files(
        {"name": "carnet.txt", "mimeType": "text/plain", "buffer": words.encode()}
    )
    expect(tab.locator("#id_document-chooser-upload-title")).not_to_have_value("")
    tab.get_by_role("button", name="Transférer").click()
    expect(tab.locator(".modal-body")).to_have_count(0)


def add_block(tab: Page, stream: Locator, kind: str) -> Locator:
    """Add a block at the end of a list of blocks; return it."""
    stream.locator(".c-sf-add-button").last.click()
    option = tab.get_by_role("option", name=kind, exact=True)
    option.click()
    expect(option).to_have_count(0)
    return stream.locator("[data-streamfield-child]").last


def write(rich_text: Locator, words: str) -> None:
    """Type in a rich text editor."""
    editable = rich_text.locator(".public-DraftEditor-content").first
    editable.click()
    rich_text.page.keyboard.type(words)
    expect(editable).to_contain_text(words)
    field = rich_text.locator("[data-draftail-editor-wrapper]").first.locator("xpath=../input")
    expect(field).to_have_value(re.compile(re.escape(words)))


def write_story(tab: Page, words: str) -> None:
    """Write one paragraph in the story of an initiative."""
    open_tab_of_form(tab, "Récit")
    story = tab.locator("#panel-child-recit-body-content")
    write(add_block(tab, story, "Paragraphe"), words)


def write_brief_initiative(tab: Page, title: str, story: str) -> None:
    """Fill the form of an initiative with what a brief one needs, as the guide tells it."""
    tab.locator("#id_title").press_sequentially(title)
    tab.locator("#id_summary").fill("On y répare, on y plante, on s’y parle.")
    upload_image(tab, tab.locator("#id_image-chooser"), "jardin-partage.png")
    tab.get_by_role("checkbox", name="Image décorative").check()
    choose_in_new_row(tab, "Thème", "Alimentation")
    choose_in_new_row(tab, "Territoire", "Lisieux (14)")
    write_story(tab, story)


def add_source(tab: Page, label: str) -> None:
    open_tab_of_form(tab, "Contact et sources")
    tab.get_by_role("button", name="Ajouter un(e) Source").click()
    row = tab.get_by_role("group", name=re.compile("^Source \\d+")).last
    title = row.get_by_role("textbox", name="Titre")
    title.fill(label)
    title.press("Tab")
