"""Detection of near-duplicate names."""

import pytest

from hub.backoffice.likeness import looks_like, rows_like
from hub.people.models import Person
from tests.factories import PersonFactory


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anaïs L’Hévéder", "anais l'heveder"),
        ("Jeanne Dupont", "DUPONT Jeanne"),
        ("Jean Dupont", "Jean Dupond"),
        ("Économie circulaire", "Economies circulaire"),
        ("CPIE du Cotentin", "CPIE du Cotentn"),
    ],
)
def test_same_names_look_alike(one: str, other: str) -> None:
    assert looks_like(one, other)
    assert looks_like(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean Dupont", "Jeanne Dupont"),
        ("Ain", "Aix"),
        ("Aisne", "Aine"),
        ("Territoire 12", "Territoire 13"),
        ("", ""),
        ("…", "!"),
        ("Éco", ""),
    ],
)
def test_different_names_do_not_look_alike(one: str, other: str) -> None:
    assert not looks_like(one, other)
    assert not looks_like(other, one)


@pytest.mark.django_db
def test_rows_are_found_by_any_of_the_names() -> None:
    anais, _ = PersonFactory(name="Anaïs L’Hévéder"), PersonFactory(name="Zoé Autre")
    rows = Person.objects.all()
    assert rows_like(rows, ["", "L'Heveder Anais"], ["name"]) == [anais]
    assert rows_like(rows, ["", " "], ["name"]) == []
