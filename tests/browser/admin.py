"""The screens that the hub adds to Wagtail's admin, and how a browser reaches them."""

import re

from playwright.sync_api import Page

from tests.browser.site import Site

LETTER = """Lettre n° 9 — janvier 2027

Édito
Bonjour à toutes et à tous, voici quelques nouvelles.

En pratique
Un jardin partagé ouvre derrière la mairie.
"""


def sign_in(tab: Page, site: Site) -> None:
    """Sign the administrator in."""
    tab.goto("/admin/login/")
    tab.locator("input[name=username]").fill(site.username)
    tab.locator("input[name=password]").fill(site.password)
    tab.locator("form button[type=submit]").click()
    tab.wait_for_url("**/admin/")


def welcome(tab: Page) -> None:
    tab.goto("/admin/")


def preflight(tab: Page) -> None:
    tab.goto("/admin/letters/")
    edit = tab.locator("main a[href*='/edit/']").first.get_attribute("href")
    number = re.search(r"/pages/(\d+)/edit/", edit)[1]
    tab.goto(f"/admin/lettres/{number}/avant-l-envoi/")
    tab.get_by_role("button", name="Envoyer l’essai").wait_for()


def import_form(tab: Page) -> None:
    tab.goto("/admin/lettres/importer/")


def import_preview(tab: Page) -> None:
    import_form(tab)
    tab.locator("textarea").fill(LETTER)
    tab.get_by_role("button", name="Voir ce qui est reconnu").click()
    tab.get_by_role("button", name="Créer le brouillon").wait_for()


def merge_form(tab: Page) -> None:
    tab.goto("/admin/snippets/themes/theme/")
    edit = tab.locator("main a[href*='/theme/edit/']").first.get_attribute("href")
    tab.goto(edit.replace("/edit/", "/merge/"))


def merge_confirmation(tab: Page) -> None:
    merge_form(tab)
    tab.locator("select[name=target]").select_option(index=1)
    tab.get_by_role("button", name="Continuer").click()
    tab.get_by_role("button", name="Oui, fusionner").wait_for()


def completeness_report(tab: Page) -> None:
    tab.goto("/admin/reports/completude-des-initiatives/")


def synonyms_form(tab: Page) -> None:
    tab.goto("/admin/snippets/search/searchsynonyms/add/?mots=frigo+solidaire")


def promotion_form(tab: Page) -> None:
    tab.goto("/admin/recherche/mettre-en-avant/?mots=frigo+solidaire")


def unanswered_questions(tab: Page) -> None:
    tab.goto("/admin/recherche/sans-reponse/")


def frequent_questions(tab: Page) -> None:
    tab.goto("/admin/recherche/frequentes/")


def reasons(tab: Page) -> None:
    tab.goto("/admin/recherche/pourquoi/?q=jardin+partage+hydrogene")


def search_state(tab: Page) -> None:
    tab.goto("/admin/recherche/etat/")


def podcast_import(tab: Page) -> None:
    tab.goto("/admin/podcasts/importer/")


def feed_check(tab: Page) -> None:
    tab.goto("/admin/shows/")
    edit = tab.locator("main a[href*='/edit/']").first.get_attribute("href")
    number = re.search(r"/pages/(\d+)/edit/", edit)[1]
    tab.goto(f"/admin/podcasts/{number}/flux/")


def podcast_downloads(tab: Page) -> None:
    tab.goto("/admin/podcasts/ecoutes/")


def podcast_health(tab: Page) -> None:
    tab.goto("/admin/reports/sante-des-podcasts/")


def cohort_form(tab: Page) -> None:
    tab.goto("/admin/snippets/territories/cohort/add/")


def silent_territories(tab: Page) -> None:
    tab.goto("/admin/reports/territoires-sans-nouvelles/")


def background_tasks(tab: Page) -> None:
    tab.goto("/admin/reports/taches-de-fond/")


def mailbox(tab: Page) -> None:
    tab.goto("/admin/courriels/")


def message(tab: Page) -> None:
    mailbox(tab)
    tab.locator("table.listing a").first.click()
    tab.get_by_role("heading", name="Message en texte").wait_for()


def second_factor(tab: Page) -> None:
    tab.goto("/admin/compte/double-authentification/")


# These steps write nothing that another reads, so their order does not matter.
ADMIN_SCREENS = {
    "admin-accueil": welcome,
    "admin-importer": import_form,
    "admin-importer-apercu": import_preview,
    "admin-avant-envoi": preflight,
    "admin-fusionner": merge_form,
    "admin-fusionner-confirmer": merge_confirmation,
    "admin-completude": completeness_report,
    "admin-synonymes": synonyms_form,
    "admin-mettre-en-avant": promotion_form,
    "admin-questions-sans-reponse": unanswered_questions,
    "admin-questions-frequentes": frequent_questions,
    "admin-pourquoi": reasons,
    "admin-etat-recherche": search_state,
    "admin-importer-podcast": podcast_import,
    "admin-verifier-flux": feed_check,
    "admin-ecoutes": podcast_downloads,
    "admin-sante-podcasts": podcast_health,
    "admin-promotion": cohort_form,
    "admin-territoires-sans-nouvelles": silent_territories,
    "admin-taches-de-fond": background_tasks,
    "admin-courriels": mailbox,
    "admin-courriel": message,
    "admin-double-authentification": second_factor,
}
