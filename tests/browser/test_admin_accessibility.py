"""axe on the screens that the hub adds to Wagtail's admin: what they hold, not Wagtail's frame."""

import pytest

from tests.browser.accessibility import violations
from tests.browser.chromium import LOOKS

pytestmark = pytest.mark.browser

LETTER = """Lettre n° 9 — janvier 2027

Édito
Bonjour à toutes et à tous, voici quelques nouvelles.

En pratique
Un jardin partagé ouvre derrière la mairie.
"""
CONTENT = ["#main"]


@pytest.fixture
def admin_tab(new_tab, site):
    """A tab where the administrator has signed in."""
    tab = new_tab()
    tab.goto("/admin/login/")
    tab.locator("input[name=username]").fill(site.username)
    tab.locator("input[name=password]").fill(site.password)
    tab.locator("form button[type=submit]").click()
    tab.wait_for_url("**/admin/")
    return tab


def check(tab):
    """Fail with what axe finds in our content, in each look."""
    found = []
    for look in LOOKS:
        look.apply(tab)
        found += [f"[{look}] {line}" for line in violations(tab, within=CONTENT)]
    assert not found, f"{tab.url}\n" + "\n".join(found)


def test_welcome_panel(admin_tab):
    check(admin_tab)


def test_import_of_a_letter_and_what_it_recognised(admin_tab):
    admin_tab.goto("/admin/lettres/importer/")
    check(admin_tab)

    admin_tab.locator("textarea").fill(LETTER)
    admin_tab.get_by_role("button", name="Voir ce qui est reconnu").click()
    admin_tab.get_by_role("button", name="Créer le brouillon").wait_for()
    check(admin_tab)


def test_merge_of_two_themes_and_its_confirmation(admin_tab):
    admin_tab.goto("/admin/snippets/themes/theme/")
    edit = admin_tab.locator("main a[href*='/theme/edit/']").first.get_attribute("href")
    admin_tab.goto(edit.replace("/edit/", "/merge/"))
    check(admin_tab)

    target = admin_tab.locator("select[name=target]")
    target.select_option(index=1)
    admin_tab.get_by_role("button", name="Continuer").click()
    admin_tab.get_by_role("button", name="Oui, fusionner").wait_for()
    check(admin_tab)
