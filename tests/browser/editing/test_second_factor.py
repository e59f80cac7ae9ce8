"""The second factor by keyboard: set up from « Compte », asked by the login, switched off."""

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.browser.accounts import PASSWORD, SECOND_EDITOR, sign_in_as
from tests.browser.site import Site

pytestmark = pytest.mark.browser


def code_of(secret: str, step: int) -> str:
    """Return the code that an application shows `step` half minutes from now."""
    code = TOTP(b32decode(secret), drift=step)
    code.time = time.time()
    return f"{code.token():06d}"


def test_set_up_login_and_switch_off(tab: Page, site: Site) -> None:
    sign_in_as(tab, SECOND_EDITOR)
    tab.goto("/admin/account/")
    tab.get_by_role("tab", name=re.compile("^Plus d.actions")).press("Enter")
    tab.get_by_role("link", name="Double authentification").press("Enter")
    expect(tab.get_by_role("img", name="Code à scanner")).to_be_visible()
    secret = tab.locator("code").inner_text().replace(" ", "")

    # The former code, which is still accepted: each one is accepted once.
    tab.get_by_label("Votre mot de passe").press_sequentially(PASSWORD)
    tab.get_by_label("Code à six chiffres").press_sequentially(code_of(secret, -1))
    tab.get_by_label("Code à six chiffres").press("Enter")
    codes = tab.locator("main li code")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()

    tab.context.clear_cookies()
    tab.goto("/admin/login/")
    tab.get_by_label("Nom d’utilisateur").press_sequentially(SECOND_EDITOR.username)
    tab.get_by_label("Mot de passe").press_sequentially(PASSWORD)
    tab.get_by_label("Mot de passe").press("Enter")
    field = tab.get_by_role("textbox", name=re.compile("^Code"))
    expect(field).to_be_focused()
    field.press_sequentially("faux")
    field.press("Enter")
    expect(tab.locator(".messages")).to_contain_text("Ce code n’est pas le bon")
    field.fill("")
    field.press_sequentially(code_of(secret, 0))
    field.press("Enter")
    tab.wait_for_url("**/admin/")

    tab.goto("/admin/compte/double-authentification/")
    tab.get_by_role("link", name="Désactiver").press("Enter")
    field = tab.get_by_role("textbox", name=re.compile("^Code"))
    field.press_sequentially(recovery)
    field.press("Enter")
    expect(tab.locator(".messages")).to_contain_text("La double authentification est désactivée.")
