"""Report « Territoires sans nouvelles », for editors."""

from functools import cached_property
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from home.territory.silence import Silence, silent_territories
from hub.backoffice.exports import ColumnExportMixin
from hub.territories.models import Territory


class SilentTerritoriesReport(ColumnExportMixin, ReportView):
    """The pilot territories without news for nine months, the longest silence first."""

    page_title = "Territoires sans nouvelles"
    header_icon = "globe"
    model = Territory
    any_permission_required = ["change"]
    index_url_name = "silent_territories"
    index_results_url_name = "silent_territories_results"
    export_filename = "territoires-sans-nouvelles"
    default_ordering = None
    is_searchable = False

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(Territory)

    @cached_property
    def by_territory(self) -> dict[int, Silence]:
        return {silence.territory.pk: silence for silence in silent_territories()}

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label="Territoire", get_url=edit_url),
            Column("kind", label="Nature", accessor="get_kind_display"),
            Column("cohort", label="Promotion"),
            DateColumn("last", label="Dernière date", accessor=self._last),
            Column("months", label="Mois sans nouvelles", accessor=self._months),
        ]

    def _last(self, territory: Territory) -> Any:
        return self.by_territory[territory.pk].last

    def _months(self, territory: Territory) -> str:
        months = self.by_territory[territory.pk].months
        return "jamais" if months is None else str(months)

    def get_base_queryset(self) -> QuerySet[Territory]:
        ranks = [When(pk=pk, then=Value(rank)) for rank, pk in enumerate(self.by_territory)]
        rank = Case(*ranks, default=Value(0), output_field=IntegerField())
        silent = Territory.objects.filter(pk__in=self.by_territory)
        return silent.select_related("cohort").order_by(rank)


def edit_url(territory: Territory) -> str:
    return reverse(territory.snippet_viewset.get_url_name("edit"), args=[territory.pk])


class SilentTerritoriesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Territory)
        return policy.user_has_permission(request.user, "change")


def silent_territories_menu_item() -> MenuItem:
    return SilentTerritoriesMenuItem(
        SilentTerritoriesReport.page_title,
        reverse(SilentTerritoriesReport.index_url_name),
        name="territoires-sans-nouvelles",
        icon_name=SilentTerritoriesReport.header_icon,
        order=750,
    )


def silent_territories_urls() -> list[URLPattern]:
    """Return the admin URL patterns of the report."""
    report = SilentTerritoriesReport
    return [
        path("reports/territoires-sans-nouvelles/", report.as_view(), name=report.index_url_name),
        path(
            "reports/territoires-sans-nouvelles/results/",
            report.as_view(results_only=True),
            name=report.index_results_url_name,
        ),
    ]
