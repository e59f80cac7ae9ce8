"""Queries on the agenda: kinds of events, and existing events that match a date of a letter.

The agenda is a sibling application: its models are loaded by name.
"""

import hashlib
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Q
from wagtail.models import Page

from hub.newsletters.importing.parsed import ParsedDate
from hub.newsletters.importing.parser.text_patterns import fold

MAX_CANDIDATES = 4


def event_key(date: ParsedDate) -> str:
    """Return the identifier of a date in its letter, stable from one import to the next."""
    return hashlib.sha256(fold(f"{date.text}\n{date.sentence}").encode()).hexdigest()[:16]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of events of the agenda, as form choices."""
    return list(apps.get_model("agenda", "EventPage")._meta.get_field("event_kind").choices)


def agenda() -> Page | None:
    """Return the parent page of events, None on a site without one."""
    return apps.get_model("agenda", "AgendaPage").objects.first()


class KnownEvents:
    """The events of the agenda on the dates of a letter, loaded in one query."""

    def __init__(self, dates: Iterable[ParsedDate]) -> None:
        on_dates = Q()
        for date in dates:
            on_dates |= _on(date)
        model = apps.get_model("agenda", "EventPage")
        self._events = []
        if on_dates:
            self._events = list(model.objects.filter(on_dates).order_by("-start_date", "pk"))

    def matching(self, date: ParsedDate, kind: str) -> tuple[Page, ...]:
        """Return the events on a date, those of its kind first, then the latest."""
        found = [event for event in self._events if _matches(date, event)]
        return tuple(sorted(found, key=lambda event: event.event_kind != kind)[:MAX_CANDIDATES])


def _on(date: ParsedDate) -> Q:
    """Return the filter of the events of a date.

    They start on its day, or end on it for a deadline; a date that is only a number of days matches
    the undated events of the same duration.
    """
    if date.precision == "count":
        return Q(start_date=None, duration_label__iexact=date.text)
    if date.precision not in ("day", "days") or not date.month:
        return Q(pk=None)
    day = Q(start_date__day=date.day, start_date__month=date.month)
    if date.year:
        day &= Q(start_date__year=date.year)
    if not date.deadline:
        return day
    end = Q(end_date__day=date.day, end_date__month=date.month)
    return day | (end & Q(end_date__year=date.year) if date.year else end)


def _matches(date: ParsedDate, event: Page) -> bool:
    if date.precision == "count":
        return event.start_date is None and fold(event.duration_label) == fold(date.text)
    if date.precision not in ("day", "days"):
        return False
    days = [event.start_date, event.end_date if date.deadline else None]
    return any(
        day and (day.day, day.month) == (date.day, date.month) and date.year in (None, day.year)
        for day in days
    )
