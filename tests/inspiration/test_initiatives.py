import datetime

import pytest
from django.core.exceptions import ValidationError

from inspiration.means import ProjectResource
from inspiration.models import InitiativeFunder, InitiativePage
from tests.factories import InitiativePageFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

MISSING = {
    "challenge": "le défi",
    "objectives": "les objectifs",
    "actions": "ce qui a été fait",
    "participation": "la participation des habitants",
    "obstacles": "les freins et échecs",
    "success_factors": "les conditions de réussite",
    "advice": "les conseils aux pairs",
    "steps": "la démarche",
    "partners": "qui coopère",
    "results": "les résultats",
}


def test_a_published_initiative_starts_brief() -> None:
    completeness = InitiativePageFactory().completeness

    assert completeness.label == "brève"
    assert completeness.percent == 0
    assert set(MISSING.values()) < set(completeness.missing)


def test_an_initiative_with_every_field_is_complete() -> None:
    completeness = InitiativePageFactory(complete=True).completeness

    assert completeness.label == "complète"
    assert completeness.percent == 100
    assert completeness.missing == ()


@pytest.mark.parametrize(("name", "label"), MISSING.items())
def test_what_is_missing_is_said_in_words(name: str, label: str) -> None:
    value = [] if name in ("steps", "partners", "results") else ""
    completeness = InitiativePageFactory(complete=True, **{name: value}).completeness

    assert completeness.missing == (label,)
    assert completeness.label == "brève"


def test_a_resource_declared_unknown_counts_as_filled() -> None:
    page = InitiativePageFactory(complete=True, budget=None, funders=[], unknown_means=["staff"])

    assert page.completeness.is_complete


def test_no_resource_at_all_is_missing() -> None:
    page = InitiativePageFactory(complete=True, budget=None, funders=[], unknown_means=[])

    assert page.completeness.missing == ("les moyens",)


def test_resources_in_words() -> None:
    page = InitiativePageFactory(
        budget=12500,
        running_cost=900,
        staff="1.50",
        months_to_result=18,
        legal_form="Association",
        funders=[
            InitiativeFunder(organisation=OrganisationFactory(name="L’État"), amount=1000000),
            InitiativeFunder(name="Région d’été"),
        ],
    )

    means = dict(InitiativePage.objects.get(pk=page.pk).means)

    digits = {
        label: words.replace("\u202f", " ").replace("\u00a0", " ") for label, words in means.items()
    }
    assert digits == {
        "Budget": "12 500 €",
        "Coût de fonctionnement": "900 € par an",
        "Financeurs": "L’État (1 000 000 €), Région d’été",
        "Équipe": "1,5 ETP",
        "Délai du premier résultat": "18 mois",
        "Forme juridique": "Association",
    }


def test_a_budget_of_zero_is_a_known_budget() -> None:
    page = InitiativePageFactory(budget=0)

    assert dict(page.means)["Budget"] == "0\u00a0€"


def test_an_unknown_resource_is_shown_unknown_and_empty_ones_are_hidden() -> None:
    page = InitiativePageFactory(unknown_means=["budget"])

    assert page.means == [("Budget", "inconnu à ce jour")]


def test_a_resource_value_overrides_its_unknown_box() -> None:
    page = InitiativePageFactory(budget=5, unknown_means=["budget"])

    assert page.means == [("Budget", "5\u00a0€")]


def test_every_resource_can_be_declared_unknown() -> None:
    choices = InitiativePage._meta.get_field("unknown_means").formfield().choices

    assert [value for value, _ in choices] == list(ProjectResource)


def test_latitude_and_longitude_go_together() -> None:
    page = InitiativePageFactory.build(parent=None, image=None, latitude=47.4, longitude=None)

    with pytest.raises(ValidationError, match="vont ensemble"):
        page.clean()


def test_latitude_zero_is_a_latitude() -> None:
    InitiativePageFactory.build(parent=None, image=None, latitude=0, longitude=0).clean()


def test_an_end_before_the_start_is_refused() -> None:
    page = InitiativePageFactory.build(parent=None, image=None, end_date=datetime.date(2020, 1, 1))

    with pytest.raises(ValidationError, match="La fin vient après le début"):
        page.clean()


def test_the_contact_is_the_mailbox_before_the_person() -> None:
    page = InitiativePageFactory(reachable=True)
    assert page.contact_address == "contact@example.org"

    page.contact_email = "mairie@example.org"
    assert page.contact_address == "mairie@example.org"


def test_there_is_no_contact_without_address() -> None:
    assert InitiativePageFactory().contact_address == ""
