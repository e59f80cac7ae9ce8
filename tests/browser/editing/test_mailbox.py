"""The mailbox of development: what the site sends is read in the admin, and its links work."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import examine
from tests.browser.accounts import EDITOR, SECOND_EDITOR
from tests.browser.editing.mailbox import link_of_message, open_message

pytestmark = pytest.mark.browser


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

    subject = re.compile("mot de passe")
    reader.goto(link_of_message(administrator, subject, SECOND_EDITOR.email, "password_reset"))

    expect(reader.locator("input[name=new_password1]")).to_be_visible()
