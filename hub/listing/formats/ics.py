"""Render the dates of a list, or of one event, as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event, Timezone

from hub.core.models import HubPage
from hub.core.values.calendar_events import CalendarEntry, CalendarEvent
from hub.listing.formats.record import record_of, xml_safe
from hub.listing.formats.source import LIMIT, ListSource

PRODUCT = "-//Territoires pilotes//Agenda//FR"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Time zone of France: summer time as in directive 2000/84/EC. Only the current rules, since
# every calendar program reads them.
PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def render(source: ListSource) -> HttpResponse:
    """Return the calendar of a list; a note counts the pages without a date."""
    cards = source.listing.all_cards(LIMIT)
    events = [(card, card.calendar_event) for card in cards]
    dated = [(card, event) for card, event in events if event]
    calendar = new_calendar()
    calendar.add("name", source.site_title)
    calendar.add("x-wr-calname", source.site_title)
    calendar.add("x-wr-timezone", "Europe/Paris")
    calendar.add("url", source.html_url)
    calendar.add("x-published-ttl", "PT12H")
    if left_out := len(cards) - len(dated):
        calendar.add("x-wr-caldesc", left_out_note(left_out))
    return calendar_response(calendar, dated, source.request, source.entries)


def render_event(card: HubPage, request: HttpRequest) -> HttpResponse:
    """Return the calendar of one page; raise Http404 when its day is not known."""
    event = card.calendar_event
    if event is None:
        raise Http404("Le jour de ce rendez-vous n’est pas connu.")
    response = calendar_response(new_calendar(), [(card, event)], request)
    if disposition := content_disposition_header(True, f"{card.slug}.ics"):
        response["Content-Disposition"] = disposition
    response["X-Robots-Tag"] = "noindex"
    return response


def new_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def calendar_response(
    calendar: Calendar,
    dated: Iterable[tuple[HubPage, CalendarEvent]],
    request: HttpRequest,
    entries: Iterable[CalendarEntry] = (),
) -> HttpResponse:
    """Return a calendar with the events of pages, their time zone if one has a time, `entries`."""
    dated = list(dated)
    if any(isinstance(event.start, datetime) for _, event in dated):
        calendar.add_component(Timezone.from_ical(PARIS))
    for card, event in dated:
        calendar.add_component(component_of(card, event, request))
    for entry in entries:
        calendar.add_component(component_of_entry(entry))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def component_of_entry(entry: CalendarEntry) -> Event:
    """Return the VEVENT of an event without a page."""
    component = Event()
    component.add("uid", entry.event.uid)
    component.add("dtstamp", EPOCH)
    component.add("dtstart", entry.event.start)
    if entry.event.end:
        component.add("dtend", entry.event.end)
    component.add("summary", xml_safe(entry.title))
    component.add("status", entry.event.status)
    component.add("url", entry.url)
    component.add("description", "\n\n".join(filter(None, (xml_safe(entry.text), entry.url))))
    return component


def left_out_note(count: int) -> str:
    """Return the French note on the pages of the list that have no date or are no event."""
    if count == 1:
        return "Une page de la liste n’y est pas\u00a0: son jour n’est pas connu."
    return f"{count} pages de la liste n’y sont pas\u00a0: leur jour n’est pas connu."


def component_of(card: HubPage, event: CalendarEvent, request: HttpRequest) -> Event:
    """Return the VEVENT of a page.

    DTSTAMP is the last publication date, so that an unchanged calendar gives the same bytes.
    """
    record = record_of(card, request)
    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", record.modified or EPOCH)
    component.add("dtstart", event.start)
    if event.end:
        component.add("dtend", event.end)
    title = f"{event.note}\u00a0: {record.title}" if event.note else record.title
    component.add("summary", title)
    component.add("status", event.status)
    component.add("url", record.url)
    component.add("description", "\n\n".join(filter(None, (record.summary, record.url))))
    if event.place:
        component.add("location", xml_safe(event.place))
    if record.themes:
        component.add("categories", [theme.name for theme in record.themes])
    if record.modified:
        component.add("last-modified", record.modified)
    return component
