import datetime

import pytest

from hub.dates import DatePrecision, format_known_date, format_period

FIRST = datetime.date(2022, 3, 1)
SEVENTH = datetime.date(2022, 3, 7)
AUGUST = datetime.date(2022, 8, 21)
NEXT_YEAR = datetime.date(2023, 1, 7)


@pytest.mark.parametrize(
    ("value", "precision", "words"),
    [
        (FIRST, DatePrecision.DAY, "1er mars 2022"),
        (SEVENTH, DatePrecision.DAY, "7 mars 2022"),
        (AUGUST, DatePrecision.DAY, "21 août 2022"),
        (datetime.date(2022, 12, 11), DatePrecision.DAY, "11 décembre 2022"),
        (FIRST, DatePrecision.MONTH, "mars 2022"),
        (FIRST, DatePrecision.YEAR, "2022"),
        (FIRST, DatePrecision.UNKNOWN, ""),
        (FIRST, None, "1er mars 2022"),
        (None, DatePrecision.DAY, ""),
    ],
)
def test_a_date_in_words_no_more_precise_than_known(
    value: datetime.date | None, precision: DatePrecision | None, words: str
) -> None:
    assert format_known_date(value, precision) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (FIRST, AUGUST, DatePrecision.DAY, "du 1er mars au 21 août 2022"),
        (FIRST, SEVENTH, DatePrecision.DAY, "du 1er au 7 mars 2022"),
        (FIRST, NEXT_YEAR, DatePrecision.DAY, "du 1er mars 2022 au 7 janvier 2023"),
        (FIRST, FIRST, DatePrecision.DAY, "le 1er mars 2022"),
        (FIRST, None, DatePrecision.DAY, "le 1er mars 2022"),
        (None, FIRST, DatePrecision.DAY, "jusqu’au 1er mars 2022"),
        (FIRST, AUGUST, DatePrecision.MONTH, "de mars 2022 à août 2022"),
        (FIRST, SEVENTH, DatePrecision.MONTH, "en mars 2022"),
        (FIRST, None, DatePrecision.YEAR, "en 2022"),
        (AUGUST, None, DatePrecision.MONTH, "en août 2022"),
        (None, FIRST, DatePrecision.YEAR, "jusqu’en 2022"),
        (datetime.date(2022, 4, 1), AUGUST, DatePrecision.MONTH, "d’avril 2022 à août 2022"),
        (None, None, DatePrecision.DAY, ""),
        (FIRST, AUGUST, DatePrecision.UNKNOWN, ""),
        (FIRST, AUGUST, None, "du 1er mars au 21 août 2022"),
    ],
)
def test_a_period_in_words(
    start: datetime.date | None,
    end: datetime.date | None,
    precision: DatePrecision | None,
    words: str,
) -> None:
    assert format_period(start, end, precision) == words
