"""Lists sorted by likeness to the territory of the reader (`pres_de`)."""

import datetime
import random
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client, RequestFactory

from hub.agenda.listings import AgendaListing
from hub.core.models import HubPage
from hub.listing.listing import Listing
from hub.listing.nearness import Nearness
from hub.territories.models import Cohort, Inclusion, Territory, TerritoryKind
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.territories.likeness_truth import facts_of, false_reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

# (name, code, population, latitude, longitude) and the date of its page: the oldest is the nearest.
PLACES = (
    ("Paris", "75056", 2_133_111, 48.86, 2.35),
    ("Saint-Pierre", "97416", 84_982, -21.34, 55.48),
    ("Ruffec", "16292", 3_487, 46.03, 0.2),
    ("Chançay", "37052", 1_150, 47.45, 0.88),
)


def listing(query: str = "", **options: Any) -> Listing:
    return Listing(RequestFactory().get(f"/recherche/?{query}"), **options)


def titles(query: str, **options: Any) -> list[str]:
    return [page.title for page in listing(query, **options).page]


@pytest.fixture
def reugny() -> Territory:
    departement = TerritoryFactory(kind=TerritoryKind.DEPARTEMENT, name="Indre-et-Loire", code="37")
    return TerritoryFactory(
        name="Reugny", code="37194", parent=departement, latitude=47.48, longitude=0.88
    )


@pytest.fixture
def places(reugny: Territory) -> list[HubPage]:
    """One initiative per place, named after it, and a letter without territory."""
    NewsletterPageFactory(title="Lettre", territories=[], date=datetime.date(2026, 5, 5), number=1)
    return [
        InitiativePageFactory(
            title=name,
            summary="Un jardin, à l’école.",
            territories=[
                TerritoryFactory(
                    name=name, code=code, population=size, latitude=latitude, longitude=longitude
                )
            ],
        )
        for name, code, size, latitude, longitude in PLACES
    ]


NEAREST = ["Chançay", "Ruffec", "Saint-Pierre", "Paris"]


def test_list_is_sorted_by_likeness(places: list[HubPage]) -> None:
    assert titles("pres_de=37194&type=initiative") == NEAREST
    assert titles("pres_de=37194")[-1] == "Lettre"
    assert listing("pres_de=37194").sort == "proximite"


def test_inspiration_page_is_ranked_for_reugny_and_every_card_says_why(
    places: list[HubPage], client: Client
) -> None:
    soup = BeautifulSoup(client.get("/inspiration/?pres_de=37194").content, "html.parser")
    cards = soup.select("article.card")
    assert [card.select_one("h3").get_text() for card in cards] == NEAREST
    reasons = [card.select_one(".near-reasons").get_text(" ", strip=True) for card in cards]
    assert "même strate\u00a0· 3\u00a0km" in reasons[0]
    assert len(reasons) == 4
    assert soup.select_one("[name=pres_de]")["value"] == "Reugny (37)"
    chip = soup.select_one(".chips a.chip")
    assert (chip.get_text(strip=True), chip["href"]) == (
        "Classé pour Reugny (37)",
        "/inspiration/",
    )


def test_with_words_relevance_counts_and_proximity_can_be_asked(places: list[HubPage]) -> None:
    near = listing("q=jardin&pres_de=37194")
    assert (near.sort, near.default_sort) == ("pertinence", "pertinence")
    assert titles("q=jardin&pres_de=37194") == NEAREST
    assert titles("q=jardin&pres_de=37194&tri=proximite") == NEAREST
    assert list(near.sorts) == ["pertinence", "proximite", "date", "titre"]


def test_explicit_order_wins_and_cards_still_say_why(places: list[HubPage]) -> None:
    page = listing("pres_de=37194&tri=titre&type=initiative").page
    assert [card.title for card in page] == sorted(NEAREST)
    assert all(card.likeness.reasons for card in page)


def test_urls_of_the_list_keep_the_territory_and_one_click_forgets_it(
    places: list[HubPage],
) -> None:
    near = listing("pres_de=Reugny+(37)&q=jardin&tri=proximite", formats=["rss", "csv"])
    assert near.parameters == QueryDict("q=jardin&pres_de=37194&tri=proximite")
    assert "pres_de=37194" in near.page_url(2)
    assert all("pres_de=37194" in other["url"] for other in near.formats)
    assert ("pres_de", "37194") in near.choosing_hidden_fields
    assert near.forget_url == "/recherche/?q=jardin"
    assert not near.is_plain


@pytest.mark.parametrize("name", ["json", "csv", "rss"])
def test_other_formats_have_the_same_order(
    name: str, places: list[HubPage], client: Client
) -> None:
    text = client.get(f"/inspiration.{name}?pres_de=37194").getvalue().decode()
    positions = [text.index(title) for title in NEAREST]
    assert positions == sorted(positions)


