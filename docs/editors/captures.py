"""Take the screenshots of the editors' guide, from a demo site that is running.

    pip install playwright            # Chromium: `playwright install chromium`, or CHROMIUM=
    python manage.py seed_demo        # then start the site
    HUB_ADMIN_PASSWORD=… python docs/editors/captures.py http://127.0.0.1:8000

Each picture is 1280 pixels wide, in 128 colours, so that it stays under 200 kB. Nothing is
written on the site: forms are shown, never sent.
"""

import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
LETTER = Path(__file__).parents[2] / "tests" / "data" / "lettre-exemple-12.txt"
WIDTH, HEIGHT = 1280, 800
COLOURS = 128
QUIET = 800  # milliseconds for the admin's scripts to draw


def open_first(list_path, row=0):
    """Return a step that opens the edit form of a row of a list."""

    def step(page, base):
        page.goto(base + list_path)
        page.locator("td.title a[href*='/edit/']").nth(row).click()

    return step


def visit(path):
    return lambda page, base: page.goto(base + path)


def click(step, *selectors):
    """Return `step` followed by clicks."""

    def steps(page, base):
        step(page, base)
        page.wait_for_timeout(QUIET)
        for selector in selectors:
            page.locator(selector).first.click()
            page.wait_for_timeout(QUIET)

    return steps


def add(index_list):
    """Return a step that opens the form « Ajouter » of a list."""
    return click(visit(index_list), "header a:has-text('Ajouter')")


def paste_letter(page, base):
    """Paste the letter of the demo in the import screen, and show what is recognised in it."""
    visit("/admin/lettres/importer/")(page, base)
    page.locator("textarea[name=text]").fill(LETTER.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Voir ce qui est reconnu").click()
    page.wait_for_load_state("networkidle")


LETTER_FORM = add("/admin/letters/")
CAPTURES = {
    "accueil": visit("/admin/"),
    "liste-initiatives": visit("/admin/initiatives/"),
    "filtres": click(visit("/admin/initiatives/"), "button[aria-label*='iltre']"),
    "initiative": open_first("/admin/initiatives/", row=1),
    "nouvelle-initiative": add("/admin/initiatives/"),
    "nouvelle-lettre": LETTER_FORM,
    "ce-qui-manque": click(add("/admin/initiatives/"), ".hub-publication__summary"),
    "importer": visit("/admin/lettres/importer/"),
    "importer-relire": paste_letter,
    "en-lot": click(visit("/admin/initiatives/"), "td.bulk-action-checkbox-cell input"),
    "boutons": click(open_first("/admin/letters/"), "footer .w-dropdown__toggle"),
    "themes": visit("/admin/snippets/themes/theme/"),
    "personnes": visit("/admin/snippets/people/person/"),
    "episodes": visit("/admin/episodes/"),
    "completude": visit("/admin/reports/completude-des-initiatives/"),
    # Last: the admin remembers that a side panel is open.
    "apercu": click(
        open_first("/admin/initiatives/", row=1), "button[aria-label*='prévisualisation']"
    ),
    "verifications": click(
        open_first("/admin/initiatives/", row=1), "button[aria-label*='vérifications']"
    ),
}


def take(base, username, password):
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"]
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR", timezone_id="Europe/Paris"
        )
        page.goto(f"{base}/admin/login/")
        page.screenshot(path=IMAGES / "connexion.png")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", password)
        page.click("button[type=submit]")
        for name, step in CAPTURES.items():
            step(page, base)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(QUIET)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()
    for path in sorted(IMAGES.glob("*.png")):
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    take(
        sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000",
        os.environ.get("HUB_ADMIN_USERNAME", "admin"),
        os.environ["HUB_ADMIN_PASSWORD"],
    )
