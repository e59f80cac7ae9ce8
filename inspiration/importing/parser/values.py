"""Parsers of single values: text to the field's type; raise ValueError in French."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import TextChoices
from django.utils.text import slugify

SPACES = re.compile(r"[ \t\n]+")  # no-break spaces are kept
# Spaces of every width and the invisible characters that web pages and word processors add.
BLANKS = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff]+")
CURRENCY = re.compile(r"^(?:€|eur)|(?:€|euros?|eur)$", re.IGNORECASE)
# Groups of three digits; an apostrophe is the Swiss separator. « 18,500 » is not a group: in French
# it means 18.5.
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.'’])\d{3})(?:\1\d{3})*|[1-9]\d{0,2}(?:,\d{3}){2,}")
WITH_DECIMALS = re.compile(r"(?P<whole>.+?)(?P<mark>[.,])(?P<decimals>\d{1,2})")


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
    """Read « 12 500 », « 12.500 », « 12 500,00 € »: a whole number of the field's unit, 0 or more.

    Decimals other than zeros are refused: the field would lose them.
    """
    written = CURRENCY.sub("", BLANKS.sub("", value))
    digits, decimals = _split_decimals(written)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas un nombre entier.")
    if decimals.strip("0"):
        raise ValueError(
            f"«\u00a0{value}\u00a0» n’est pas un nombre entier\u00a0: "
            "arrondissez-le, sans chiffre après la virgule."
        )
    return int(digits)


def _split_decimals(written: str) -> tuple[str, str]:
    """Return the whole part without separators, and the decimals, of a number without spaces."""
    whole, decimals = written, ""
    if not GROUPED.fullmatch(written) and (match := WITH_DECIMALS.fullmatch(written)):
        whole, decimals = match["whole"], match["decimals"]
        # Both marks in « 18,500.00 »: the first one separates groups.
        if match["mark"] == "." and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", whole):
            whole = whole.replace(",", "")
    return re.sub(r"[.,'’]", "", whole) if GROUPED.fullmatch(whole) else whole, decimals


def decimal_number(value: str) -> Decimal:
    """Read « 1,5 » or « 1.5 » with at most two decimals, from 0 to 9 999."""
    try:
        number = Decimal(BLANKS.sub("", value).replace(",", "."))
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or not 0 <= number < 10_000:
        raise ValueError(f"«\u00a0{value}\u00a0» n’est pas un nombre.")
    return number.quantize(Decimal("0.01"))


def degrees(limit: int) -> Callable[[str], float]:
    """Return a reader of decimal degrees between -`limit` and `limit`."""

    def read(value: str) -> float:
        try:
            number = float(BLANKS.sub("", value).replace(",", "."))
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
