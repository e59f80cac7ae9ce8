import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from hub.newsletters.models import NewsletterPage
from hub.newsletters.renderings import render_plain_text
from hub.people.models import Organisation, Person, PersonCategory
from tests.factories import (
    ImageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    TerritoryFactory,
)
from tests.factories.blocks import interview, quote
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

SECRETS = ("Hévéder", "heveder@example.org", "Vie privée")


@pytest.fixture
def quoted(site_tree: SiteTree) -> tuple[Person, NewsletterPage]:
    """A person with every field filled, and a letter that quotes them twice."""
    person = PersonFactory(
        name="Anaïs L’Hévéder",
        email="heveder@example.org",
        email_is_public=True,
        biography="Vie privée",
        photo=ImageFactory(),
        photo_consent=True,
    )
    PersonFunctionFactory(
        person=person, title="maire de Reugny", territory=TerritoryFactory(name="Reugny")
    )
    kind, answers = interview(text="L’été, on s’écoute.")
    answers["answers"][0]["person"] = person
    letter = NewsletterPageFactory(
        rubriques=[rubrique(quote("On décide ensemble.", person=person), (kind, answers))]
    )
    return person, letter


def test_a_photo_without_consent_is_refused() -> None:
    with pytest.raises(ValidationError, match="l’accord de la personne"):
        PersonFactory.build(photo=ImageFactory()).clean()


def test_a_photo_with_consent_is_accepted() -> None:
    PersonFactory.build(photo=ImageFactory(), photo_consent=True).clean()


def test_the_address_is_hidden_unless_ticked() -> None:
    assert PersonFactory.build(email="zoe@example.org").public_email == ""
    shown = PersonFactory.build(email="zoe@example.org", email_is_public=True)
    assert shown.public_email == "zoe@example.org"


def test_showing_an_address_that_is_missing_is_refused() -> None:
    with pytest.raises(ValidationError, match="Indiquez l’adresse à montrer"):
        PersonFactory.build(email_is_public=True).clean()


def test_the_current_function_is_one_that_has_not_ended() -> None:
    person = PersonFactory()
    PersonFunctionFactory(person=person, title="conseillère", end=datetime.date(2020, 6, 1))
    current = PersonFunctionFactory(person=person, title="maire")

    assert person.current_function == current


def test_there_is_no_current_function_when_all_have_ended() -> None:
    function = PersonFunctionFactory(end=datetime.date(2020, 6, 1))

    assert function.person.current_function is None


def test_a_function_that_ends_before_it_starts_is_refused() -> None:
    function = PersonFunctionFactory.build(
        start=datetime.date(2022, 1, 1), end=datetime.date(2021, 1, 1)
    )

    with pytest.raises(ValidationError, match="La fin vient après le début"):
        function.clean()


def test_erasing_keeps_the_words_in_the_letter_and_forgets_the_person(
    quoted: tuple[Person, NewsletterPage], client: Client
) -> None:
    person, letter = quoted
    assert "Hévéder" in client.get(letter.url).text

    person.erase()

    html = client.get(letter.url).text
    for words in ("On décide ensemble.", "L’été, on s’écoute.", "Un·e élu·e de Reugny"):
        assert words in html
    for secret in SECRETS:
        assert secret not in html


def test_erasing_keeps_the_words_in_the_plain_text(quoted: tuple[Person, NewsletterPage]) -> None:
    person, letter = quoted
    person.erase()

    letter = NewsletterPage.objects.get(pk=letter.pk)
    text = render_plain_text(letter, RequestFactory().get(letter.url))

    assert "On décide ensemble." in text
    assert "Hévéder" not in text


def test_erasing_leaves_nothing_of_the_person_in_the_record(
    quoted: tuple[Person, NewsletterPage],
) -> None:
    person, _ = quoted
    person.erase()

    row = Person.objects.values().get(pk=person.pk)
    kept = " ".join(str(value) for value in row.values())
    for secret in SECRETS:
        assert secret not in kept
    assert row["photo_id"] is None
    assert row["erased_at"] is not None
    assert not Person.objects.get(pk=person.pk).functions.exists()


@pytest.mark.parametrize(
    ("category", "name"),
    [
        (PersonCategory.AGENT, "Un·e agent·e"),
        (PersonCategory.HABITANT, "Un·e habitant·e"),
        ("", "Une personne"),
    ],
)
def test_an_erased_person_is_named_after_what_they_are(
    category: PersonCategory | str, name: str
) -> None:
    person = PersonFactory(category=category)

    person.erase()

    assert person.name == name


def test_an_organisation_is_shown_with_its_acronym() -> None:
    assert str(OrganisationFactory.build(name="L’Écluse", acronym="LE")) == "L’Écluse (LE)"
    assert str(OrganisationFactory.build(name="L’Écluse")) == "L’Écluse"


def test_two_organisations_cannot_have_the_same_name() -> None:
    OrganisationFactory(name="L’Écluse")

    with pytest.raises(ValidationError):
        Organisation(name="L’Écluse").full_clean()
