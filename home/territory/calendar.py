"""Steps of the programme dated to the day, for the calendar of a territory."""

from datetime import timedelta

from django.http import HttpRequest

from home.territory.sources import programme_steps_of, step_url
from hub.agenda.models import EventPage
from hub.core.site.metadata import site_root
from hub.core.values.calendar_events import CalendarEntry, CalendarEvent
from hub.dates import DatePrecision
from hub.territories.models import Territory


def calendar_entries(territory: Territory, request: HttpRequest) -> list[CalendarEntry]:
    """Return the steps of a territory, and of those that it contains, as calendar entries.

    A step told by an event of the agenda is left out: the event is in the calendar already.
    iCalendar has no month or year precision, so these steps are left out too.
    """
    root = site_root(request)
    entries = []
    for step in programme_steps_of(territory):
        if step.start is None or step.precision != DatePrecision.DAY:
            continue
        if step.page is not None and step.page.specific_class is EventPage:
            continue
        page_url = step_url(step, request)
        entries.append(
            CalendarEntry(
                event=CalendarEvent(
                    uid=f"programme-{step.pk}@territoires-pilotes",
                    start=step.start,
                    end=(step.end or step.start) + timedelta(days=1),
                ),
                title=f"{step.get_phase_display()}\u00a0: {step.territory.name}",
                url=root + (page_url or step.territory.url),
                text=step.text,
            )
        )
    return entries
