"""Dates of a page for calendar exports (iCalendar)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class CalendarEvent:
    """Public data of an event, as exported to calendars; never holds private data.

    `start` and `end` are dates (whole days; `end` is exclusive, as in iCalendar) or datetimes in
    Paris time; `status` is CONFIRMED, TENTATIVE or CANCELLED; `note` is a prefix of the title
    (« Annulé »).
    """

    uid: str
    start: date | datetime
    end: date | datetime | None = None
    status: str = "CONFIRMED"
    note: str = ""
    place: str = ""


@dataclass(frozen=True)
class CalendarEntry:
    """An event that has no page of its own: its dates, title, absolute URL and text."""

    event: CalendarEvent
    title: str
    url: str
    text: str = ""
