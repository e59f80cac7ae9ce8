"""Calendar entry (iCalendar) of an event, without its connection link, which stays on the page."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from hub.core.values.calendar_events import CalendarEvent
from hub.dates import DatePrecision

if TYPE_CHECKING:
    from hub.agenda.models import EventPage

ONE_DAY = timedelta(days=1)
STATUSES = {"annule": "CANCELLED", "reporte": "TENTATIVE"}


def calendar_event_of(page: "EventPage") -> CalendarEvent | None:
    """Return the `CalendarEvent` of an event page, or None when its day is not known.

    iCalendar has no month or year precision: « en mars » would wrongly show on 1 March.
    """
    if page.start_date is None or page.precision != DatePrecision.DAY:
        return None
    start, end = whole_days(page) if page.start_time is None else timed_bounds(page)
    return CalendarEvent(
        uid=page.ical_uid,
        start=start,
        end=end,
        status=STATUSES.get(page.status, "CONFIRMED"),
        note=page.get_status_display() if page.status in STATUSES else "",
        place=page.place,
    )


def whole_days(page: "EventPage") -> tuple[date, date]:
    """Return the first day, and the day after the last (RFC 5545, section 3.6.1)."""
    return page.start_date, (page.end_date or page.start_date) + ONE_DAY


def timed_bounds(page: "EventPage") -> tuple[datetime, datetime | None]:
    """Return the start and the end as aware datetimes, in Paris time.

    Without an end time, an event of several days ends at midnight; one of a single day has no
    end (None).
    """
    last_day = page.end_date or page.start_date
    start = aware_datetime(page.start_date, page.start_time)
    if page.end_time:
        end = aware_datetime(last_day, page.end_time)
    elif last_day > page.start_date:
        end = aware_datetime(last_day + ONE_DAY, time.min)
    else:
        return start, None
    return start, end if end > start else None


def aware_datetime(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
