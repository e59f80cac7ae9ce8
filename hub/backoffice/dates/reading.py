"""Parser of dates and times typed in French.

Ambiguous texts, impossible days and wrong weekdays are refused with a message that says what to
type instead. `docs/features/dates.md` lists the accepted forms.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time

from hub.backoffice.dates.vocabulary import (
    MONTH_NUMBERS,
    MONTHS,
    SHORT_MONTHS,
    WEEKDAY_NUMBERS,
    WEEKDAYS,
    fold,
)

DATE_FORMAT = "%d/%m/%Y"
TIME_FORMAT = "%H:%M"
DATETIME_FORMAT = f"{DATE_FORMAT} {TIME_FORMAT}"

DATE_EXAMPLES = "«\u00a010/12/2026\u00a0» ou «\u00a010 décembre 2026\u00a0»"
TIME_EXAMPLES = "«\u00a014:30\u00a0» ou «\u00a014h30\u00a0»"
DATETIME_EXAMPLES = "«\u00a010/12/2026 14:30\u00a0» ou «\u00a010 décembre 2026 à 14h30\u00a0»"

MAX_LENGTH = 80
# Two-digit years mean 1969 to 2068, as in POSIX (`strptime`, %y) and in the other Python tools.
FIRST_YEAR_OF_TWO_DIGITS = 1969
# A year below 1000 would come back from a form without its leading zeros.
EARLIEST_YEAR = 1000

_MONTH_NAMES = MONTH_NUMBERS | SHORT_MONTHS | {"jan": 1, "juill": 7, "sep": 9}
_DAY_NAMES = WEEKDAY_NUMBERS | {name[:3]: number for name, number in WEEKDAY_NUMBERS.items()}

# Texts are folded before they are matched: lower case, no accent, single plain spaces.
_WEEKDAY = r"(?:(?:le )?(?P<weekday>[a-z]{3,8})(?:\.,?|,)? )?(?:le )?"
_NUMERIC = re.compile(
    _WEEKDAY + r"(?P<day>[0-9]{1,2}) ?(?P<separator>[/.\- ]) ?(?P<month>[0-9]{1,2})"
    r" ?(?P=separator) ?(?P<year>[0-9]{4}|[0-9]{2})"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<separator>[/.\-])(?P<month>[0-9]{1,2})(?P=separator)(?P<day>[0-9]{1,2})"
)
_IN_WORDS = re.compile(
    _WEEKDAY
    + r"(?P<day>1 ?er|[0-9]{1,2})[ \-](?P<month>[a-z]{3,9})\.?[ \-](?P<year>[0-9]{4}|[0-9]{2})"
)
_WITHOUT_YEAR = re.compile(
    _WEEKDAY + r"(?:(?:1 ?er|[0-9]{1,2})[ \-](?P<month>[a-z]{3,9})\.?|[0-9]{1,2}[/.][0-9]{1,2})"
)
_CLOCK = re.compile(
    r"(?:a )?(?P<hours>[0-9]{1,2}) ?(?::|heures?|h) ?"
    r"(?:(?P<minutes>[0-9]{1,2})(?::(?P<seconds>[0-9]{2}))?(?: ?min\.?)?)?"
)
_TIME_WORDS = {"midi": time(12), "minuit": time(0)}
# A date, then something that looks like a time, valid or not: the leftmost split.
_DATE_AND_TIME = re.compile(
    r"(?P<date>.*?)(?:, ?| a | vers |(?<=[0-9])t(?=[0-9])| )"
    r"(?P<time>[0-9]{1,2} ?(?:heures?|h|:)[^/]*|midi|minuit)"
)


class NotReadError(ValueError):
    """The text is not a date or time; the message tells the editor what to type."""


def read_date(written: str) -> date:
    """Parse a date; raise `NotReadError` for an invalid or ambiguous one."""
    text = _prepare(written, DATE_EXAMPLES)
    match = _NUMERIC.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text)
    if not match:
        raise NotReadError(_why_not_a_date(text))
    groups = match.groupdict()
    weekday = _weekday(groups.get("weekday"))
    year = _year(groups["year"], groups.get("separator"))
    month = _month(groups["month"])
    day = int(groups["day"].removesuffix("er").strip())
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NotReadError(
            f"Le {day} {MONTHS[month - 1]} {year} n’existe pas\u00a0: "
            f"écrivez un jour de 1 à {last}."
        )
    found = date(year, month, day)
    if weekday is not None and weekday != found.weekday():
        raise NotReadError(
            f"Le {_in_words(found)} est un {WEEKDAYS[found.weekday()]}, "
            f"pas un {WEEKDAYS[weekday]}\u00a0: corrigez le jour ou la date."
        )
    return found


def read_time(written: str) -> time:
    """Parse a time of day; raise `NotReadError` for an invalid one."""
    text = _prepare(written, TIME_EXAMPLES)
    if text.removeprefix("a ") in _TIME_WORDS:
        return _TIME_WORDS[text.removeprefix("a ")]
    match = _CLOCK.fullmatch(text)
    if not match or (match["minutes"] is None and ":" in text):
        raise NotReadError(f"Heure non comprise. Écrivez par exemple {TIME_EXAMPLES}.")
    hours, minutes, seconds = match["hours"], match["minutes"] or "00", match["seconds"] or "00"
    if len(minutes) == 1:
        raise NotReadError(f"Écrivez les minutes avec deux chiffres, par exemple {TIME_EXAMPLES}.")
    if int(hours) > 23 or int(minutes) > 59:
        raise NotReadError(
            f"«\u00a0{' '.join(written.split())}\u00a0» n’est pas une heure\u00a0: les heures vont "
            f"de 0 à 23 et les minutes de 00 à 59. Écrivez par exemple {TIME_EXAMPLES}."
        )
    if seconds != "00":
        raise NotReadError(f"L’heure s’écrit sans les secondes, par exemple {TIME_EXAMPLES}.")
    return time(int(hours), int(minutes))


def read_datetime(written: str, *, alone: time | None = None) -> datetime:
    """Parse a date and time; return a naive datetime in local time.

    `alone` is the time given to a date without one; when it is None, such a text is refused.
    Raises `NotReadError` for an invalid or ambiguous text.
    """
    text = _prepare(written, DATETIME_EXAMPLES)
    match = _DATE_AND_TIME.fullmatch(text)
    if match and match["date"]:
        return datetime.combine(read_date(match["date"]), read_time(match["time"]))
    try:
        day = read_date(text)
    except NotReadError:
        if _looks_like_a_date(text):
            raise
        raise NotReadError(
            f"Date et heure non comprises. Écrivez par exemple {DATETIME_EXAMPLES}."
        ) from None
    if alone is None:
        raise NotReadError(f"Ajoutez l’heure, par exemple «\u00a0{day:{DATE_FORMAT}} 14:30\u00a0».")
    return datetime.combine(day, alone)


def _prepare(written: str, examples: str) -> str:
    if len(written) > MAX_LENGTH:
        raise NotReadError(f"Texte trop long. Écrivez par exemple {examples}.")
    return fold(written)


def _weekday(name: str | None) -> int | None:
    if name is None:
        return None
    if name not in _DAY_NAMES:
        raise NotReadError(_not_a_date())
    return _DAY_NAMES[name]


def _month(written: str) -> int:
    if written.isdigit():
        if not 1 <= int(written) <= 12:
            raise NotReadError(
                f"Il n’y a pas de mois {written}. Écrivez le jour, le mois puis l’année, "
                f"par exemple {DATE_EXAMPLES}."
            )
        return int(written)
    if written not in _MONTH_NAMES:
        raise NotReadError(f"Mois non compris. Écrivez par exemple {DATE_EXAMPLES}.")
    return _MONTH_NAMES[written]


def _year(digits: str, separator: str | None) -> int:
    if len(digits) == 2:
        if separator in ("-", " "):
            raise NotReadError(
                "Écrivez l’année avec quatre chiffres\u00a0: avec deux, "
                f"on peut la prendre pour le jour. Par exemple {DATE_EXAMPLES}."
            )
        century = FIRST_YEAR_OF_TWO_DIGITS // 100 * 100
        year = century + int(digits)
        return year if year >= FIRST_YEAR_OF_TWO_DIGITS else year + 100
    if int(digits) < EARLIEST_YEAR:
        raise NotReadError(f"Vérifiez l’année. Écrivez par exemple {DATE_EXAMPLES}.")
    return int(digits)


def _looks_like_a_date(text: str) -> bool:
    patterns = (_NUMERIC, _YEAR_FIRST, _IN_WORDS, _WITHOUT_YEAR)
    return any(pattern.fullmatch(text) for pattern in patterns)


def _why_not_a_date(text: str) -> str:
    match = _WITHOUT_YEAR.fullmatch(text)
    if match and (match["month"] is None or match["month"] in _MONTH_NAMES):
        return f"Ajoutez l’année, par exemple {DATE_EXAMPLES}."
    return _not_a_date()


def _not_a_date() -> str:
    return f"Date non comprise. Écrivez par exemple {DATE_EXAMPLES}."


def _in_words(day: date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def date_in_words(day: date) -> str:
    """Return a day with its weekday: « jeudi 10 décembre 2026 »."""
    return f"{WEEKDAYS[day.weekday()]} {_in_words(day)}"


def time_in_words(moment: time) -> str:
    """Return a time as French typography writes it: « 14 h 30 », « 9 h »."""
    hours = f"{moment.hour}\u00a0h"
    return f"{hours}\u00a0{moment.minute:02}" if moment.minute else hours
