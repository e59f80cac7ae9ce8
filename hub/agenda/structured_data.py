"""schema.org data of an event."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from hub.core.site.structured_data import page_data
from hub.dates import DatePrecision, iso_date

if TYPE_CHECKING:
    from hub.agenda.models import EventPage

SCHEMA = "https://schema.org"


def event_data(page: "EventPage", request: HttpRequest) -> dict[str, Any]:
    """Return the schema.org `Event`: dates, places, organiser and status."""
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


def iso_moment(day: date | None, hour: time | None, precision: str) -> str:
    """Return an ISO 8601 date of the known precision, with the time when there is one."""
    if day is None or hour is None or precision != DatePrecision.DAY:
        return iso_date(day, precision)
    return timezone.make_aware(datetime.combine(day, hour)).isoformat()


def _status(page: "EventPage") -> str:
    statuses = {"annule": "EventCancelled", "reporte": "EventPostponed"}
    return statuses.get(page.status, "EventScheduled")


def _attendance(page: "EventPage") -> str:
    if page.link and page.place:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if page.link else "OfflineEventAttendanceMode"


def _locations(page: "EventPage", url: str) -> list[dict[str, str]]:
    """Return the physical and the virtual locations.

    The virtual one has the address of the page: the connection link is not given to robots.
    """
    room = {"@type": "Place", "name": page.place, "address": page.place} if page.place else None
    screen = {"@type": "VirtualLocation", "url": url} if page.link else None
    return [location for location in (room, screen) if location]
