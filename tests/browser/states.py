"""Actions that bring a page to a state to examine; each takes the tab."""

import re

from playwright.sync_api import Locator, Page

FILM = """<!doctype html><html lang="fr"><title>Exemple : le lecteur du film</title>
<body><h1>Exemple : le lecteur du film</h1><button>Exemple : lire</button></body></html>"""
IS_PLAYING = "sound => !sound.paused && sound.currentTime > 0"


def menu_opener(tab: Page) -> Locator:
    """Return the element that opens the menu on a phone, a button or a <summary>."""
    return tab.locator("header button, header summary").filter(
        has_text=re.compile(r"^\s*Menu\s*$"), visible=True
    )


def open_menu(tab: Page) -> None:
    menu_opener(tab).click()
    tab.get_by_role("navigation", name="Navigation principale").get_by_role(
        "link", name="Inspiration"
    ).wait_for()


def open_details(tab: Page) -> None:
    """Open every <details> of the page, such as the filters of a list."""
    tab.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")


def open_suggestions(tab: Page) -> None:
    """Type in the search box of the page, until something is proposed."""
    tab.locator("main input[name=q]").press_sequentially("co")
    tab.locator(".suggestions").get_by_role("option").first.wait_for()
    tab.keyboard.press("ArrowDown")


def open_territories(tab: Page) -> None:
    """Type in the field of a territory, until something is proposed."""
    tab.locator("main [data-territories]").press_sequentially("sa")
    tab.locator(".suggestions").get_by_role("option").first.wait_for()
    tab.keyboard.press("ArrowDown")


def load_film(tab: Page) -> None:
    """Load the film; a local page replaces its host, which cannot be reached."""
    tab.context.route(
        re.compile(r"^https://geo\.dailymotion\.com/"),
        lambda route: route.fulfill(body=FILM, content_type="text/html; charset=utf-8"),
    )
    tab.get_by_role("button", name="Regarder ici").click()
    tab.frame_locator("iframe").get_by_role("heading").wait_for()


def play_sound(tab: Page) -> None:
    """Play the episode with the key of the browser's player."""
    sound = tab.locator("audio").first
    sound.focus()
    tab.keyboard.press("Space")
    tab.wait_for_function(f"({IS_PLAYING})(document.querySelector('audio'))")


def send_empty_form(tab: Page) -> None:
    """Send the contact form with nothing in it: each field shows its error."""
    tab.get_by_role("button", name="Envoyer").click()
    tab.get_by_role("alert").first.wait_for()


def send_form(tab: Page) -> None:
    """Send the contact form with valid values."""
    tab.get_by_label("Votre nom").fill("Exemple")
    tab.get_by_label("Votre adresse électronique").fill("exemple@exemple.example")
    tab.get_by_label("Votre message").fill("Exemple : un message.")
    tab.get_by_role("button", name="Envoyer").click()
    tab.get_by_role("status").wait_for()


def fail_to_sign_in(tab: Page) -> None:
    """Sign in with an unknown account: the form shows its error."""
    form = tab.get_by_role("main")
    form.get_by_label("Nom d’utilisateur").fill("personne")
    form.get_by_label("Mot de passe").fill("inconnu")
    form.get_by_role("button", name="Se connecter").click()
    tab.get_by_role("alert").first.wait_for()
