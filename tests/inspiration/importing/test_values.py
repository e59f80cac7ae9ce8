"""Dates and amounts, as people and spreadsheets write them."""

import datetime

import pytest

from inspiration.importing.parser import values
from inspiration.importing.parser.dates import full_date, partial_date

NO_BREAK_SPACES = "\u00a0\u2007\u2009\u200a\u202f\u2060"


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("2021", (2021, 1, 1), "year"),
        ("2021-03", (2021, 3, 1), "month"),
        ("2021/03", (2021, 3, 1), "month"),
        ("03/2021", (2021, 3, 1), "month"),
        ("août 2021", (2021, 8, 1), "month"),
        ("AOÛT\u00a02021", (2021, 8, 1), "month"),
        ("1er mars 2021", (2021, 3, 1), "day"),
        ("1ᵉʳ mars 2021", (2021, 3, 1), "day"),
        ("15/03/2021", (2021, 3, 15), "day"),
        ("mars-23", (2023, 3, 1), "month"),
        ("janv-23", (2023, 1, 1), "month"),
        ("févr.-23", (2023, 2, 1), "month"),
        ("juil-98", (1998, 7, 1), "month"),
        ("déc.-68", (2068, 12, 1), "month"),
        ("sept. 2023", (2023, 9, 1), "month"),
        ("1-mars-23", (2023, 3, 1), "day"),
        ("01-mars-2023", (2023, 3, 1), "day"),
        ("01/03/23", (2023, 3, 1), "day"),
        ("1.3.23", (2023, 3, 1), "day"),
        ("15-03-2021", (2021, 3, 15), "day"),
        ("2023/03/15", (2023, 3, 15), "day"),
        ("01/03/2023 00:00", (2023, 3, 1), "day"),
        ("2023-03-01 00:00:00", (2023, 3, 1), "day"),
        ("2023-03-01T00:00:00", (2023, 3, 1), "day"),
        ("mercredi 1 mars 2023", (2023, 3, 1), "day"),
    ],
)
def test_date_keeps_the_precision_that_is_written(
    text: str, date: tuple[int, int, int], precision: str
) -> None:
    assert partial_date(text) == (datetime.date(*date), precision)


@pytest.mark.parametrize(
    "text",
    [
        "31 février 2021",
        "bientôt",
        "7 mars",
        "2021-13",
        "2021-00",
        "0000",
        "21-03-15",
        "44986",
        "01/03/2023 14:30",
        "mercredi",
    ],
)
def test_date_that_does_not_exist_or_has_no_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="(?i)date|année"):
        partial_date(text)


@pytest.mark.parametrize("text", ["23-mars", "7 mars", "1er janv."])
def test_date_without_a_year_asks_for_it(text: str) -> None:
    with pytest.raises(ValueError, match="ajoutez l’année"):
        partial_date(text)


def test_date_with_the_wrong_weekday_is_refused() -> None:
    with pytest.raises(ValueError, match="est un mercredi, pas un lundi"):
        partial_date("lundi 1 mars 2023")


def test_full_date_needs_a_day() -> None:
    assert full_date("01/03/23") == datetime.date(2023, 3, 1)
    with pytest.raises(ValueError, match="il manque le jour"):
        full_date("mars-23")


@pytest.mark.parametrize(
    "text",
    [
        "18500",
        "18 500",
        "18 500,00 €",
        "18500,0",
        "18500.00",
        "18.500",
        "18.500,00\u00a0€",
        "18,500.00",
        "18'500",
        "18’500 EUR",
        "€ 18 500",
        "18 500 euros",
        *(f"18{space}500,00{space}€" for space in NO_BREAK_SPACES),
    ],
)
def test_amount_is_read_whatever_its_separators(text: str) -> None:
    assert values.whole_number(text) == 18500


@pytest.mark.parametrize(("text", "number"), [("1.234.567", 1_234_567), ("1,234,567", 1_234_567)])
def test_amount_of_several_groups_is_read(text: str, number: int) -> None:
    assert values.whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["-1", "1,5", "douze", "1e9", "９", "9" * 16, "18,500", "0.500", "18.50.0", "1.5", "€", "1,"],
)
def test_amount_that_is_not_a_whole_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="nombre entier"):
        values.whole_number(text)


def test_amount_with_cents_is_refused_instead_of_cut() -> None:
    with pytest.raises(ValueError, match="arrondissez-le"):
        values.whole_number("18 500,50 €")


@pytest.mark.parametrize("space", NO_BREAK_SPACES)
def test_decimal_is_read_with_every_kind_of_space(space: str) -> None:
    assert values.decimal_number(f"1{space}200,5{space}") == 1200.5
    assert values.degrees(90)(f"47,25{space}") == 47.25
