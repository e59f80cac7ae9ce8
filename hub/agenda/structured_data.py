"""schema.org data of an event."""

from datetime import datetime

from django.utils import timezone

from hub.core.site.structured_data import page_data
from hub.core.values.dates import DatePrecision, iso_date

SCHEMA = "https://schema.org"


def event_data(page, request):
    """Return the event as an Event: when, where, by whom, and whether it takes place."""
    data = page_data(page, request, "Event")
    data.pop("spatialCoverage")
    return {
        **data,
        "startDate": iso_moment(page.start_date, page.start_time, page.precision),
        "endDate": iso_moment(page.end_date, page.end_time, page.precision),
        "eventStatus": f"{SCHEMA}/{_status(page)}",
        "eventAttendanceMode": f"{SCHEMA}/{_attendance(page)}",
        "location": _locations(page, data["url"]),
        "organizer": {"@type": "Organization", "name": str(page.organiser or "")},
    }


def iso_moment(date, time, precision):
    """Return an ISO 8601 date no more precise than it is known; with its hour when it has one."""
    if date is None or time is None or precision != DatePrecision.DAY:
        return iso_date(date, precision)
    return timezone.make_aware(datetime.combine(date, time)).isoformat()


def _status(page):
    statuses = {"annule": "EventCancelled", "reporte": "EventPostponed"}
    return statuses.get(page.status, "EventScheduled")


def _attendance(page):
    if page.link and page.place:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if page.link else "OfflineEventAttendanceMode"


def _locations(page, url):
    """The room and the screen; the address to connect stays on the page, away from robots."""
    room = {"@type": "Place", "name": page.place, "address": page.place} if page.place else None
    screen = {"@type": "VirtualLocation", "url": url} if page.link else None
    return [location for location in (room, screen) if location]
