"""Public page of a territory, and the list of the territories."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.territory.programme import state_of
from home.territory.public import counted_territories, public_territories
from hub.people.models import Person
from hub.territories.models import (
    DelegationMember,
    ProgrammeAlly,
    ProgrammePhase,
    Territory,
    TerritoryKind,
)
from tests.factories import (
    CohortFactory,
    EventPageFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    ProgrammeStepFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(site_tree: SiteTree) -> tuple[Territory, Territory, Territory]:
    """Return a région, its département and a commune that holds an initiative."""
    region = TerritoryFactory(region=True, name="Val d’Été")
    departement = TerritoryFactory(departement=True, name="Haute-Brise", parent=region)
    commune = TerritoryFactory(name="Malauray", parent=departement)
    InitiativePageFactory(title="Un verger", territories=[commune])
    return region, departement, commune


def test_containers_of_content_have_a_page(client: Client, branch: tuple[Territory, ...]) -> None:
    for territory in branch:
        assert "Un verger" in text_of(client.get(territory.url))
    empty = TerritoryFactory(name="Sans-Rien", parent=branch[1])
    assert client.get(empty.url).status_code == 404
    assert set(public_territories(None)) == set(branch)


def test_page_links_up_and_down_with_counts(client: Client, branch: tuple[Territory, ...]) -> None:
    region, departement, commune = branch
    TerritoryFactory(name="Sans-Rien", parent=departement)
    soup = BeautifulSoup(client.get(departement.url).content, "html.parser")
    facts = shown_text(soup.select_one(".facts"))
    assert "Fait partie de Val d’Été" in facts
    inside = soup.select_one("ul[aria-labelledby=comprend]")
    assert [link["href"] for link in inside.select("a")] == [commune.url]
    assert "1\u00a0page" in shown_text(inside)
    above = BeautifulSoup(client.get(region.url).content, "html.parser")
    assert [a["href"] for a in above.select("ul[aria-labelledby=comprend] a")] == [departement.url]


def test_counts_hold_distinct_pages_of_the_inside(branch: tuple[Territory, ...]) -> None:
    region, departement, commune = branch
    twin = TerritoryFactory(name="Belleray", parent=departement)
    InitiativePageFactory(territories=[commune, twin, departement])
    counts = {t.pk: t.page_count for t in counted_territories(None)}
    assert counts == {commune.pk: 2, twin.pk: 1, departement.pk: 2, region.pk: 2}


def test_programme_is_shown_as_it_is_known(client: Client, site_tree: SiteTree) -> None:
    page = InitiativePageFactory(title="La cantine")
    territory = TerritoryFactory(
        pilot=True,
        cohort=CohortFactory(name="Promotion de l’été"),
        joined_on=datetime.date(2025, 9, 1),
        project="Une cantine à l’écoute",
        project_page=page,
    )
    ProgrammeStepFactory(territory=territory, start=datetime.date(2026, 1, 31))
    DelegationMember.objects.create(
        territory=territory, person=PersonFactory(name="Zoé d’Été"), role="élue référente"
    )
    ProgrammeAlly.objects.create(
        territory=territory, organisation=OrganisationFactory(name="Les Alliés"), role="récit"
    )
    soup = BeautifulSoup(client.get(territory.url).content, "html.parser")
    section = soup.select_one("section[aria-labelledby=programme]")
    found = shown_text(section)
    for words in (
        "Promotion de l’été",
        "Entrée le 1er septembre 2025",
        "Restitution",
        "Le 31 janvier 2026",
        "Zoé d’Été, élue référente",
        "Les Alliés, récit",
    ):
        assert words in found
    assert section.find("a", string="Une cantine à l’écoute")["href"] == page.url


def test_hidden_project_is_named_without_a_link(client: Client, site_tree: SiteTree) -> None:
    page = InitiativePageFactory(draft=True, title="Cachée")
    territory = TerritoryFactory(pilot=True, project="Une cantine", project_page=page)
    soup = BeautifulSoup(client.get(territory.url).content, "html.parser")
    section = soup.select_one("section[aria-labelledby=programme]")
    assert "Une cantine" in shown_text(section)
    assert section.select("a") == []


def test_erased_member_and_private_address_are_not_shown(
    client: Client, site_tree: SiteTree
) -> None:
    territory = TerritoryFactory(pilot=True)
    erased, shy = (
        PersonFactory(name="Oubliée"),
        PersonFactory(name="Discrète", email="d@exemple.fr"),
    )
    shown = PersonFactory(name="Joignable", email="j@exemple.fr", email_is_public=True)
    for person in (erased, shy, shown):
        DelegationMember.objects.create(territory=territory, person=person)
    Person.objects.get(pk=erased.pk).erase()
    PersonFunctionFactory(person=PersonFactory(name="Ailleurs"), territory=territory)
    found = text_of(client.get(territory.url))
    assert "Discrète" in found
    assert "j@exemple.fr" in found
    assert "d@exemple.fr" not in found
    assert "personne de" not in found.lower()
    assert found.count("Joignable") == 1
    assert "Ailleurs" in found[found.index("À qui s’adresser") :]


@pytest.mark.parametrize(
    ("days", "phase", "precision", "state"),
    [
        (-40, ProgrammePhase.RESTITUTION, "day", "fait"),
        (0, ProgrammePhase.RESTITUTION, "day", "en cours"),
        (40, ProgrammePhase.RESTITUTION, "day", "à venir"),
        (-40, ProgrammePhase.SUPPORT, "day", "en cours"),
        (-40, ProgrammePhase.RESTITUTION, "unknown", ""),
    ],
)
def test_state_of_a_step(
    days: int, phase: str, precision: str, state: str, site_tree: SiteTree
) -> None:
    start = datetime.date.today() + datetime.timedelta(days=days)
    step = ProgrammeStepFactory(phase=phase, start=start, precision=precision)
    assert state_of(step, step.territory) == state


def test_step_without_a_date_has_no_state(site_tree: SiteTree) -> None:
    step = ProgrammeStepFactory(start=None)
    assert state_of(step, step.territory) == ""


def test_page_offers_feed_and_calendar(client: Client, branch: tuple[Territory, ...]) -> None:
    commune = branch[2]
    soup = BeautifulSoup(client.get(commune.url).content, "html.parser")
    links = [link["href"] for link in soup.select(".follow a")]
    root = commune.url.rstrip("/")
    assert links == [f"{root}.rss", f"webcal://testserver{root}.ics", f"{root}.ics"]
    for url in (links[0], links[2]):
        assert client.get(url).status_code == 200


def test_look_alikes_say_why(client: Client, branch: tuple[Territory, ...]) -> None:
    commune = branch[2]
    twin = TerritoryFactory(name="Belleray", population=1800)
    InitiativePageFactory(territories=[twin])
    soup = BeautifulSoup(client.get(commune.url).content, "html.parser")
    section = soup.select_one("section[aria-labelledby=ressemblances]")
    assert section.find("a", string="Belleray")["href"] == twin.url
    assert "Même strate" in shown_text(section)


def test_structured_data_describes_the_place(client: Client, branch: tuple[Territory, ...]) -> None:
    region, departement, commune = branch
    soup = BeautifulSoup(client.get(commune.url).content, "html.parser")
    data = json.loads(soup.select_one("script[type='application/ld+json']").string)
    about = data[0]["about"]
    assert (about["@type"], about["name"]) == ("City", "Malauray")
    assert about["identifier"]["value"] == commune.code
    assert [place["name"] for place in about["containedInPlace"]] == [
        departement.name,
        region.name,
    ]


def test_filtered_list_has_no_thread(client: Client, branch: tuple[Territory, ...]) -> None:
    found = text_of(client.get(f"{branch[2].url}?tri=date"))
    assert "Un verger" in found
    assert "Le fil" not in found


@pytest.mark.parametrize("query", ["q=" + "é" * 5000, "q=%00", "type=inconnu", "page=x"])
def test_bad_parameters_of_a_page_are_ignored(
    query: str, client: Client, branch: tuple[Territory, ...]
) -> None:
    assert client.get(f"{branch[0].url}?{query}").status_code == 200


@pytest.mark.parametrize("path", ["99999-nulle-part", "2A-", "14-\0", "37194-" + "a" * 3000])
def test_unknown_territory_is_not_found(path: str, client: Client, site_tree: SiteTree) -> None:
    assert client.get(f"/territoires/{path}/").status_code == 404


def test_list_shows_pilots_by_cohort_then_regions(
    client: Client, branch: tuple[Territory, ...]
) -> None:
    _, departement, commune = branch
    recent = CohortFactory(name="Deuxième", start=datetime.date(2026, 1, 1))
    older = CohortFactory(name="Première", start=datetime.date(2025, 1, 1))
    for cohort in (None, older, recent):
        TerritoryFactory(pilot=True, cohort=cohort, parent=departement)
    TerritoryFactory.create_batch(
        12, kind=TerritoryKind.COMMUNE, parent=departement, pilot=True, cohort=recent
    )
    soup = BeautifulSoup(client.get("/territoires/").content, "html.parser")
    heads = [shown_text(head) for head in soup.select("main h2")]
    assert heads == [
        "Les territoires pilotes\u00a0: Deuxième",
        "Les territoires pilotes\u00a0: Première",
        "Les territoires pilotes",
        "Par région",
    ]
    folded = shown_text(soup.select_one("details.region"))
    assert "Val d’Été" in folded
    assert "Haute-Brise" in folded
    assert "et 8\u00a0autres" in folded
    assert commune.name not in shown_text(soup.select("main section")[0])


def test_editor_is_told_of_the_silence_and_a_reader_is_not(
    client: Client, site_tree: SiteTree
) -> None:
    territory = TerritoryFactory(pilot=True)
    day = datetime.date.today() - datetime.timedelta(days=400)
    EventPageFactory(start_date=day, territories=[territory])
    response = client.get(territory.url)
    assert "Pour la rédaction" not in text_of(response)
    assert "public" in response["Cache-Control"]

    user = UserFactory()
    user.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(user)
    response = client.get(territory.url)
    assert "Sans nouvelles depuis 13\u00a0mois" in text_of(response)
    assert "private" in response["Cache-Control"]


def test_number_of_queries_does_not_depend_on_the_contents(
    client: Client, site_tree: SiteTree
) -> None:
    """Also with territories inside, look-alikes, steps and members, which the lists lack."""
    counts = []
    departement = TerritoryFactory(departement=True, pilot=True)
    for size in (3, 27):
        for _ in range(size):
            commune = TerritoryFactory(parent=departement, pilot=True)
            InitiativePageFactory(territories=[commune, TerritoryFactory()])
            EventPageFactory(territories=[commune])
            ProgrammeStepFactory(territory=departement, start=datetime.date(2026, 1, 31))
            ProgrammeStepFactory(territory=commune, start=datetime.date(2026, 1, 31))
            DelegationMember.objects.create(territory=departement, person=PersonFactory())
        for url in (departement.url, "/territoires/"):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
    assert counts[2:] <= counts[:2]
    assert max(counts) <= 35
