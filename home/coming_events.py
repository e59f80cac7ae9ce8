"""The next events that the home page shows."""

from django.db.models import F
from django.http import HttpRequest

from hub.agenda.models import EventPage, EventStatus
from hub.core.models import HubPageQuerySet


def coming_events(request: HttpRequest) -> HubPageQuerySet:
    """Return the events to come by date, those without a date last; cancelled ones are left out.

    Their relations are not loaded: see `HubPageQuerySet.for_cards`.
    """
    to_come = EventPage.objects.to_come() & EventPage.objects.visible_to(request)
    return (
        to_come.exclude(status=EventStatus.CANCELLED)
        .for_cards(relations=False)
        .order_by(F("start_date").asc(nulls_last=True), "pk")
    )
