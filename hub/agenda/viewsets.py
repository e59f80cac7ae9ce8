from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column

from hub.agenda.models import EventPage
from hub.core.editing.page_lists import THEMES, HubPageFilterSet, HubPageListing, themes_column


class WhenFilter(ChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        choices = [("a-venir", "À venir"), ("passes", "Passés"), ("sans-date", "Sans date")]
        super().__init__(label="Quand", choices=choices, empty_label="Tous", **kwargs)

    def filter(self, queryset: QuerySet[EventPage], value: str) -> QuerySet[EventPage]:
        today = timezone.localdate()
        to_come = Q(start_date__gte=today) | Q(end_date__gte=today)
        if value == "a-venir":
            return queryset.filter(to_come)
        if value == "passes":
            return queryset.filter(start_date__isnull=False).exclude(to_come)
        return queryset.filter(start_date=None) if value else queryset


class EventFilterSet(HubPageFilterSet):
    when = WhenFilter()

    class Meta:
        model = EventPage
        fields = ["event_kind", "audience"]


class EventListing(HubPageListing):
    name = "events"
    model = EventPage
    icon = "calendar-alt"
    menu_label = "Agenda"
    menu_name = "agenda"
    menu_order = 40
    add_to_admin_menu = True
    filterset_class = EventFilterSet
    export_filename = "agenda"
    ordering = "-start_date"
    find_fields = ("title", "draft_title", "place")
    extra_columns = (
        Column("when", label="Quand", sort_key="start_date"),
        Column(
            "event_kind",
            label="Nature",
            accessor="get_event_kind_display",
            sort_key="event_kind",
        ),
        Column("event_status", label="Tenue", accessor="get_status_display", sort_key="status"),
        themes_column(),
    )
    prefetched = (THEMES,)
