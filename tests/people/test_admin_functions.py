"""The endpoint that gives the function of a person at the date of a letter."""

from datetime import date

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from hub.people.models import Person
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    TerritoryFactory,
)
from tests.factories.site_tree import SiteTree


@pytest.fixture
def person(site_tree: SiteTree) -> Person:
    """A mayor from 2014 to 2020, then a member of parliament."""
    person = PersonFactory(name="Anaïs L’Hévéder")
    PersonFunctionFactory(
        person=person,
        title="maire",
        organisation=OrganisationFactory(name="Ville de Lisieux"),
        territory=TerritoryFactory(name="Lisieux", code="14366"),
        start=date(2014, 4, 1),
        end=date(2020, 5, 31),
    )
    PersonFunctionFactory(person=person, title="députée", start=date(2020, 6, 1))
    return person


def ask(client: Client, person: Person, on: str) -> HttpResponseBase:
    return client.get(reverse("person_function", args=[person.pk]), {"on": on})


@pytest.mark.parametrize("on", ["2018-02-15", "15/02/2018", "31/05/2020"])
def test_function_is_the_one_of_that_day(editor_client: Client, person: Person, on: str) -> None:
    answer = ask(editor_client, person, on).json()
    assert answer["role"] == "maire"
    assert answer["organisation"] == "Ville de Lisieux"
    assert answer["territory"]["string"] == "Lisieux (14)"


def test_function_of_today_without_a_date(editor_client: Client, person: Person) -> None:
    for on in ("", "pas une date"):
        answer = ask(editor_client, person, on).json()
        assert (answer["role"], answer["when"]) == ("députée", "aujourd’hui")
        assert answer["territory"] is None


def test_no_function_before_the_first_one(editor_client: Client, person: Person) -> None:
    answer = ask(editor_client, person, "01/01/2010").json()
    assert answer == {
        "person": "Anaïs L’Hévéder",
        "when": "au 1er janvier 2010",
        "role": "",
        "organisation": "",
        "territory": None,
    }


def test_dated_function_comes_before_one_without_dates(person: Person) -> None:
    PersonFunctionFactory(person=person, title="bénévole")
    person = type(person).objects.get(pk=person.pk)
    assert person.function_on(date(2018, 1, 1)).title == "maire"
    assert person.function_on(date(2010, 1, 1)).title == "bénévole"


def test_erased_person_has_no_function(editor_client: Client, person: Person) -> None:
    person.erase()
    assert ask(editor_client, person, "").status_code == 404


def test_function_is_for_the_admin_only(client: Client, person: Person) -> None:
    assert ask(client, person, "").status_code == 302
