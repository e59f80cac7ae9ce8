"""Report « Abonnés »: who receives the letter, by state, territory and theme."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from hub.backoffice.exports import ColumnExportMixin
from hub.mailing.addresses import address_key
from hub.mailing.models import Subscriber
from hub.mailing.models.subscribers import SubscriberQuerySet
from hub.territories.models import TerritoryKind
from hub.territories.strata import KINDS, STRATA
from hub.themes.models import Theme

policy = ModelPermissionPolicy(Subscriber)
SUBSCRIBED, PAUSED, LEFT = "subscribed", "paused", "left"
STATES = {SUBSCRIBED: "abonné", PAUSED: "en pause", LEFT: "désinscrit"}


def state_of(subscriber: Subscriber) -> str:
    """Return « abonné », « en pause jusqu’au 3 mars 2027 » or « désinscrit »."""
    if not subscriber.is_subscribed:
        return STATES[LEFT]
    end = subscriber.pause_end
    return f"{STATES[PAUSED]} jusqu’au {end:%d/%m/%Y}" if end else STATES[SUBSCRIBED]


class SubscriberFilterSet(WagtailFilterSet):
    """The segments of the subscribers."""

    state = django_filters.ChoiceFilter(
        label="État", choices=list(STATES.items()), method="filter_state", empty_label="Tous"
    )
    kind = django_filters.ChoiceFilter(
        label="Nature du territoire",
        field_name="territory__kind",
        choices=TerritoryKind.choices,
        empty_label="Toutes",
    )
    stratum = django_filters.ChoiceFilter(
        label="Population du territoire",
        choices=[(stratum.value, stratum.label) for stratum in STRATA],
        method="filter_stratum",
        empty_label="Toutes",
    )
    themes = django_filters.ModelChoiceFilter(
        label="Thème", queryset=Theme.objects.active().order_by("slug"), empty_label="Tous"
    )

    class Meta:
        model = Subscriber
        fields = ("state", "kind", "stratum", "themes")

    def filter_state(self, rows: SubscriberQuerySet, name: str, value: str) -> SubscriberQuerySet:
        if value == SUBSCRIBED:
            return rows.active()
        if value == PAUSED:
            return rows.filter(unsubscribed_at=None, paused_until__gt=timezone.localdate())
        return rows.exclude(unsubscribed_at=None)

    def filter_stratum(
        self, rows: QuerySet[Subscriber], name: str, value: str
    ) -> QuerySet[Subscriber]:
        place = next(n for n, stratum in enumerate(STRATA) if stratum.value == value)
        rows = rows.filter(
            territory__kind__in=KINDS, territory__population__gte=STRATA[place].least
        )
        if place + 1 == len(STRATA):
            return rows
        return rows.filter(territory__population__lt=STRATA[place + 1].least)


class SubscribersReport(ColumnExportMixin, ReportView):
    """The subscribers, latest first; addresses are for those whose role needs them."""

    page_title = "Abonnés"
    header_icon = "mail"
    model = Subscriber
    permission_policy = policy
    permission_required = "view"
    index_url_name = "hub_report_subscribers"
    index_results_url_name = "hub_report_subscribers_results"
    export_filename = "abonnes"
    default_ordering = "-confirmed_at"
    filterset_class = SubscriberFilterSet
    is_searchable = True

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "email",
                label="Adresse",
                sort_key="key",
                get_url=lambda subscriber: reverse("hub_subscriber", args=[subscriber.pk]),
            ),
            Column("state", label="État", accessor=state_of),
            DateColumn("confirmed_at", label="Abonné le", sort_key="confirmed_at"),
            Column("territory", label="Territoire", accessor=lambda row: row.territory or ""),
            Column("themes", label="Thèmes", accessor=_theme_names),
        ]

    def get_base_queryset(self) -> QuerySet[Subscriber]:
        return Subscriber.objects.select_related("territory").prefetch_related("themes")

    def search_queryset(self, queryset: QuerySet[Subscriber]) -> QuerySet[Subscriber]:
        if not self.is_searching:
            return queryset
        return queryset.filter(key__contains=address_key(self.search_query.strip()))


def _theme_names(subscriber: Subscriber) -> str:
    return ", ".join(sorted(theme.name for theme in subscriber.themes.all()))


class SubscribersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "view")


def menu_item() -> SubscribersMenuItem:
    """Return the menu item of the report, in « Rapports »."""
    report: Any = SubscribersReport
    return SubscribersMenuItem(
        report.page_title,
        reverse(report.index_url_name),
        name="abonnes",
        icon_name=report.header_icon,
        order=940,
    )
