"""Generate dates and times in every accepted format, and invalid ones.

Expected values come from the generator, not from the parser.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SHORT = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
WITHOUT_ACCENTS = str.maketrans("éû", "eu")
SPACES = (" ", "\u00a0", "\u202f", "\u2009", "  ")


@dataclass(frozen=True)
class Writing:
    """A text of a kind (date, time, datetime) and its expected value; None if invalid."""

    kind: str
    text: str
    expected: date | time | datetime | None


def generated(count: int, seed: int) -> Iterator[Writing]:
    """Yield `count` texts, half of them invalid."""
    random = Random(seed)
    makers = (_right_date, _wrong_date, _right_time, _wrong_time, _right_moment, _wrong_moment)
    for number in range(count):
        yield makers[number % len(makers)](random)


def _some_day(random: Random) -> date:
    return date(1970, 1, 1) + timedelta(days=random.randrange(35_000))


def _vary(random: Random, text: str) -> str:
    """Vary case, accents and spaces, which the parser ignores."""
    text = random.choice((str, str.upper, str.capitalize))(text)
    if random.random() < 0.3:
        text = text.translate(WITHOUT_ACCENTS).translate(str.maketrans("ÉÛ", "EU"))
    text = "".join(random.choice(SPACES) if char == " " else char for char in text)
    return random.choice(("", " ", "\u00a0")) + text + random.choice(("", " "))


def _written_day(random: Random, day: int, month: int, year: int) -> str:
    """A day in figures or words; it need not exist."""
    two = f"{year % 100:02}"
    first = "1er" if day == 1 and random.random() < 0.7 else str(day)
    ways = [
        f"{day:02}/{month:02}/{year}",
        f"{day}/{month}/{year}",
        f"{day:02}.{month:02}.{year}",
        f"{day:02}-{month:02}-{year}",
        f"{day} / {month} / {year}",
        f"{year}-{month:02}-{day:02}",
        f"{year}/{month}/{day}",
    ]
    if 1 <= month <= 12:
        ways += [
            f"{first} {MONTHS[month - 1]} {year}",
            f"le {first} {MONTHS[month - 1]} {year}",
            f"{first} {SHORT[month - 1]} {year}",
            f"{first}-{SHORT[month - 1]}-{year}",
        ]
    if 1969 <= year <= 2068:
        ways += [f"{day:02}/{month:02}/{two}", f"{day}.{month}.{two}"]
    return random.choice(ways)


def _right_date_text(random: Random, day: date) -> str:
    written = _written_day(random, day.day, day.month, day.year)
    if random.random() < 0.3 and not written.startswith(("le", str(day.year))):
        name = DAYS[day.weekday()]
        written = random.choice((f"{name} ", f"{name[:3]}. ", f"le {name} ", f"{name}, ")) + written
    return written


def _right_date(random: Random) -> Writing:
    day = _some_day(random)
    return Writing("date", _vary(random, _right_date_text(random, day)), day)


def _wrong_date_text(random: Random) -> str:
    day = _some_day(random)
    length = calendar.monthrange(day.year, day.month)[1]
    in_words = f"{day.day} {MONTHS[day.month - 1]}"
    another = DAYS[(day.weekday() + random.randrange(1, 7)) % 7]
    return random.choice(
        (
            _written_day(random, random.choice((0, length + 1, 32, 45)), day.month, day.year),
            _written_day(random, day.day, random.choice((0, 13, 27)), day.year),
            f"{another} {in_words} {day.year}",
            f"{another[:3]}. {day:%d/%m/%Y}",
            in_words,
            f"{day:%d/%m}",
            f"{MONTHS[day.month - 1]} {day.year}",
            f"{day:%d/%m}.{day.year}",
            f"{day:%d%m%Y}",
            f"{day:%d-%m-%y}",
            f"{day:%d/%m/%Y}{random.randrange(10)}",
            f"{day:%d/%m}/{random.randrange(100, 999)}",
            f"{in_words[:-1]}xz {day.year}",
            f"{in_words} {day.year} ou {day.year + 1}",
            f"{day:%d/%m/%Y} et {day:%d/%m/%Y}",
            random.choice(("demain", "bientôt", "31", "à préciser", "…", "-", "lundi", "2026")),
        )
    )


def _wrong_date(random: Random) -> Writing:
    return Writing("date", _vary(random, _wrong_date_text(random)), None)


def _right_time_text(random: Random, at: time) -> str:
    hours, minutes = at.hour, f"{at.minute:02}"
    ways = [
        f"{hours:02}:{minutes}",
        f"{hours}:{minutes}",
        f"{hours} : {minutes}",
        f"{hours}h{minutes}",
        f"{hours:02}h{minutes}",
        f"{hours} h {minutes}",
        f"{hours} heures {minutes}",
        f"{hours} h {minutes} min",
        f"{hours:02}:{minutes}:00",
    ]
    if not at.minute:
        ways += [f"{hours}h", f"{hours} h", f"{hours} heures", f"{hours:02}h"]
        ways += {0: ["minuit"], 12: ["midi"]}.get(hours, []) * 6
    return random.choice(ways)


def _some_time(random: Random) -> time:
    return time(random.randrange(24), random.choice((0, 0, 5, 30, random.randrange(60))))


def _right_time(random: Random) -> Writing:
    at = _some_time(random)
    return Writing("time", _vary(random, _right_time_text(random, at)), at)


def _wrong_time_text(random: Random) -> str:
    at = _some_time(random)
    return random.choice(
        (
            f"{random.randrange(24, 100)}:{at.minute:02}",
            f"{random.randrange(24, 100)}h",
            f"{at.hour}h{random.randrange(60, 100)}",
            f"{at.hour}:{random.randrange(60, 100)}",
            f"{at.hour}h{random.randrange(10)}",
            f"{at.hour}:",
            f"{at.hour}:{at.minute:02}:{random.randrange(1, 60):02}",
            f"{at.hour}:{at.minute:02} pm",
            f"{at.hour}.{at.minute:02}",
            f"{at.hour:02}{at.minute:02}",
            f"{at.hour}h{at.minute:02}-{at.hour}h{at.minute:02}",
            f"-{at.hour}:{at.minute:02}",
            f"1{at.hour:02}:{at.minute:02}",
            random.choice(("matin", "h", ":", "14", "vers midi ou 14h", "midi et demi", "h30")),
        )
    )


def _wrong_time(random: Random) -> Writing:
    return Writing("time", _vary(random, _wrong_time_text(random)), None)


def _right_moment(random: Random) -> Writing:
    # Avoid the nights of March and October in which clocks change.
    day, at = _some_day(random), _some_time(random)
    if day.month in (3, 4, 9, 10, 11) and at.hour < 4:
        at = at.replace(hour=9)
    join = random.choice((" ", " à ", ", "))
    text = f"{_right_date_text(random, day)}{join}{_right_time_text(random, at)}"
    if random.random() < 0.15:
        text = f"{day.isoformat()}T{at:%H:%M}"
        return Writing("datetime", text, datetime.combine(day, at))
    return Writing("datetime", _vary(random, text), datetime.combine(day, at))


def _wrong_moment(random: Random) -> Writing:
    day, at = _some_day(random), _some_time(random)
    right_day, right_time = _right_date_text(random, day), _right_time_text(random, at)
    text = random.choice(
        (
            f"{_wrong_date_text(random)} {right_time}",
            f"{right_day} {_wrong_time_text(random)}",
            right_day,
            right_time,
            f"{right_day} à",
            f"{day.isoformat()}T{at:%H:%M}Z",
        )
    )
    return Writing("datetime", _vary(random, text), None)
