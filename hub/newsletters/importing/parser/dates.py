"""Detection of dates, as written: a missing year is never guessed."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from functools import lru_cache

from hub.backoffice.dates.vocabulary import MONTH_NUMBERS, SHORT_MONTHS
from hub.newsletters.importing.parsed import ParsedDate, Place, Remark
from hub.newsletters.importing.parser.text_patterns import fold, sentence_around

NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "un",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
        ],
        1,
    )
} | {"une": 1}
# A leap year, so that 29 February is accepted without a year.
ANY_YEAR = 2024
_MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|"
    r"d[ée]cembre|(?:janv|f[ée]vr?|avr|juil|sept|oct|nov|d[ée]c)(?:\.|\b))"
)
_DAY = r"(?:1er|0?[1-9]|[12]\d|3[01])"
_UNTIL = (
    r"(?:\bjusqu['’](?=au\b)|\bavant\s+(?=le\b)|\bau\s+plus\s+tard\s+|"
    r"\bd['’]ici\s+(?=[la]))?"
)
_YEAR = r"(?:19|20)\d\d"
_NAMED_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+"
_WEEKDAY = rf"(?:{_NAMED_DAY})?"
_COUNT = rf"(?:{'|'.join(NUMBERS)}|\d{{1,2}})"
TIME = re.compile(r"^,?\s*(?:à|de|dès)\s+(\d{1,2}\s*(?:h|heures?)(?:\s*\d\d)?)\b")
PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "days",
            rf"\b(?:(?:du|les?|des|entre\s+le|de)\s+)?{_WEEKDAY}\b(?P<day>{_DAY})"
            rf"(?:\s+(?P<first>{_MONTH}))?"
            rf"\s*(?:et|au|à|-|–|,)\s*(?:le\s+)?{_WEEKDAY}(?P<end>{_DAY})\s+(?P<month>{_MONTH})(?!\w)"
            rf"(?:\s+(?P<year>{_YEAR})\b)?",
        ),
        (
            "day",
            rf"{_UNTIL}\b(?:le\s+|du\s+|au\s+)?{_WEEKDAY}\b(?P<day>{_DAY})\s+(?P<month>{_MONTH})(?!\w)"
            rf"(?:\s+(?P<year>{_YEAR})\b)?",
        ),
        (
            "day",
            r"(?<![\d/])(?P<day>0?[1-9]|[12]\d|3[01])[/.](?P<digits>0?[1-9]|1[0-2])"
            rf"[/.](?P<year>{_YEAR})\b",
        ),
        (
            "day",
            # « le 07/03 », but neither « 2/3 des habitants » nor « 24/7 ».
            rf"(?:{_UNTIL}\b(?:le|du|au|dès\s+le)\s+{_WEEKDAY}|\b{_NAMED_DAY})"
            r"(?P<day>0?[1-9]|[12]\d|3[01])/(?P<digits>0[1-9]|1[0-2])(?![\d/])",
        ),
        (
            "month",
            rf"{_UNTIL}\b(?:(?:jusqu['’])?en\s+|de\s+|d['’]|dès\s+|depuis\s+|courant\s+|début\s+|"
            r"fin\s+|mi-\s*|au\s+mois\s+(?:de\s+|d['’]))"
            rf"(?P<month>{_MONTH})(?!\w)(?:\s+(?P<year>{_YEAR})\b)?",
        ),
        ("month", rf"\b(?P<month>{_MONTH})\s+(?P<year>{_YEAR})\b"),
        ("year", rf"\b(?:en|depuis|dès|fin|début|courant|d['’]ici|année)\s+(?P<year>{_YEAR})\b"),
        ("count", rf"\b(?P<count>{_COUNT})\s+(?:autres\s+)?(?:demi-journées?|jour(?:née)?s)\b"),
    )
)
DEADLINE = re.compile(r"^(?:jusqu|avant|au\s+plus\s+tard|d['’]ici)", re.IGNORECASE)
# Patterns of the kinds of events, searched in the sentence, then in the paragraph.
EVENT_KINDS = (
    ("restitution", r"\brestitutions?\b"),
    ("agora", r"\bagora\b"),
    ("pairs", r"\bpairs\b|\bcategories d'acteurs\b"),
    ("approfondissement", r"\bapprofondissements?\b"),
    ("webinaire", r"\bwebinaires?\b|\bvisio(?:conference)?s?\b|\ben ligne\b"),
    ("rencontre", r"\brencontres?\b|\bjournees? communes?\b|\bvisites?\b"),
)


def find_dates(places: Iterable[Place]) -> tuple[list[ParsedDate], list[Remark]]:
    """Return the dates of running text, in order, and a remark for each impossible one."""
    dates, remarks = [], []
    for place in places:
        for date in _dates_in(place):
            if _is_possible(date):
                dates.append(date)
            else:
                remarks.append(
                    Remark(f"La date « {date.text} » n’existe pas.", place.span, date.sentence)
                )
    return dates, remarks


def _dates_in(place: Place) -> Iterator[ParsedDate]:
    taken = bytearray(len(place.text))
    matches = []
    for precision, pattern in PATTERNS:
        for match in pattern.finditer(place.text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(match.group())
                matches.append((precision, match))
    for precision, match in sorted(matches, key=lambda found: found[1].start()):
        yield _date(place, precision, match)


def _date(place: Place, precision: str, match: re.Match) -> ParsedDate:
    groups = match.groupdict()
    sentence = sentence_around(place.text, match.start(), match.end())
    time = TIME.match(place.text[match.end() :])
    month = _month(groups["month"]) if groups.get("month") else None
    month = month or _number(groups.get("digits"))
    date = ParsedDate(
        text=match.group().strip(),
        span=place.span,
        precision=precision,
        sentence=sentence,
        day=_number(groups.get("day")),
        month=month,
        year=_number(groups.get("year")),
        time=time.group(1) if time else "",
        kind=_event_kind(sentence) or _event_kind(place.text),
        deadline=bool(DEADLINE.match(match.group().strip())),
    )
    if groups.get("end"):
        date.end_day, date.end_month = _number(groups["end"]), month
        if groups["first"]:
            date.month = _month(groups["first"])
    if groups.get("count"):
        word = groups["count"].lower()
        date.count = NUMBERS.get(word) or int(word)
    return date


def _month(written: str) -> int:
    name = fold(written).rstrip(".")
    return MONTH_NUMBERS.get(name) or SHORT_MONTHS[name]


def _number(text: str | None) -> int | None:
    return int(text.lower().removesuffix("er")) if text else None


def _is_possible(date: ParsedDate) -> bool:
    return all(
        day is None or month is None or day <= monthrange(date.year or ANY_YEAR, month)[1]
        for day, month in ((date.day, date.month), (date.end_day, date.end_month))
    )


@lru_cache(maxsize=32)
def _event_kind(text: str) -> str:
    folded = fold(text)
    return next((kind for kind, words in EVENT_KINDS if re.search(words, folded)), "")
