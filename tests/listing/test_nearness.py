"""The territory of `pres_de`, the weights of the others, and the reasons on cards."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from hub.core.models import HubPage
from hub.listing.nearness import Nearness, read_nearness
from hub.territories.models import Territory, TerritoryKind
from tests.factories import (
    InitiativePageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def asked(value: str) -> HttpRequest:
    return RequestFactory().get("/inspiration/", {"pres_de": value})


@pytest.fixture
def departement() -> Territory:
    return TerritoryFactory(kind=TerritoryKind.DEPARTEMENT, name="Indre-et-Loire", code="37")


@pytest.fixture
def reugny(departement: Territory) -> Territory:
    return TerritoryFactory(
        name="Reugny", code="37194", parent=departement, latitude=47.48, longitude=0.88
    )


def card(page: HubPage) -> HubPage:
    return HubPage.objects.for_cards().get(pk=page.pk)


@pytest.mark.parametrize("value", ["37194", "37194-reugny", "Reugny (37)", "REUGNY (37)", "reugny"])
def test_territory_is_read_from_a_code_a_path_or_a_name(reugny: Territory, value: str) -> None:
    found = read_nearness(asked(value))
    assert found.nearness is not None
    assert (found.nearness.territory, found.nearness.value) == (reugny, "37194")
    assert (found.nearness.label, found.notice) == ("Reugny (37)", "")


def test_homonyms_are_proposed_and_nothing_is_chosen(reugny: Territory) -> None:
    other = TerritoryFactory(name="Reugny", code="03213")
    found = read_nearness(asked("Reugny"))
    assert found.nearness is None
    assert set(found.candidates) == {reugny, other}
    assert "plusieurs territoires" in found.notice


def test_code_of_two_territories_is_ambiguous_and_their_path_is_not() -> None:
    aude = TerritoryFactory(kind=TerritoryKind.DEPARTEMENT, name="Aude", code="11")
    TerritoryFactory(kind=TerritoryKind.REGION, name="Île-de-France", code="11")
    assert len(read_nearness(asked("11")).candidates) == 2
    nearness = read_nearness(asked("11-aude")).nearness
    assert nearness is not None
    assert (nearness.territory, nearness.value) == (aude, "11-aude")


@pytest.mark.parametrize("value", ["Nulle-Part", "99999", "\0", "()", "37-", "é" * 5000])
def test_unknown_text_is_told_and_chooses_nothing(value: str) -> None:
    found = read_nearness(asked(value))
    assert (found.nearness, found.candidates) == (None, ())
    assert len(found.typed) <= 200
    assert bool(found.notice) == bool(found.typed)


def test_dissolved_territory_leads_to_its_successor(reugny: Territory) -> None:
    TerritoryFactory(name="Ancienne", code="37999", dissolved_in="2026", successor=reugny)
    nearness = read_nearness(asked("37999")).nearness
    assert nearness is not None
    assert nearness.territory == reugny


def test_weights_are_those_of_visible_pages(reugny: Territory) -> None:
    near, far, hidden = (
        TerritoryFactory(name=name, population=population, latitude=47.4, longitude=0.9)
        for name, population in (("Près", 1700), ("Loin", 2_000_000), ("Caché", 1759))
    )
    InitiativePageFactory(territories=[near, reugny])
    InitiativePageFactory(territories=[far])
    InitiativePageFactory(territories=[hidden], live=False)
    weights = Nearness(reugny).weights
    assert weights.keys() == {near.path, far.path, reugny.path}
    assert weights[reugny.path] == 1
    assert 1 > weights[near.path] > weights[far.path] > 0


def test_card_is_explained_by_its_best_territory_and_its_own_themes(reugny: Territory) -> None:
    orders, food = ThemeFactory(name="Achats communs"), ThemeFactory(name="Vergers")
    near = TerritoryFactory(population=1800, latitude=47.5, longitude=0.9)
    far = TerritoryFactory(population=90_000)
    InitiativePageFactory(territories=[reugny], themes=[orders])
    with_theme = InitiativePageFactory(territories=[far, near], themes=[food, orders])
    without = InitiativePageFactory(territories=[near], themes=[food])
    nearness = Nearness(reugny)
    assert "même chantier\u00a0: Achats communs" in nearness.explain(card(with_theme)).reasons
    reasons = nearness.explain(card(without)).reasons
    assert "même strate" in reasons
    assert not [reason for reason in reasons if "chantier" in reason]


def test_page_without_territory_says_so(reugny: Territory) -> None:
    page = ResourcePageFactory(territories=[])
    assert Nearness(reugny).explain(card(page)).reasons == ("aucun territoire indiqué",)


def test_closest_are_look_alikes_and_not_containers(
    reugny: Territory, departement: Territory
) -> None:
    pilot = TerritoryFactory(name="Pilote", population=1759, in_programme=True)
    big = TerritoryFactory(name="Ville", population=900_000)
    TerritoryFactory(name="Sans page", population=1759)
    InitiativePageFactory(territories=[reugny, departement, big])
    assert [there for there, _ in Nearness(reugny).closest(5)] == [pilot, big]


def test_weights_take_the_same_queries_for_3_and_30_territories(
    reugny: Territory, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    theme = ThemeFactory()
    InitiativePageFactory(territories=[reugny], themes=[theme])
    counts = []
    for number in (3, 27):
        for _ in range(number):
            InitiativePageFactory(themes=[theme])
        with django_assert_max_num_queries(7) as captured:
            assert isinstance(captured, CaptureQueriesContext)
            Nearness(reugny).weights  # noqa: B018
        counts.append(len(captured))
    assert counts[0] == counts[1]
