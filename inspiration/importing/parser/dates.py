"""Parsers of dates with a precision, as people and spreadsheets write them in French."""

import datetime
import re

from django.utils.text import slugify

from hub.backoffice.dates.reading import FIRST_YEAR_OF_TWO_DIGITS, read_date
from hub.backoffice.dates.vocabulary import MONTH_NUMBERS, SHORT_MONTHS, WEEKDAY_NUMBERS, fold
from hub.dates import DatePrecision

MONTHS = MONTH_NUMBERS | SHORT_MONTHS | {"jan": 1, "juill": 7, "sep": 9}
YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})")
# « mars 2023 », « 1er mars 2023 », and the formats of Excel « mars-23 » and « 1-mars-23 ».
WORDED = re.compile(r"(?:(\d{1,2})(?:-?er)?-)?([a-z]+)-(\d{4}|\d{2})")
WITHOUT_YEAR = re.compile(r"(\d{1,2})(?:-?er)?-([a-z]+)")
UNTIL = re.compile(r"jusqu.(?:au|en)\s+(?P<end>.+)")
PERIOD = re.compile(r"(?:(?:le|en|du|de)\s+|d[’'])(?P<start>.+?)(?:\s+(?:au|à)\s+(?P<end>.+))?")
MIDNIGHT = re.compile(r"[ t]0?0:00(?::00(?:\.0+)?)?$")


def full_date(value: str) -> datetime.date:
    """Read a date with its day and month."""
    date, precision = partial_date(value)
    if precision != DatePrecision.DAY:
        raise ValueError(f"«\u00a0{value}\u00a0»\u00a0: il manque le jour ou le mois.")
    return date


def partial_date(value: str) -> tuple[datetime.date, DatePrecision]:
    """Return (date, DatePrecision) of « 2021 », « 2021-03 », « mars-21 », « 01/03/21 ».

    A missing month or day is set to 1, as the precision shows. A year of two digits is between
    1969 and 2068, as in the other forms of the admin. Raises ValueError.
    """
    text = MIDNIGHT.sub("", fold(value))
    if text.split(" ", 1)[0].strip(".,") in WEEKDAY_NUMBERS:
        return read_date(text), DatePrecision.DAY  # checks that the weekday is that of the date
    numbers = _date_numbers(text)
    if numbers is None:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas une date{_hint(text)}.")
    year, month, day = numbers
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    try:
        return datetime.date(
            year, 1 if month is None else month, 1 if day is None else day
        ), precision
    except ValueError as error:
        raise ValueError(f"la date «\u00a0{value}\u00a0» n’existe pas.") from error


def period(
    value: str,
) -> tuple[datetime.date | None, datetime.date | None, DatePrecision]:
    """Return (start, end, precision) of a period as `format_period` writes it.

    « en mars 2023 », « du 1er au 3 mars 2023 », « de 2019 à 2021 », « jusqu’en 2021 ». Raises
    ValueError.
    """
    text = value.strip()
    if match := UNTIL.fullmatch(text):
        end, precision = partial_date(match["end"])
        return None, end, precision
    match = PERIOD.fullmatch(text)
    first, last = (match["start"], match["end"]) if match else (text, None)
    if not last:
        start, precision = partial_date(first)
        return start, None, precision
    end, precision = partial_date(last)
    # The first date lacks the parts that it shares with the last one.
    shared = last.split()[len(first.split()) :] if precision == DatePrecision.DAY else []
    start, precision = partial_date(" ".join([first, *shared]))
    return start, end, precision


def _hint(text: str) -> str:
    """Return how to correct a text that is not a date."""
    match = WITHOUT_YEAR.fullmatch(slugify(text))
    if match and match[2] in MONTHS:
        return "\u00a0: ajoutez l’année"
    return " (2021, 2021-03 ou 2021-03-15)"


def _date_numbers(text: str) -> tuple[int, int | None, int | None] | None:
    """Return (year, month or None, day or None) of a folded text; None for an unknown format."""
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), _number(match[3]), _number(match[4])
    if match := DAY_FIRST.fullmatch(text):
        # « 21-03-15 » may start with the year.
        if match[2] == "-" and len(match[4]) == 2:
            return None
        return _year(match[4]), int(match[3]), int(match[1])
    if match := MONTH_FIRST.fullmatch(text):
        return int(match[2]), int(match[1]), None
    match = WORDED.fullmatch(slugify(text))
    if match and match[2] in MONTHS:
        return _year(match[3]), MONTHS[match[2]], _number(match[1])
    return None


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    year = FIRST_YEAR_OF_TWO_DIGITS // 100 * 100 + int(digits)
    return year if year >= FIRST_YEAR_OF_TWO_DIGITS else year + 100