def test_homonyms_are_proposed_and_the_list_is_not_sorted(
    places: list[HubPage], client: Client
) -> None:
    TerritoryFactory(name="Reugny", code="03213")
    near = listing("pres_de=Reugny&q=jardin")
    assert "proximite" not in near.sorts
    assert near.parameters == QueryDict("q=jardin")
    assert {choice["label"] for choice in near.near_choices} == {
        "Reugny (37), commune",
        "Reugny (03), commune",
    }
    page = client.get("/inspiration/?pres_de=Reugny").text
    assert "désigne plusieurs territoires" in page
    assert "/inspiration/?pres_de=37194-reugny" in page
    assert "near-reasons" not in page


@pytest.mark.parametrize("value", ["Nulle-Part", "99999", "é" * 5000, "37<script>alert(1)"])
def test_unknown_territory_is_told_and_the_rest_is_applied(
    value: str, places: list[HubPage], client: Client
) -> None:
    response = client.get("/inspiration/", {"pres_de": value, "q": "jardin"})
    assert response.status_code == 200
    assert "Nous n’avons pas compris" in response.text
    assert "<script>alert" not in response.text
    assert BeautifulSoup(response.content, "html.parser").select("article.card")


def test_nearness_without_territory_is_ignored(client: Client) -> None:
    assert "l’ordre «\u00a0proximite\u00a0»" in listing("tri=proximite").ignored


def test_agenda_is_sorted_by_likeness_or_by_date(places: list[HubPage]) -> None:
    for page, day in zip(places, (1, 2, 3, 4), strict=True):
        date = datetime.date(2099, 1, day)
        EventPageFactory(title=f"À {page.title}", start_date=date, territories=page.territories)

    def agenda(query: str) -> list[str]:
        request = RequestFactory().get(f"/agenda/?{query}")
        events = EventPageFactory._meta.model.objects.all()
        return [page.title for page in AgendaListing(request, events, kinds=["evenement"]).page]

    by_date = [f"À {name}" for name, *_ in PLACES]
    assert agenda("") == by_date
    assert agenda("pres_de=37194") == [f"À {name}" for name in NEAREST]
    assert agenda("pres_de=37194&tri=date") == by_date


def test_near_list_takes_the_same_queries_for_3_and_30_pages(
    reugny: Territory, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    theme = ThemeFactory()
    InitiativePageFactory(territories=[reugny], themes=[theme])
    counts = []
    for number in (3, 27):
        for _ in range(number):
            InitiativePageFactory(themes=[theme])
        client.get("/inspiration/?pres_de=37194")
        with django_assert_max_num_queries(40) as captured:
            client.get("/inspiration/?pres_de=37194")
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("seed", range(3))
def test_every_reason_of_random_pages_is_true(seed: int) -> None:
    """Each reason is checked from the rows of the database, with other formulas."""
    rng = random.Random(seed)
    cohorts = [Cohort.objects.create(name=f"Promotion {number}") for number in range(2)]
    kinds = TerritoryKind.values
    places = [
        TerritoryFactory(
            name=f"Lieu-{number}",
            code=f"96{number:03}",
            kind=rng.choice(["commune", "commune", *kinds]),
            edition="2026",
            population=rng.choice((None, 0, round(10 ** rng.uniform(1, 6)))),
            latitude=rng.choice((None, rng.uniform(42, 51))),
            longitude=rng.uniform(-4, 8),
            departement_codes=rng.choice(("", "37", "37 41", "75")),
            region_codes=rng.choice(("24", "11")),
            cohort=rng.choice((None, *cohorts)),
        )
        for number in range(20)
    ]
    for inner, outer in {tuple(rng.sample(places, 2)) for _ in range(25)}:
        Inclusion.objects.get_or_create(inner=inner, outer=outer)
    themes = [ThemeFactory() for _ in range(4)]
    for _ in range(15):
        InitiativePageFactory(
            territories=rng.sample(places, rng.randrange(3)),
            themes=rng.sample(themes, rng.randrange(3)),
        )
    facts = facts_of(place.pk for place in places)
    cards = list(HubPage.objects.for_cards())
    for here in places:
        nearness = Nearness(here)
        own = {t.name for page in cards if here in page.territories for t in page.ranked_themes}
        for page in cards:
            found = nearness.explain(page)
            assert found.reasons
            wrong = false_reasons(
                found.reasons,
                facts[here.pk],
                [facts[place.pk] for place in page.territories],
                own,
                {theme.name for theme in page.ranked_themes},
            )
            assert not wrong, (here.name, page.title)
