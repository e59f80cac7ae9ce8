"""When a page is, for calendars."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class CalendarEvent:
    """What a type of page with dates gives to calendars; what is private has no place in it.

    `start` and `end` are dates (a whole day; `end` is the day after the last) or moments in Paris;
    `status` is CONFIRMED, TENTATIVE or CANCELLED; `note` is said before the title (« Annulé »).
    """

    uid: str
    start: date | datetime
    end: date | datetime | None = None
    status: str = "CONFIRMED"
    note: str = ""
    place: str = ""
