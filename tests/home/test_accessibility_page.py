"""The accessibility statement, generated from the RGAA matrix and completed by editors."""

import datetime
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.accessibility import Matrix, State, read_matrix
from home.models import AccessibilityPage, FreePage
from hub.core.models import HubSettings
from tests.factories import FreePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

URL = "/accessibilite/"
migration = import_module("home.migrations.0006_declare_accessibility")


def read(client: Client, url: str = URL) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text().replace("\u00a0", " ").split())


def test_declaration_is_published_with_the_site(client: Client) -> None:
    page = read(client)

    assert words(page.h1) == "Accessibilité"
    assert URL in client.get("/sitemap.xml").text


def test_declaration_says_the_state_and_the_rate_of_the_matrix(client: Client) -> None:
    matrix, text = read_matrix(), words(read(client).main)

    assert f"est {matrix.state} avec le" in text
    assert f"{matrix.rate} % des critères" in text
    assert f"{matrix.conform} critères sont respectés sur {matrix.applicable}" in text
    assert "auto-évaluation" in text


def test_declaration_has_the_parts_that_the_law_asks_for(client: Client) -> None:
    headings = [words(h) for h in read(client).main.find_all(["h2", "h3"])]

    for part in [
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Dérogations pour charge disproportionnée",
        "Contenus non soumis à l’obligation d’accessibilité",
        "Établissement de cette déclaration",
        "Technologies utilisées",
        "Environnement de test",
        "Retour d’information et contact",
        "Voies de recours",
    ]:
        assert part in headings
    assert "Défenseur des droits" in words(read(client).main)


def test_each_criterion_is_on_the_page_with_its_status_and_its_proof(client: Client) -> None:
    lines = [words(li) for li in read(client).select(".criteria li")]

    assert len(lines) == 106
    for line, criterion in zip(lines, read_matrix().criteria, strict=True):
        assert line.startswith(f"{criterion.number} ")
        assert f": {criterion.status}." in line
    assert "Automatique : axe (image-alt" in lines[0]
    assert "pas encore fait" in "".join(lines)


def test_each_failure_is_listed_with_its_correction_date(client: Client) -> None:
    text = words(read(client).main)

    for criterion in read_matrix().failed:
        assert f"Critère {criterion.number}. {criterion.wrong[:20]}" in text
        assert f"{criterion.wrong[-20:]} Correction prévue : {criterion.when}" in text


def test_no_default_contact_when_nothing_is_filled_in(client: Client) -> None:
    text = words(read(client).main)

    assert "s’engage à" not in text
    assert "s’applique au site Territoires pilotes." in text
    assert "n’a pas encore publié d’adresse" in text
    assert "Cette déclaration est du 25 novembre 2026." in text
    assert not read(client).main.select("a[href^='mailto:']")


def test_settings_of_the_site_give_the_publisher_and_the_contact(client: Client) -> None:
    settings = HubSettings.for_site(Site.objects.get())
    settings.publisher, settings.contact_email = "L’agence d’essai", "nous@exemple.example"
    settings.save()
    page = read(client)

    assert "L’agence d’essai s’engage à" in words(page.main)
    assert page.main.find("a", href="mailto:nous@exemple.example")


def test_what_editors_write_is_shown(client: Client) -> None:
    page = AccessibilityPage.objects.get()
    page.entity = "Le syndicat mixte d’essai"
    page.declared_on = datetime.date(2027, 3, 1)
    page.contact_email = "acces@exemple.example"
    for name in ("introduction", "contact_details", "known_faults", "burden", "exempted"):
        setattr(page, name, f"<p>Texte {name}</p>")
    page.save_revision().publish()
    shown = read(client)
    text = words(shown.main)

    assert "Le syndicat mixte d’essai s’engage à" in text
    assert "est du 1er mars 2027" in text
    assert shown.main.find("a", href="mailto:acces@exemple.example")
    for name in ("introduction", "contact_details", "known_faults", "burden", "exempted"):
        assert f"Texte {name}" in text
    assert "n’a pas encore publié d’adresse" not in text


def test_site_without_a_failure_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Matrix, "failed", [])
    monkeypatch.setattr(Matrix, "state", State.TOTAL)
    text = words(read(client).main)

    assert "est totalement conforme avec le RGAA." in text
    assert "Aucune n’est connue" in text


def test_headings_skip_no_level_and_identifiers_are_unique(client: Client) -> None:
    page = read(client)
    levels = [int(h.name[1]) for h in page.main.find_all(["h1", "h2", "h3", "h4"])]
    identifiers = [tag["id"] for tag in page.find_all(id=True)]

    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert len(identifiers) == len(set(identifiers))


def test_declaration_takes_few_queries(client: Client) -> None:
    client.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(URL)

    assert len(queries) <= 10


def test_foot_of_every_page_says_the_state(client: Client) -> None:
    link = read(client, "/").find("nav", attrs={"aria-label": "Pied de page"}).find("a", href=URL)

    assert words(link) == f"Accessibilité : {read_matrix().state}"


@pytest.fixture(scope="module")
def apps() -> StateApps:
    """The historical models of the migration."""
    loader = MigrationLoader(None)  # the files alone, no database
    return loader.project_state([("home", "0006_declare_accessibility")]).apps


def make_draft_again(apps: StateApps) -> FreePage:
    """Restore the page as it was before the migration."""
    migration.take_back(apps, None)
    return FreePage.objects.get(slug="accessibilite")


def test_untouched_draft_becomes_the_declaration_and_back(apps: StateApps) -> None:
    before = AccessibilityPage.objects.get()
    draft = make_draft_again(apps)

    assert (draft.pk, draft.path, draft.live) == (before.pk, before.path, False)
    assert Page.objects.get(pk=draft.pk).specific_class is FreePage

    migration.declare(apps, None)

    after = AccessibilityPage.objects.get()
    assert (after.pk, after.path, after.title, after.live) == (
        before.pk,
        before.path,
        before.title,
        True,
    )
    assert Page.objects.get(pk=after.pk).specific == after
    assert not FreePage.objects.filter(pk=after.pk).exists()


def write(page: Page) -> None:
    page.summary = "Nos engagements"
    page.save()


def publish(page: Page) -> None:
    page.live = True
    page.save()


def keep_a_draft(page: Page) -> None:
    page.save_revision()


def add_a_child(page: Page) -> None:
    FreePageFactory(parent=page)


@pytest.mark.parametrize("work", [write, publish, keep_a_draft, add_a_child])
def test_edited_page_is_not_migrated(apps: StateApps, work: Callable[..., Any]) -> None:
    draft = make_draft_again(apps)
    work(draft)

    migration.declare(apps, None)

    assert FreePage.objects.filter(pk=draft.pk).exists()
    assert not AccessibilityPage.objects.exists()


def test_site_without_the_page_is_left_alone(apps: StateApps) -> None:
    AccessibilityPage.objects.get().delete()

    migration.declare(apps, None)

    assert not AccessibilityPage.objects.exists()
