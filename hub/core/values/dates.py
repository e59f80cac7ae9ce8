"""Dates as people know them: to the day, the month or the year."""

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


def format_known_date(value, precision=DatePrecision.DAY):
    """Return a date in French words, no more precise than it is known; empty for None.

    The first day of a month is « 1er ».
    """
    if value is None or precision == DatePrecision.UNKNOWN:
        return ""
    words = date_format(value, FORMATS[DatePrecision(precision or DatePrecision.DAY)])
    return f"1er {words[2:]}" if words.startswith("1 ") else words


def iso_date(value, precision=DatePrecision.DAY):
    """Return a date as ISO 8601, no more precise than it is known (« 2026-03 »); empty for None."""
    if value is None or precision == DatePrecision.UNKNOWN:
        return ""
    lengths = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}
    return value.isoformat()[: lengths.get(precision)]


def format_period(start, end, precision=DatePrecision.DAY):
    """Return « du … au … », « le … » or « en … » for a start and an optional end date."""
    first = format_known_date(start, precision)
    last = format_known_date(end, precision)
    to_the_day = (precision or DatePrecision.DAY) == DatePrecision.DAY
    if not first:
        return f"jusqu’au {last}" if last and to_the_day else (f"jusqu’en {last}" if last else "")
    if not last or last == first:
        return f"le {first}" if to_the_day else f"en {first}"
    if to_the_day:
        return f"du {_without_what_follows(start, end, first)} au {last}"
    # « d’avril », « d’août », « d’octobre »
    return f"{'d’' if first[0] in 'ao' else 'de '}{first} à {last}"


def _without_what_follows(start, end, words):
    """Leave out of the first date the month and the year that the second one says again."""
    if start.year != end.year:
        return words
    day, month, _ = words.split(" ")
    return day if start.month == end.month else f"{day} {month}"
