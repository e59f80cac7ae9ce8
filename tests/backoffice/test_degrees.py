"""Parsing of coordinates in usual notations; anything else is a validation error."""

import pytest
from django.core.exceptions import ValidationError

from hub.backoffice.degrees import NOT_A_NUMBER, PAIR, DegreesFormField, parse_degrees
from inspiration.models import InitiativePage


@pytest.mark.parametrize(
    ("typed", "degrees"),
    [
        ("49,1466", 49.1466),
        ("49.1466", 49.1466),
        (" -0,2293 ", -0.2293),
        ("\u22120,2293", -0.2293),
        ("+48°", 48.0),
        ("12", 12.0),
        ("49,\u00a01466", 49.1466),
    ],
)
def test_number_is_read(typed: str, degrees: float) -> None:
    assert parse_degrees(typed) == degrees


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("49.1466, 0.2293", PAIR),
        ("49,1466 ; 0,2293", PAIR),
        ("49,1466,0,2293", PAIR),
        ("nord", NOT_A_NUMBER),
        ("4-9", NOT_A_NUMBER),
        ("1e5", NOT_A_NUMBER),
        ("nan", NOT_A_NUMBER),
    ],
)
def test_anything_else_is_refused(typed: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_degrees(typed)
    assert refused.value.messages == [message]


@pytest.mark.parametrize("degrees", [49.1466, -0.2293, 0.0, 1e-05, -61.0])
def test_what_is_shown_is_read_back_equal(degrees: float) -> None:
    field = DegreesFormField()
    assert field.clean(field.prepare_value(degrees)) == degrees


def test_empty_text_is_no_coordinate() -> None:
    assert DegreesFormField(required=False).clean(" ") is None


def test_database_stores_a_float() -> None:
    name, path, _, _ = InitiativePage._meta.get_field("latitude").deconstruct()
    assert (name, path) == ("latitude", "django.db.models.FloatField")
