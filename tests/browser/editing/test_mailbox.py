"""The mailbox of development: what the site sends is read in the admin, and its links work."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import examine
from tests.browser.accounts import EDITOR, SECOND_EDITOR
from tests.browser.admin import sign_in
from tests.browser.chromium import open_tab
from tests.browser.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(chromium: Browser, site: Site) -> Iterator[Page]:
    with open_tab(chromium, site) as own_tab:
        sign_in(own_tab, site)
        yield own_tab


def open_mailbox(tab: Page) -> None:
    """Open « Courriels du site » from the menu."""
    tab.goto("/admin/")
    tab.get_by_role("button", name="Rapports").click()
    tab.get_by_role("link", name="Courriels du site").click()
    expect(tab.get_by_role("heading", name="Courriels du site")).to_be_visible()


def open_message(tab: Page, subject: re.Pattern[str], address: str) -> None:
    """Open the last message with this subject to this address."""
    open_mailbox(tab)
    row = tab.get_by_role("row").filter(has_text=subject).filter(has_text=address)
    row.first.get_by_role("link").click()
    expect(tab.get_by_role("heading", name="Message en texte")).to_be_visible()


def test_a_letter_tried_on_oneself_is_read_in_the_admin(editor: Page, administrator: Page) -> None:
    editor.goto("/admin/letters/")
    edit = editor.locator("main a[href*='/edit/']").first.get_attribute("href")
    editor.goto(re.sub(r".*/pages/(\d+)/edit/", r"/admin/lettres/\1/avant-l-envoi/", edit))
    editor.get_by_role("button", name="Envoyer l’essai").click()
    expect(editor.locator(".messages")).to_contain_text(EDITOR.email)

    open_message(administrator, re.compile(r"\[Essai\]"), EDITOR.email)
    assert examine(administrator, ["#main"]).violations == []
    letter = administrator.frame_locator("iframe.hub-message")
    expect(letter.get_by_role("heading").first).to_be_visible()

    with administrator.context.expect_page() as opened:
        letter.get_by_role("link", name="Lire en ligne").click()
    assert "/lettres/" in opened.value.url


def test_the_link_of_a_forgotten_password_is_followed(reader: Page, administrator: Page) -> None:
    reader.goto("/admin/password_reset/")
    reader.get_by_role("textbox", name=re.compile("courriel|e-mail", re.IGNORECASE)).fill(
        SECOND_EDITOR.email
    )
    reader.get_by_role("button").last.click()
    expect(reader).to_have_url(re.compile("/password_reset/done/"))

    open_message(administrator, re.compile("mot de passe"), SECOND_EDITOR.email)
    link = administrator.locator("pre.hub-source a").first.get_attribute("href")
    reader.goto(link)

    expect(reader.locator("input[name=new_password1]")).to_be_visible()
