"""A reader subscribes on a phone, confirms, chooses, leaves and is erased; by keyboard too."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import examine
from tests.browser.editing.mailbox import link_of_message, open_message

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
CONFIRM = re.compile("Confirmez votre abonnement")


def subscribe(reader: Page, address: str) -> None:
    """Give an address in the footer of a page, with the keyboard alone."""
    field = reader.get_by_label("Recevoir la lettre par courriel")
    field.focus()
    reader.keyboard.type(address)
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", name="Regardez votre messagerie")).to_be_visible()


def confirm(reader: Page, administrator: Page, address: str) -> None:
    """Follow the link of the message, and confirm."""
    reader.goto(link_of_message(administrator, CONFIRM, address, "/confirmer/"))
    expect(reader.locator("main")).to_contain_text(address)
    reader.get_by_role("button", name="Confirmer mon abonnement").click()
    expect(reader.get_by_role("heading", name="Mon abonnement")).to_be_visible()
    expect(reader.get_by_role("status").first).to_contain_text("Vous êtes abonné")


def test_from_the_home_page_to_the_erasure(reader: Page, administrator: Page) -> None:
    address = "camille.lectrice@example.org"
    reader.set_viewport_size(PHONE)
    reader.goto("/")
    subscribe(reader, address)
    confirm(reader, administrator, address)
    assert examine(reader).violations == []

    territory = reader.get_by_label("Mon territoire")
    territory.fill("Beauv")
    reader.get_by_role("option").filter(has_text="Beauvais").first.click()
    reader.get_by_role("checkbox").first.check()
    reader.get_by_label("Rien pendant un mois").check()
    reader.get_by_role("button", name="Enregistrer mes choix").click()
    expect(reader.get_by_role("status").first).to_contain_text("enregistrés")
    expect(territory).to_have_value(re.compile("Beauvais"))
    expect(reader.get_by_role("checkbox").first).to_be_checked()

    # One click on the link of the message, one on the button.
    reader.goto(
        link_of_message(administrator, re.compile("Bienvenue"), address, "/desinscription/")
    )
    reader.get_by_role("button", name="Me désinscrire").click()
    expect(reader.get_by_role("status").first).to_contain_text("Vous êtes désinscrit")
    reader.get_by_role("button", name="Me réabonner").click()
    expect(reader.get_by_role("status").first).to_contain_text("abonné à nouveau")

    reader.goto(link_of_message(administrator, re.compile("désinscrit"), address, "/preferences/"))
    with reader.expect_download() as saved:
        reader.get_by_role("link", name="Télécharger mes données").click()
    assert address in saved.value.path().read_text()
    reader.get_by_role("link", name="Effacer mes données").click()
    reader.get_by_role("button", name="Effacer mes données").click()
    expect(reader.get_by_role("heading", name="Votre adresse est effacée")).to_be_visible()

    administrator.goto("/admin/reports/abonnes/")
    expect(administrator.get_by_role("heading", name="Abonnés")).to_be_visible()
    expect(administrator.locator("main")).not_to_contain_text(address)


def test_a_wrong_address_is_corrected_and_a_lost_link_found(
    reader: Page, administrator: Page
) -> None:
    address = "dominique.lecteur@example.org"
    reader.goto("/lettres/")
    field = reader.get_by_label("Recevoir la lettre par courriel")
    field.fill("dominique.lecteur")
    reader.get_by_role("button", name="M’abonner").click()
    wrong = reader.get_by_label("Votre adresse électronique")
    expect(wrong).to_have_value("dominique.lecteur")
    reader.get_by_role("alert").get_by_role("link").click()
    expect(wrong).to_be_focused()
    wrong.fill(address)
    reader.get_by_role("button", name="Recevoir la lettre").click()
    confirm(reader, administrator, address)

    reader.goto("/abonnement/")
    reader.get_by_role("link", name="Retrouver mon abonnement").click()
    reader.get_by_label("Votre adresse électronique").fill(address)
    reader.get_by_role("button", name="Recevoir mon lien").click()
    reader.goto(
        link_of_message(administrator, re.compile("Votre abonnement"), address, "/preferences/")
    )
    expect(reader.get_by_role("heading", name="Mon abonnement")).to_be_visible()


def test_an_administrator_helps_a_subscriber(reader: Page, administrator: Page) -> None:
    address = "lea.lectrice@example.org"
    reader.goto("/")
    subscribe(reader, address)
    confirm(reader, administrator, address)

    administrator.goto("/admin/")
    administrator.get_by_role("button", name="Rapports").click()
    administrator.get_by_role("link", name="Abonnés").click()
    expect(administrator.get_by_role("link", name=address)).to_be_visible()
    assert examine(administrator, ["#main"]).violations == []
    administrator.get_by_role("link", name=address).click()
    expect(administrator.locator("main")).to_contain_text("Votre adresse ne sert qu’à")
    assert examine(administrator, ["#main"]).violations == []
    administrator.get_by_role("button", name="Désinscrire").click()
    expect(administrator.locator(".messages")).to_contain_text("désinscrite")
    open_message(administrator, re.compile("désinscrit"), address)

    administrator.goto("/admin/reports/abonnes/?state=left")
    administrator.get_by_role("link", name=address).click()
    administrator.get_by_text("Effacer ses données…").click()
    administrator.get_by_role("button", name="Effacer définitivement").click()
    expect(administrator.locator(".messages")).to_contain_text("effacés")
    expect(administrator.locator("main")).not_to_contain_text(address)
