"""Text of the cells of a workbook, in the form that the parser expects."""

import datetime
import re

# Number formats of Excel that keep the leading zeros of a code: « 00000 ».
ZEROS = re.compile(r"0+")
# Parts of a number format that are not date codes: « "texte" », « [$-40C] », « \- ».
LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def number_text(value: float) -> str:
    """Return a number with a decimal comma and the 15 digits that spreadsheets keep."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.15g}".replace(".", ",")


def date_text(value: datetime.datetime | datetime.date, number_format: str) -> str:
    """Return a date in ISO 8601, cut to what its number format shows: « mmm-yy » is a month."""
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return value.strftime("%Y-%m-%d %H:%M")
        value = value.date()
    codes = LITERALS.sub("", number_format.partition(";")[0].lower())
    year = "y" in codes or "a" in codes
    if year and "d" not in codes and "j" not in codes:
        return value.isoformat()[: 7 if "m" in codes else 4]
    return value.isoformat()


def shown_date(iso: str, shown: str) -> str:
    """Return an ISO date cut to the precision of the text that its cell shows.

    « 2023-03-01 » shown as « mars 23 » or « 03/2023 » gives « 2023-03 ».
    """
    day, _, time = iso.partition("T")
    if time and set(time) - set("0:."):
        return f"{day} {time[:5]}"
    year = day[:4]
    parts = re.findall(r"\d+|[^\W\d_]{3,}", shown)
    if parts and parts[-1] in (year, year[2:]) and len(parts) in (1, 2):
        # « 23 mars » ends with a word, so that its day is never taken for a year.
        return day[: 7 if len(parts) == 2 else 4]
    return day


def code_text(value: float, number_format: str) -> str:
    """Return a number, with its leading zeros if the format « 00000 » shows them."""
    text = number_text(value)
    if ZEROS.fullmatch(number_format) and text.isdigit():
        return text.zfill(len(number_format))
    return text
