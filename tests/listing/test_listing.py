import datetime
from typing import Any
from urllib.parse import urljoin

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from hub.listing.listing import PER_PAGE, Listing
from hub.themes.models import Theme
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

MARCH, APRIL = datetime.date(2022, 3, 1), datetime.date(2023, 4, 1)


def listing(query: str = "", **options: Any) -> Listing:
    return Listing(RequestFactory().get(f"/recherche/?{query}"), **options)


def titles(query: str = "", **options: dict[str, tuple[str]]) -> list[str]:
    return [page.title for page in listing(query, **options).page]


@pytest.fixture
def themes() -> list[Theme]:
    return [ThemeFactory(name=name) for name in ("École", "Été")]


@pytest.fixture
def pages(themes: list[Theme]) -> None:
    """A: school, in 2022; B: summer, in 2023; C: both, a resource."""
    school, summer = themes
    NewsletterPageFactory(title="A", themes=[school], date=MARCH, number=1)
    NewsletterPageFactory(title="B", themes=[summer], date=APRIL, number=2)
    ResourcePageFactory(title="C", themes=[school, summer])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tri=titre", ["A", "B", "C"]),
        ("theme=ecole&tri=titre", ["A", "C"]),
        ("theme=ecole&theme=ete&tri=titre", ["A", "B", "C"]),
        ("theme=ecole&type=lettre", ["A"]),
        ("theme=ecole&theme=ete&type=lettre&tri=titre", ["A", "B"]),
        ("annee=2022", ["A"]),
        ("annee=2022&annee=2023&tri=titre", ["A", "B"]),
        ("annee=2022&theme=ete", []),
        ("type=ressource", ["C"]),
        ("type=lettre&type=ressource&tri=titre", ["A", "B", "C"]),
    ],
)
def test_values_of_a_filter_are_or_and_filters_are_and(
    query: str, found: list[str], pages: None
) -> None:
    assert titles(query) == found


def test_the_latest_comes_first_by_default(pages: None) -> None:
    assert titles("type=lettre") == ["B", "A"]


def test_a_page_without_date_comes_last() -> None:
    EventPageFactory(title="Sans date", start_date=None, precision="unknown")
    EventPageFactory(title="Daté", start_date=MARCH)

    assert titles("type=evenement") == ["Daté", "Sans date"]


def test_relevance_is_proposed_only_with_words(pages: None) -> None:
    assert "pertinence" not in listing().sorts
    assert listing("q=ete").sort == "pertinence"


def test_titles_weigh_more_than_bodies() -> None:
    NewsletterPageFactory(title="Rien", intro="<p>Un potager, un jour.</p>", number=1)
    NewsletterPageFactory(title="Le potager", number=2)

    assert titles("q=potager") == ["Le potager", "Rien"]


def test_a_page_is_found_by_the_words_of_its_own_fields() -> None:
    """Fields specific to each type are searched, as well as the title."""
    page = NewsletterPageFactory(closing="<p>Rendez-vous au lavoir.</p>")

    assert [found.pk for found in listing("q=lavoir").page] == [page.pk]


def test_a_territory_contains_what_happens_in_its_communes(client: Client) -> None:
    region = TerritoryFactory(region=True)
    commune = TerritoryFactory(parent=TerritoryFactory(departement=True, parent=region))
    InitiativePageFactory(title="Au village", territories=[commune])
    InitiativePageFactory(title="Ailleurs")

    assert titles(fixed={"territoire": (region.path,)}) == ["Au village"]


def test_a_chip_removes_its_own_value(pages: None) -> None:
    found = listing("q=x&theme=ecole&theme=ete&type=lettre&page=3")

    chips = {chip["label"]: QueryDict(chip["url"].partition("?")[2]) for chip in found.chips}

    assert set(chips) == {"«\u00a0x\u00a0»", "École", "Été", "Lettre"}
    assert "q" not in chips["«\u00a0x\u00a0»"]
    assert chips["École"].getlist("theme") == ["ete"]
    assert chips["École"].getlist("type") == ["lettre"]
    assert all("page" not in query for query in chips.values())


def test_there_is_no_chip_without_filter(pages: None) -> None:
    assert listing().chips == []


def test_pages_keep_the_filters_and_drop_what_was_ignored(pages: None) -> None:
    found = listing("theme=ecole&theme=inconnu&tri=titre&autre=1")

    url = found.page_url(2)

    assert url.startswith("/recherche/?")
    assert QueryDict(url.partition("?")[2]).dict() == {
        "theme": "ecole",
        "tri": "titre",
        "page": "2",
    }
    assert "page" not in found.page_url(1)
    assert found.reset_url == "/recherche/"


def test_a_long_list_is_cut_into_pages_without_repeats() -> None:
    for number in range(PER_PAGE + 2):
        NewsletterPageFactory(title=f"Lettre {number:02}", date=MARCH, rubriques=[])

    first, second = listing("type=lettre").page, listing("type=lettre&page=2").page

    assert len(first) == PER_PAGE
    assert len(second) == 2
    assert not {page.pk for page in first} & {page.pk for page in second}


@pytest.mark.parametrize("query", ["q=lettre", "q=lettre&tri=titre"])
def test_a_search_is_cut_into_pages_without_repeats(query: str) -> None:
    for number in range(PER_PAGE + 2):
        NewsletterPageFactory(title=f"Lettre {number:02}", rubriques=[])

    found = listing(query)
    pages = [page.pk for page in found.page]
    pages += [page.pk for page in listing(f"{query}&page=2").page]

    assert found.total == PER_PAGE + 2
    assert len(set(pages)) == PER_PAGE + 2


def test_only_choices_with_results_are_offered(pages: None) -> None:
    by_parameter = {facet.parameter: facet for facet in listing().facets}

    assert {choice.label for choice in by_parameter["theme"].choices} == {"École", "Été"}
    assert "territoire" not in by_parameter


def test_homonyms_are_distinguished() -> None:
    first = TerritoryFactory(name="Reugny", code="37194")
    second = TerritoryFactory(name="Reugny", code="03213")
    ResourcePageFactory(title="Touraine", territories=[first])
    ResourcePageFactory(title="Allier", territories=[second])

    assert titles("territoire=37194-reugny") == ["Touraine"]
    assert titles("territoire=03213-reugny") == ["Allier"]


def test_a_corrected_search_says_so_and_can_be_searched_as_typed(client: Client) -> None:
    InitiativePageFactory(title="La cantine de Reugny")

    found = listing("q=cantinne+reugny")
    page = client.get("/recherche/", {"q": "cantinne reugny"}).content.decode()
    assert found.correction is not None
    as_typed = client.get(urljoin("/recherche/", found.correction["url"]))

    assert (found.total, found.correction["text"]) == (1, "cantine reugny")
    assert "Résultats pour «&nbsp;cantine reugny&nbsp;»" in page
    assert "Chercher plutôt «&nbsp;cantinne reugny&nbsp;»" in page
    assert "Résultats pour" not in as_typed.content.decode()
