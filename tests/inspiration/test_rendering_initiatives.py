"""The pages of initiatives and resources."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.core.models import HubPage
from hub.core.models.relations import load_relations
from inspiration.models import (
    InitiativeDocument,
    InitiativeInspiration,
    InitiativePage,
    InitiativeResult,
    InitiativeSource,
    InitiativeStep,
    ResourcePage,
)
from inspiration.models.similar import similar_initiatives
from podcasts.models import EpisodeInitiative
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text

pytestmark = pytest.mark.django_db


def page_of(client: Client, page: HubPage) -> BeautifulSoup:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def section_text(soup: BeautifulSoup, anchor: str) -> str:
    """Return the text of the section under a heading."""
    return re.sub(r"\s+", " ", soup.find(id=anchor).parent.get_text())


def test_facts_show_known_and_unknown_values(client: Client, site_tree: SiteTree) -> None:
    page = InitiativePageFactory(complete=True, setting="rural", site_name="L’Ancienne gare")
    soup = page_of(client, page)
    facts = section_text(soup, "en-bref")
    for words in ("Mise en œuvre", "En 2021", "L’Ancienne gare", "Rural", "30 000 €"):
        assert words in facts
    assert "Équipe inconnu à ce jour" in facts
    assert "Département de l’Été (12 500 €)" in facts
    assert "L’école Élisée-Reclus : accueil" in section_text(soup, "partenaires")


def test_empty_section_has_no_heading(client: Client, site_tree: SiteTree) -> None:
    soup = page_of(client, InitiativePageFactory())
    for anchor in ("defi", "demarche", "resultats", "freins", "transposer", "contact"):
        assert soup.find(id=anchor) is None


def test_failures_are_as_visible_as_results(client: Client, site_tree: SiteTree) -> None:
    soup = page_of(client, InitiativePageFactory(complete=True))
    assert soup.find(id="freins").name == soup.find(id="resultats").name == "h2"
    assert "séché la moitié des plants" in section_text(soup, "freins")


def test_results_are_a_table_with_headers_year_and_source(
    client: Client, site_tree: SiteTree
) -> None:
    results = [
        InitiativeResult(
            indicator="surface rendue", value="3,6", unit="hectares", year=2022, source="L’EPCI"
        )
    ]
    table = page_of(client, InitiativePageFactory(results=results)).find("table")
    assert [th["scope"] for th in table.select("th")] == ["col"] * 4 + ["row"]
    assert [shown_text(cell) for cell in table.select("td")] == ["3,6 hectares", "2022", "L’EPCI"]


def test_steps_are_dated_with_their_precision(client: Client, site_tree: SiteTree) -> None:
    steps = [
        InitiativeStep(title="Écouter", date=datetime.date(2021, 9, 1), precision="month"),
        InitiativeStep(title="Planter", text="Avec les élèves."),
    ]
    items = page_of(client, InitiativePageFactory(steps=steps)).select("ol.timeline li")
    assert items[0].find("time")["datetime"] == "2021-09"
    assert "septembre 2021" in items[0].get_text()
    assert items[1].find("time") is None


def test_contact_is_a_form_and_its_address_is_never_in_a_page(
    client: Client, site_tree: SiteTree
) -> None:
    page = InitiativePageFactory(reachable=True)
    soup = page_of(client, page)
    form = client.get(f"{page.get_url()}contact/")
    assert soup.find("a", href=f"{page.get_url()}contact/")
    assert form.status_code == 200
    assert "contact@example.org" not in str(soup) + form.content.decode()


def test_contact_form_names_its_fields_and_its_errors(
    client: Client, site_tree: SiteTree, mailoutbox: list[EmailMessage]
) -> None:
    page = InitiativePageFactory(reachable=True)
    response = client.post(f"{page.get_url()}contact/", {"name": "Zoé", "email": "non"})
    soup = BeautifulSoup(response.content, "html.parser")
    for name in ("name", "email", "message"):
        field = soup.find(None, {"name": name})
        assert soup.find("label", attrs={"for": field["id"]})
    email = soup.find(None, {"name": "email"})
    assert email["aria-invalid"] == "true"
    for described_by in email["aria-describedby"].split():
        assert soup.find(id=described_by)
    assert not mailoutbox


def test_letters_and_episodes_that_cite_it_are_listed_if_visible(
    client: Client, site_tree: SiteTree
) -> None:
    page = InitiativePageFactory()
    letter = NewsletterPageFactory(
        title="La lettre qui cite", rubriques=[rubrique(make.initiative(page))]
    )
    EpisodePageFactory(
        title="L’épisode qui raconte", initiatives=[EpisodeInitiative(initiative=page)]
    )
    hidden = NewsletterPageFactory(title="SECRET", rubriques=[rubrique(make.initiative(page))])
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    NewsletterPageFactory(title="SECRET 2", draft=True, rubriques=[rubrique(make.initiative(page))])
    soup = page_of(client, page)
    cited = section_text(soup, "ailleurs")
    assert "La lettre qui cite" in cited
    assert soup.find("a", href=letter.get_url())
    assert "L’épisode qui raconte" in cited
    assert "SECRET" not in str(soup)


def test_similar_initiatives_share_a_theme_or_a_territory(
    client: Client, site_tree: SiteTree
) -> None:
    theme, place = ThemeFactory(), TerritoryFactory()
    page = InitiativePageFactory(themes=[theme], territories=[place])
    InitiativePageFactory(title="Même thème", themes=[theme])
    InitiativePageFactory(title="Même lieu", territories=[place])
    InitiativePageFactory(title="Les deux", themes=[theme], territories=[place])
    InitiativePageFactory(title="Rien à voir")
    InitiativePageFactory(title="SECRET", themes=[theme], draft=True)
    soup = page_of(client, page)
    near = [p.get_text() for p in soup.select("ul.near-list p.reference-title")]
    assert near == ["Les deux", "Même thème", "Même lieu"]


def test_similar_initiatives_are_sorted_by_likeness_and_say_why(
    client: Client, site_tree: SiteTree
) -> None:
    theme = ThemeFactory(name="Vergers")
    page = InitiativePageFactory(themes=[theme], territories=[TerritoryFactory(population=900)])
    for title, population in (("Ville", 500_000), ("Village", 1_000), ("Bourg", 9_000)):
        place = TerritoryFactory(population=population)
        InitiativePageFactory(title=title, themes=[theme], territories=[place])
    soup = page_of(client, page)
    near = [p.get_text() for p in soup.select("ul.near-list p.reference-title")]
    assert near == ["Village", "Bourg", "Ville"]
    reasons = soup.select_one("ul.near-list .near-reasons").get_text(" ", strip=True)
    assert "même strate\u00a0· même chantier\u00a0: Vergers" in reasons
    assert "votre" not in soup.select_one("ul.near-list").get_text()


def test_similar_initiatives_take_the_same_queries_for_3_and_30(
    site_tree: SiteTree, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    theme = ThemeFactory()
    page = InitiativePageFactory(themes=[theme])
    counts = []
    for number in (3, 27):
        for _ in range(number):
            InitiativePageFactory(themes=[theme])
        fresh = InitiativePage.objects.get(pk=page.pk)
        load_relations([fresh])
        with django_assert_max_num_queries(5) as captured:
            assert len(similar_initiatives(fresh, None)) == 3
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_inspiration_shows_only_when_visible(client: Client, site_tree: SiteTree) -> None:
    shown, hidden = InitiativePageFactory(title="La source"), InitiativePageFactory(title="SECRET")
    hidden.unpublish()
    page = InitiativePageFactory(
        inspirations=[InitiativeInspiration(source=shown), InitiativeInspiration(source=hidden)]
    )
    soup = page_of(client, page)
    assert "La source" in section_text(soup, "transposer")
    assert "SECRET" not in str(soup)


def test_trust_block_names_licence_source_and_dates(client: Client, site_tree: SiteTree) -> None:
    page = InitiativePageFactory(
        source_url="https://www.example.org/recit",
        verified_on=datetime.date(2022, 3, 1),
        update_note="Les chiffres de 2022",
    )
    soup = page_of(client, page)
    trust = section_text(soup, "confiance")
    for words in ("1er mars 2022", "Les chiffres de 2022", "example.org", "Licence Ouverte 2.0"):
        assert words in trust
    assert soup.find("a", rel="license")


def test_page_costs_the_same_with_three_or_thirty_rows(client: Client, site_tree: SiteTree) -> None:
    def initiative_of(size: int) -> InitiativePage:
        page = InitiativePageFactory(
            complete=True,
            sources=[InitiativeSource(title=f"Source {n}") for n in range(size)],
            results=[InitiativeResult(indicator=f"{n}", value="1") for n in range(size)],
            body=[block for _ in range(size) for block in (make.quote(), make.interview())],
        )
        page.documents = [InitiativeDocument(document=DocumentFactory()) for _ in range(size)]
        page.save()
        return page

    counts = []
    for page in (initiative_of(3), initiative_of(30)):
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as queries:
            page_of(client, page)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_preview_of_an_unsaved_initiative_renders(site_tree: SiteTree) -> None:
    page = InitiativePage(title="Initiative d’essai", contact_email="boite@example.org")
    page.body = make.every_block()
    page.steps = [InitiativeStep(title="Une étape d’essai")]
    content = page.make_preview_request().rendered_content
    assert "Une étape d’essai" in content
    assert "boite@example.org" not in content


@pytest.mark.parametrize(
    ("health", "words"), [("perdu", "ne répond plus"), ("", "Consulter sur example.org")]
)
def test_resource_gives_its_address_and_its_health(
    client: Client, site_tree: SiteTree, health: str, words: str
) -> None:
    page = ResourcePageFactory(
        resource_url="https://www.example.org/guide", link_health=health, year=2021
    )
    soup = page_of(client, page)
    facts = section_text(soup, "en-bref")
    assert words in facts
    assert "2021" in facts


def test_resource_file_has_its_format(client: Client, site_tree: SiteTree) -> None:
    page = ResourcePageFactory(document=DocumentFactory(), resource_url="")
    soup = page_of(client, page)
    assert "TXT" in section_text(soup, "en-bref")
    assert soup.find("a", download=True)["href"].startswith("/documents/")


def test_preview_of_an_unsaved_resource_renders(site_tree: SiteTree) -> None:
    page = ResourcePage(title="Guide d’essai", resource_kind="guide")
    assert "Guide d’essai" in page.make_preview_request().rendered_content
