"""Dates with a precision (day, month or year), and their French forms."""

from datetime import date

from django.db import models
from django.utils.formats import date_format


class DatePrecision(models.TextChoices):
    DAY = "day", "Au jour"
    MONTH = "month", "Au mois"
    YEAR = "year", "À l’année"
    UNKNOWN = "unknown", "Date à venir"


FORMATS = {
    DatePrecision.DAY: "j F Y",
    DatePrecision.MONTH: "F Y",
    DatePrecision.YEAR: "Y",
}


def format_known_date(value: date | None, precision: str | None = DatePrecision.DAY) -> str:
    """Format a date in French with its precision; return an empty text for None.

    The first day of a month is « 1er ».
    """
    if value is None or precision == DatePrecision.UNKNOWN:
        return ""
    words = date_format(value, FORMATS[DatePrecision(precision or DatePrecision.DAY)])
    return f"1er {words[2:]}" if words.startswith("1 ") else words


def iso_date(value: date | None, precision: str | None = DatePrecision.DAY) -> str:
    """Return a date in ISO 8601, cut to its precision (« 2026-03 »); empty for None."""
    if value is None or precision == DatePrecision.UNKNOWN:
        return ""
    lengths: dict[str | None, int] = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}
    return value.isoformat()[: lengths.get(precision)]


def format_period(
    start: date | None, end: date | None, precision: str | None = DatePrecision.DAY
) -> str:
    """Return « du … au … », « le … » or « en … » for a start and an optional end date."""
    first = format_known_date(start, precision)
    last = format_known_date(end, precision)
    to_the_day = (precision or DatePrecision.DAY) == DatePrecision.DAY
    if start is None or not first:
        return f"jusqu’au {last}" if last and to_the_day else (f"jusqu’en {last}" if last else "")
    if end is None or not last or last == first:
        return f"le {first}" if to_the_day else f"en {first}"
    if to_the_day:
        return f"du {_drop_shared_parts(start, end, first)} au {last}"
    # « d’avril », « d’août », « d’octobre »
    return f"{'d’' if first[0] in 'ao' else 'de '}{first} à {last}"


def _drop_shared_parts(start: date, end: date, words: str) -> str:
    """Remove from the first date in words the month and the year that the second date repeats."""
    if start.year != end.year:
        return words
    day, month, _ = words.split(" ")
    return day if start.month == end.month else f"{day} {month}"
