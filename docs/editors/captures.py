"""Take the screenshots of the editors' guide, from a demo site that is running.

    pip install playwright            # Chromium: `playwright install chromium`, or CHROMIUM=
    python manage.py seed_demo        # then start the site
    HUB_ADMIN_PASSWORD=… python docs/editors/captures.py http://127.0.0.1:8000

Each image is 1280 pixels wide, in 128 colours, to stay under 200 kB. Forms are opened, never
submitted: the site is not changed.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
LETTER = Path(__file__).parents[2] / "tests" / "data" / "lettre-exemple-12.txt"
WIDTH, HEIGHT = 1280, 800
COLOURS = 128
SETTLE_MS = 800  # time for the scripts of the admin to render, in milliseconds

# Opens a screen in a browser page; the second argument is the base URL of the site.
Step = Callable[[Page, str], object]


def open_first(list_path: str, row: int = 0) -> Step:
    """Return a step that opens the edit form of a row of a list, numbered from 0."""

    def step(page: Page, base: str) -> None:
        page.goto(base + list_path)
        page.locator("td.title a[href*='/edit/']").nth(row).click()

    return step


def visit(path: str) -> Step:
    """Return a step that opens a path."""
    return lambda page, base: page.goto(base + path)


def click(step: Step, *selectors: str) -> Step:
    """Return `step` followed by a click on the first match of each selector."""

    def steps(page: Page, base: str) -> None:
        step(page, base)
        page.wait_for_timeout(SETTLE_MS)
        for selector in selectors:
            page.locator(selector).first.click()
            page.wait_for_timeout(SETTLE_MS)

    return steps


def add(index_list: str) -> Step:
    """Return a step that opens the creation form of a list."""
    return click(visit(index_list), "header a:has-text('Ajouter')")


def paste_letter(page: Page, base: str) -> None:
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
    # These come last: the admin remembers that a side panel is open.
    "apercu": click(
        open_first("/admin/initiatives/", row=1), "button[aria-label*='prévisualisation']"
    ),
    "verifications": click(
        open_first("/admin/initiatives/", row=1), "button[aria-label*='vérifications']"
    ),
}


def take(base: str, username: str, password: str) -> None:
    """Log in and take every screenshot, then reduce the images."""
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
            page.wait_for_timeout(SETTLE_MS)
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
