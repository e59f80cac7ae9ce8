"""Parsers of single values: text to the field's type; raise ValueError in French."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import TextChoices
from django.utils.text import slugify

from hub.core.values.dates import DatePrecision

MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
NUMERIC_DATE = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
SPACES = re.compile(r"[ \t\n]+")  # no-break spaces are kept
FRENCH_DATE = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
WORDED_DATE = re.compile(r"^(?:(\d{1,2})(?:er)?-)?([a-z]+)-(\d{4})$")


def text(length: int) -> Callable[[str], str]:
    """Return a reader of one line of at most `length` characters."""

    def read(value: str) -> str:
        value = SPACES.sub(" ", value).strip()
        if len(value) > length:
            raise ValueError(f"{len(value)} signes, {length} au plus.")
        return value

    return read


def choice(choices: type[TextChoices]) -> Callable[[str], str]:
    """Return a reader of one of `choices` (TextChoices), by its value or its label."""

    def read(value: str) -> str:
        slug = slugify(value)
        for member in choices:
            if slug in (slugify(member.value), slugify(member.label)):
                return member.value
        known = ", ".join(str(member.label) for member in choices)
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas dans la liste\u00a0: {known}.")

    return read


def choices(members: type[TextChoices]) -> Callable[[str], list[str]]:
    """Return a reader of a list of `members`, one per line or separated by commas."""
    read_one = choice(members)

    def read(value: str) -> list[str]:
        parts = (part.strip().removeprefix("- ") for part in re.split(r"[\n,;]", value))
        return [read_one(part) for part in parts if part]

    return read


def whole_number(value: str) -> int:
    """Read « 12 500 », « 12 500 € »: a whole number of the field's unit, 0 or more."""
    digits = re.sub(r"[\s€]", "", value)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas un nombre entier.")
    return int(digits)


def decimal_number(value: str) -> Decimal:
    """Read « 1,5 » or « 1.5 » with at most two decimals, from 0 to 9 999."""
    try:
        number = Decimal(re.sub(r"\s", "", value).replace(",", "."))
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or not 0 <= number < 10_000:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas un nombre.")
    return number.quantize(Decimal("0.01"))


def degrees(limit: int) -> Callable[[str], float]:
    """Return a reader of decimal degrees between -`limit` and `limit`."""

    def read(value: str) -> float:
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            number = None
        if number is None or not -limit <= number <= limit:
            raise ValueError(f"«\u00a0{value}\u00a0» n’est pas un nombre de degrés.")
        return number

    return read


def web_address(value: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError as error:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas une adresse web.") from error
    return value


def email_address(value: str) -> str:
    try:
        EmailValidator()(value)
    except ValidationError as error:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas une adresse électronique.") from error
    return value


def full_date(value: str) -> datetime.date:
    """Read a date with its day and month."""
    date, precision = partial_date(value)
    if precision != DatePrecision.DAY:
        raise ValueError(f"«\u00a0{value}\u00a0»\u00a0: il manque le jour ou le mois.")
    return date


def partial_date(value: str) -> tuple[datetime.date, DatePrecision]:
    """Return (date, DatePrecision) of « 2021 », « 2021-03 », « 1er mars 2021 », « 01/03/2021 ».

    A missing month or day is set to 1, as the precision shows. Raises ValueError.
    """
    numbers = _date_numbers(value.strip())
    if numbers is None:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas une date (2021, 2021-03 ou 2021-03-15).")
    year, month, date = numbers
    precision = DatePrecision.DAY if date else DatePrecision.MONTH if month else DatePrecision.YEAR
    try:
        return datetime.date(year, month or 1, date or 1), precision
    except ValueError as error:
        raise ValueError(f"la date «\u00a0{value}\u00a0» n’existe pas.") from error


def _date_numbers(value: str) -> tuple[int, int | None, int | None] | None:
    """Return (year, month or None, day or None), or None for an unknown format."""
    if match := NUMERIC_DATE.match(value):
        month, date = (int(part) if part else None for part in match.groups()[1:])
        return int(match[1]), month, date
    if match := FRENCH_DATE.match(value):
        return int(match[3]), int(match[2]), int(match[1])
    match = WORDED_DATE.match(slugify(value))
    if match and match[2] in MONTHS:
        return int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]) if match[1] else None
    return None
