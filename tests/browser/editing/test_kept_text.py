"""Journeys in which a save fails: the typed text is kept, then offered again."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.accessibility import examine
from tests.browser.accounts import CONTRIBUTOR, EDITOR, SECOND_EDITOR, sign_in_as
from tests.browser.chromium import open_tab
from tests.browser.editing.kept_text import (
    bar,
    expect_saved,
    expire_session,
    form_of_first,
    offers,
    open_form,
    save,
    title,
    wait_until_stored,
)
from tests.browser.outage import stoppable_site
from tests.browser.site import Site

pytestmark = pytest.mark.browser

EXPIRED = "Votre session a expiré. Reconnectez-vous dans un autre onglet, puis enregistrez."
KEPT = "Votre texte est gardé sur cet appareil."
# Two persons that no other test changes.
PERSON = "/admin/snippets/people/person/?q=modele"
OTHER_PERSON = "/admin/snippets/people/person/?q=exemple"


def test_session_expired_form_saves_after_login_in_another_tab(
    chromium: Browser, editor: Page, site: Site
) -> None:
    open_form(editor, form_of_first(editor, "/admin/initiatives/?q=besancon"))
    expire_session(chromium, editor, site)
    title(editor).fill("Écrit après la fin de la session")
    expect(bar(editor)).to_contain_text(EXPIRED)
    expect(bar(editor)).to_contain_text(KEPT)
    save(editor)
    expect(bar(editor)).to_contain_text(EXPIRED)
    with editor.context.expect_page() as opened:
        bar(editor).get_by_role("link", name="Se reconnecter dans un autre onglet").click()
    # Signing in changes the CSRF token of every form that is already open.
    sign_in_as(opened.value, EDITOR)
    opened.value.close()
    save(editor)
    expect_saved(editor)
    expect(title(editor)).to_have_value("Écrit après la fin de la session")


def test_session_expired_and_tab_closed_text_is_offered_again(
    chromium: Browser, editor: Page, site: Site
) -> None:
    path = form_of_first(editor, PERSON)
    open_form(editor, path)
    name = editor.locator("#id_name")
    expire_session(chromium, editor, site)
    name.fill("Nom tapé trop tard")
    save(editor)
    expect(bar(editor)).to_contain_text(EXPIRED)
    editor.goto("/admin/login/")
    sign_in_as(editor, EDITOR)
    expect(offers(editor)).to_contain_text("Nom tapé trop tard")
    offers(editor).get_by_role("link", name="Nom tapé trop tard").click()
    editor.get_by_role("button", name="Le reprendre").click()
    expect(editor.locator(".messages")).to_contain_text("Votre texte est revenu")
    expect(name).to_have_value("Nom tapé trop tard")
    save(editor)
    expect_saved(editor)


def test_network_cut_text_is_offered_again_with_its_blocks(editor: Page) -> None:
    path = form_of_first(editor, "/admin/letters/?q=diagnostics")
    open_form(editor, path)
    editor.context.set_offline(True)
    title(editor).fill("Lettre tapée hors du réseau")
    rich = editor.locator(".public-DraftEditor-content:visible").first
    rich.click()
    editor.keyboard.type("Un mot dans un texte riche. ")
    expect(bar(editor)).to_contain_text("Cet appareil n’est plus relié au réseau.")
    expect(bar(editor)).to_contain_text(KEPT)
    wait_until_stored(editor, "Un mot dans un texte riche.")
    tab = editor.context.new_page()
    editor.close()
    tab.context.set_offline(False)
    open_form(tab, path)
    expect(offers(tab)).to_contain_text("n’a pas été enregistré")
    tab.get_by_role("button", name="Le voir").click()
    expect(tab.locator("dialog")).to_contain_text("Un mot dans un texte riche.")
    tab.keyboard.press("Escape")
    blocks = tab.locator("[data-streamfield-child]").count()
    tab.get_by_role("button", name="Le reprendre").click()
    expect(tab.locator(".messages")).to_contain_text("Votre texte est revenu")
    expect(title(tab)).to_have_value("Lettre tapée hors du réseau")
    expect(tab.get_by_text("Un mot dans un texte riche.").first).to_be_visible()
    assert tab.locator("[data-streamfield-child]").count() == blocks
    save(tab)
    expect_saved(tab)


def test_server_stopped_during_a_save_then_started_again(chromium: Browser, site: Site) -> None:
    with stoppable_site(site) as stoppable, open_tab(chromium, stoppable.site) as tab:
        sign_in_as(tab, EDITOR)
        path = form_of_first(tab, "/admin/initiatives/?q=arras")
        open_form(tab, path)
        stopped = []

        def stop_then_send(route: Route) -> None:
            if route.request.method == "POST" and not stopped:
                stopped.append(True)
                stoppable.stop()
            route.continue_()

        tab.route(f"**{path}", stop_then_send)
        title(tab).fill("Tapé pendant l’arrêt")
        save(tab)
        expect(bar(tab)).to_contain_text("Le site ne répond pas")
        expect(bar(tab)).to_contain_text(KEPT)
        expect(title(tab)).to_have_value("Tapé pendant l’arrêt")
        tab.unroute(f"**{path}")
        other = tab.context.new_page()
        tab.close()  # and the machine with it
        stoppable.start()
        open_form(other, path)
        other.get_by_role("button", name="Le reprendre").click()
        expect(other.locator(".messages")).to_contain_text("Votre texte est revenu")
        expect(title(other)).to_have_value("Tapé pendant l’arrêt")
        save(other)
        expect_saved(other)
        expect(title(other)).to_have_value("Tapé pendant l’arrêt")


def test_server_error_leaves_the_form_there_and_the_next_save_works(editor: Page) -> None:
    path = form_of_first(editor, "/admin/events/?q=visioconference")
    open_form(editor, path)
    editor.route(
        f"**{path}",
        lambda route: (
            route.fulfill(status=500, content_type="text/html", body="<h1>Erreur</h1>")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    title(editor).fill("Tapé pendant une panne")
    save(editor)
    expect(bar(editor)).to_contain_text("Le site a rencontré une erreur en enregistrant.")
    expect(bar(editor)).to_contain_text(KEPT)
    editor.unroute(f"**{path}")
    bar(editor).get_by_role("button", name="Réessayer").click()
    expect_saved(editor)
    expect(title(editor)).to_have_value("Tapé pendant une panne")


def test_two_tabs_the_second_save_asks_before_it_replaces(
    chromium: Browser, editor: Page, site: Site
) -> None:
    path = form_of_first(editor, "/admin/resources/")
    with open_tab(chromium, site) as second:
        sign_in_as(second, SECOND_EDITOR)
        open_form(second, path)
        open_form(editor, path)
        title(second).fill("Version de Dominique")
        save(second)
        expect_saved(second)
    title(editor).fill("Version de Camille")
    save(editor)
    expect(bar(editor)).to_contain_text(re.compile(r"Dominique a enregistré une autre version à"))
    expect(title(editor)).to_have_value("Version de Camille")
    bar(editor).get_by_role("button", name="Garder mon texte de côté").click()
    expect(offers(editor)).to_have_count(1)
    expect(title(editor)).to_have_value("Version de Dominique")
    editor.get_by_role("button", name="Le reprendre").click()
    expect(title(editor)).to_have_value("Version de Camille")
    # The text was typed on an older version: neither an autosave nor a save forgets it.
    expect(bar(editor)).to_contain_text("Dominique a enregistré une autre version")
    bar(editor).get_by_role("button", name="Enregistrer ma version").click()
    expect_saved(editor)
    expect(editor.locator(".messages")).to_contain_text("L’autre version reste dans l’historique.")
    editor.get_by_role("link", name="Comparer les deux versions").click()
    expect(editor.locator("main")).to_contain_text("Dominique")
    expect(editor.locator("main")).to_contain_text("Camille")


def test_new_page_closed_before_its_first_save_is_offered_again(contributor: Page) -> None:
    contributor.goto("/admin/initiatives/?q=braye")
    contributor.get_by_role("link", name="Ajouter").first.click()
    contributor.wait_for_url("**/pages/add/**")
    address = contributor.url
    open_form(contributor, address)
    contributor.context.set_offline(True)
    title(contributor).fill("Une initiative jamais enregistrée")
    expect(bar(contributor)).to_contain_text(KEPT)
    wait_until_stored(contributor, "Une initiative jamais enregistrée")
    tab = contributor.context.new_page()
    contributor.close()
    tab.context.set_offline(False)
    tab.goto("/admin/")
    offer = offers(tab).get_by_role("link", name="Une initiative jamais enregistrée")
    expect(offer).to_be_visible()
    assert examine(tab, [".hub-kept"]).violations == []
    offer.click()
    tab.wait_for_url(address)
    tab.get_by_role("button", name="Le reprendre").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".messages")).to_contain_text("Votre texte est revenu")
    expect(title(tab)).to_have_value("Une initiative jamais enregistrée")


def test_text_is_not_offered_to_another_person_and_logout_deletes_it(editor: Page) -> None:
    path = form_of_first(editor, "/admin/initiatives/?q=recyclerie")
    open_form(editor, path)
    editor.context.set_offline(True)
    title(editor).fill("Texte de Camille")
    expect(bar(editor)).to_contain_text(KEPT)
    wait_until_stored(editor, "Texte de Camille")
    tab = editor.context.new_page()
    editor.close()
    tab.context.set_offline(False)
    tab.context.clear_cookies(name="sessionid")  # the session expires: the text stays
    sign_in_as(tab, CONTRIBUTOR)
    tab.goto("/admin/")
    tab.wait_for_timeout(1500)
    expect(offers(tab)).to_have_count(0)
    tab.context.clear_cookies(name="sessionid")
    sign_in_as(tab, EDITOR)
    expect(offers(tab)).to_contain_text("Texte de Camille")
    tab.get_by_role("button", name="Camille", exact=True).click()
    tab.get_by_text("Se déconnecter").click()
    tab.wait_for_url("**/admin/login/")
    tab.wait_for_load_state("networkidle")
    sign_in_as(tab, EDITOR)
    tab.wait_for_timeout(1500)
    expect(offers(tab)).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_messages_and_offers_are_accessible_and_fit(editor: Page, width: int) -> None:
    editor.set_viewport_size({"width": width, "height": 844})
    path = form_of_first(editor, "/admin/episodes/")
    open_form(editor, path)
    editor.context.set_offline(True)
    title(editor).fill("Épisode hors du réseau")
    expect(bar(editor)).to_contain_text(KEPT)
    wait_until_stored(editor, "Épisode hors du réseau")
    found = Axe().run(editor, context=".hub-kept-bar").response["violations"]
    bar(editor).get_by_role("button", name="Voir mon texte").click()
    found += Axe().run(editor, context=".hub-kept-dialog").response["violations"]
    tab = editor.context.new_page()
    editor.close()
    tab.context.set_offline(False)
    tab.set_viewport_size({"width": width, "height": 844})
    open_form(tab, path)
    expect(offers(tab).first).to_be_visible()
    found += Axe().run(tab, context=".hub-kept--offer").response["violations"]
    assert [violation["id"] for violation in found] == []
    box = offers(tab).first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    tab.once("dialog", lambda dialog: dialog.accept())
    tab.get_by_role("button", name="L’oublier").first.click()
    expect(offers(tab)).to_have_count(0)


def test_form_sent_by_a_script_with_an_old_token_says_what_to_do_in_french(editor: Page) -> None:
    path = form_of_first(editor, OTHER_PERSON)
    open_form(editor, path)
    editor.locator("#id_name").fill("Tapé avant la nouvelle connexion")
    wait_until_stored(editor, "Tapé avant la nouvelle connexion")
    editor.context.clear_cookies(name="csrftoken")
    # As the windows of the workflow do: without the event that our script waits for.
    editor.evaluate(
        "HTMLFormElement.prototype.submit.call(document.querySelector('form[data-edit-form]'))"
    )
    expect(editor.locator("h1")).to_have_text("Ce formulaire n’est plus à jour")
    editor.get_by_role("link", name="Revenir au formulaire").click()
    editor.get_by_role("button", name="Le reprendre").click()
    expect(editor.locator("#id_name")).to_have_value("Tapé avant la nouvelle connexion")
    save(editor)
    expect_saved(editor)
