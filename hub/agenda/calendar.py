"""What a calendar takes of an event. The address to connect stays on the page."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from hub.core.values.calendar_events import CalendarEvent
from hub.core.values.dates import DatePrecision

ONE_DAY = timedelta(days=1)
STATUSES = {"annule": "CANCELLED", "reporte": "TENTATIVE"}


def calendar_event_of(page):
    """Return the `CalendarEvent` of an event page, or None when its day is not known.

    A calendar knows days only: an event « en mars » put on the 1st would be a mistake.
    """
    if page.start_date is None or page.precision != DatePrecision.DAY:
        return None
    start, end = whole_days(page) if page.start_time is None else hours(page)
    return CalendarEvent(
        uid=page.ical_uid,
        start=start,
        end=end,
        status=STATUSES.get(page.status, "CONFIRMED"),
        note=page.get_status_display() if page.status in STATUSES else "",
        place=page.place,
    )


def whole_days(page):
    """Return the first day, and the day after the last (RFC 5545, section 3.6.1)."""
    return page.start_date, (page.end_date or page.start_date) + ONE_DAY


def hours(page):
    """Return the moments of the start and of the end, in Paris.

    Without an hour, several days end at midnight, and a single one ends as it starts (None).
    """
    last_day = page.end_date or page.start_date
    start = moment(page.start_date, page.start_time)
    if page.end_time:
        end = moment(last_day, page.end_time)
    else:
        end = moment(last_day + ONE_DAY, time.min) if last_day > page.start_date else None
    return start, end if end and end > start else None


def moment(day, hour):
    return timezone.make_aware(datetime.combine(day, hour))
