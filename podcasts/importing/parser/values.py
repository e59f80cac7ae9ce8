"""Values of feeds as people and programs write them: dates, durations, flags, numbers, titles."""

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone

from hub.core.values.timecodes import parse_timecode

# Zones that `email.utils` does not know, and French names of days and months.
ZONES = {
    "cest": "+0200",
    "cet": "+0100",
    "mest": "+0200",
    "met": "+0100",
    "bst": "+0100",
    "west": "+0100",
    "wet": "+0000",
    "eest": "+0300",
    "eet": "+0200",
    "z": "+0000",
}
MONTHS = {
    "janv": "Jan", "fév": "Feb", "fev": "Feb", "févr": "Feb", "fevr": "Feb", "mars": "Mar",
    "avr": "Apr", "mai": "May", "juin": "Jun", "juil": "Jul", "août": "Aug", "aout": "Aug",
    "sept": "Sep", "oct": "Oct", "nov": "Nov", "déc": "Dec", "janvier": "Jan", "février": "Feb",
    "avril": "Apr", "juillet": "Jul", "septembre": "Sep", "octobre": "Oct", "novembre": "Nov",
    "décembre": "Dec", "january": "Jan", "february": "Feb", "march": "Mar", "april": "Apr",
    "june": "Jun", "july": "Jul", "august": "Aug", "september": "Sep", "october": "Oct",
    "november": "Nov", "december": "Dec",
}  # fmt: skip
WEEKDAY = re.compile(r"^\s*[^\W\d_]+\.?,?\s+(?=\d)")
WORD = re.compile(r"[^\W\d_]+\.?")
DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\D+(\d{1,2})[:h](\d{2}))?\s*")
ISO_DURATION = re.compile(
    r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?", re.IGNORECASE
)
TAGS = re.compile(r"</?(?:a|b|em|font|i|small|span|strong|sub|sup|u)\b[^<>]*>", re.I)
BREAKS = re.compile(r"</?(?:br|div|p)\b[^<>]*>", re.I)
TRUE = ("yes", "true", "explicit", "1", "oui")
FALSE = ("no", "false", "clean", "0", "non")
LARGEST_NUMBER = 32767
LONGEST = 30 * 24 * 3600  # seconds; a longer « duration » is in another unit


def parse_date(text: str) -> datetime | None:
    """Return an aware date and time from RFC 822 or ISO 8601, written well or not; or None.

    A date without time zone is in UTC for RFC 822, which has no other meaning, and in the time
    zone of the site otherwise.
    """
    text = " ".join(text.split())
    for parse in (_parse_rfc, _parse_iso, _parse_day_first):
        try:
            found = parse(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found and 1 < found.year < 9999:
            return found
    return None


def _parse_rfc(text: str) -> datetime:
    words = WORD.sub(_english, WEEKDAY.sub("", text))
    found = parsedate_to_datetime(words)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _english(word: re.Match[str]) -> str:
    bare = word[0].rstrip(".").lower()
    return MONTHS.get(bare) or ZONES.get(bare) or word[0].rstrip(".")


def _parse_iso(text: str) -> datetime:
    found = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)|\s*UTC$", "", text))
    return found if found.tzinfo else found.replace(tzinfo=get_current_timezone())


def _parse_day_first(text: str) -> datetime | None:
    match = DAY_FIRST.fullmatch(text)
    if not match:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, tzinfo=get_current_timezone())


def parse_duration(text: str) -> int | None:
    """Return whole seconds from « 1:02:03 », « 62:03 », « 3723.4 », « PT1H2M3S »; or None."""
    text = text.strip()
    iso = ISO_DURATION.fullmatch(text)
    if iso and any(iso.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return _plausible(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
    try:
        return _plausible(parse_timecode(re.sub(r"[.,]\d*$", "", text)))
    except ValidationError:
        return None


def _plausible(seconds: int) -> int | None:
    return seconds if 0 < seconds <= LONGEST else None


def parse_start(text: str) -> int | None:
    """Return whole seconds from a chapter's start: « 00:01:05.500 », « 65.5 », « 65 »; or None."""
    text = text.strip()
    try:
        seconds = parse_timecode(re.sub(r"[.,]\d*$", "", text) or "0") if text else None
    except ValidationError:
        return None
    return seconds if seconds is not None and seconds <= LONGEST else None


def parse_flag(text: str) -> bool | None:
    """Return the meaning of « yes », « true », « clean »…, None for anything else."""
    word = text.strip().lower()
    return True if word in TRUE else False if word in FALSE else None


def parse_number(text: str) -> int | None:
    """Return a season or episode number, None unless it is a whole number from 1 to 32767."""
    match = re.fullmatch(r"#?\s*(\d{1,6})(?:\.0+)?", text.strip(), re.ASCII)
    number = int(match[1]) if match else 0
    return number if 0 < number <= LARGEST_NUMBER else None


def plain_words(text: str) -> str:
    """Return a title or name without tags, entities encoded twice and repeated spaces."""
    if "<" in text or "&" in text:
        text = html.unescape(html.unescape(text))
        text = BREAKS.sub(" ", TAGS.sub("", text))
    return " ".join(text.split())


def without_number(title: str, number: int | None, season: int | None) -> str:
    """Return a title without « #12 - », « Épisode 12 : », « S2E12 · » when it is its number."""
    if not number:
        return title
    episode = r"(?:[ée]pisode|episode|[ée]p|ep|num[ée]ro|n[°ºo]|no|#|e)"
    seasons = rf"(?:s(?:aison|eason)?\s*\.?\s*0*{season}\s*[-,·:|]?\s*)?" if season else ""
    separator = r"(?:\s*[-–—:.|·•)\]/]+\s*|\s+[-–—:.|·•]*\s*)"
    pattern = rf"[\[(]?\s*{seasons}{episode}?\s*\.?\s*0*{number}{separator}(?=\S)"
    match = re.match(pattern, title, re.IGNORECASE)
    # A bare number needs a separator other than a space: « 12 hommes en colère » is a title.
    if not match or re.fullmatch(rf"\s*0*{number}\s+", match[0]):
        return title
    return title[match.end() :].strip()
