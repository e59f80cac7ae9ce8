"""Reports over all listable pages, for editors to review."""

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters import ChoiceFilter
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from hub.backoffice.exports import ColumnExportMixin
from hub.core.editing.page_lists import HubPageFilterSet, date_column
from hub.core.editing.undescribed import pages_with_undescribed_images
from hub.core.models import HubPage, HubPageQuerySet
from hub.core.page_types import page_kinds

VERIFICATION_PERIOD = timedelta(days=365)


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, model.kind_label) for kind, model in page_kinds().items()]


class TypeFilter(ChoiceFilter):
    """Filter by listable type, with the labels of the public lists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Type", choices=kind_choices, empty_label="Tous", **kwargs)

    def filter(self, queryset: PageQuerySet, value: str) -> PageQuerySet:
        return queryset.type(page_kinds()[value]) if value else queryset


class ReportFilterSet(HubPageFilterSet):
    kind = TypeFilter()

    class Meta:
        model = HubPage
        fields = []


class HubPageReport(ColumnExportMixin, ReportView, ABC):
    """Table of the pages kept by `filter_pages`, each with a link to its edit form."""

    slug = ""
    menu_order = 700
    header_icon = "list-ul"
    model = HubPage
    filterset_class = ReportFilterSet
    any_permission_required = ["add", "change", "publish"]
    default_ordering = "title"
    extra_columns: tuple[Column, ...] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.index_url_name = f"hub_report_{cls.slug}"
        cls.index_results_url_name = f"{cls.index_url_name}_results"

    @property
    def export_filename(self) -> str:
        return self.slug

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label="Titre",
                sort_key="title",
                accessor="get_admin_display_title",
                get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
            ),
            Column("kind", label="Type", accessor="specific_class.kind_label"),
            *self.extra_columns,
            Column("state", label="État", accessor="status_string"),
            DateColumn(
                "latest_revision_created_at",
                label="Modifiée",
                sort_key="latest_revision_created_at",
            ),
        ]

    @abstractmethod
    def filter_pages(self, pages: HubPageQuerySet) -> HubPageQuerySet:
        """Filter the queryset `pages` to those of the report."""

    def get_base_queryset(self) -> HubPageQuerySet:
        policy = policy_registry.get_by_type(HubPage)
        explorable = policy.explorable_instances(self.request.user).values("pk")
        pages = self.filter_pages(self.model.objects.filter(pk__in=explorable))
        return pages.prefetch_workflow_states().annotate_approved_schedule()

    def get_filtered_queryset(self) -> QuerySet[HubPage]:
        return self.get_queryset()  # already filtered


class ThemelessReport(HubPageReport):
    slug = "sans-theme"
    page_title = "Sans thème"
    header_icon = "tag"

    def filter_pages(self, pages: HubPageQuerySet) -> HubPageQuerySet:
        return pages.filter(theme_items=None)


class UndescribedImagesReport(HubPageReport):
    slug = "images-sans-texte"
    page_title = "Images sans texte de remplacement"
    header_icon = "image"

    def filter_pages(self, pages: HubPageQuerySet) -> HubPageQuerySet:
        return pages.filter(pk__in=pages_with_undescribed_images())


class UnverifiedReport(HubPageReport):
    slug = "jamais-verifie"
    page_title = "Jamais vérifié, ou depuis plus d’un an"
    header_icon = "circle-check"
    extra_columns = (date_column("verified_on", "Vérifiée le"),)

    def filter_pages(self, pages: HubPageQuerySet) -> HubPageQuerySet:
        limit = timezone.localdate() - VERIFICATION_PERIOD
        return pages.filter(Q(verified_on=None) | Q(verified_on__lt=limit))


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(HubPage)
        return policy.user_has_any_permission(
            request.user, set(HubPageReport.any_permission_required)
        )


def report_urls(report: type[HubPageReport]) -> list[URLPattern]:
    """Return the admin URL patterns of a report."""
    return [
        path(f"reports/{report.slug}/", report.as_view(), name=report.index_url_name),
        path(
            f"reports/{report.slug}/results/",
            report.as_view(results_only=True),
            name=report.index_results_url_name,
        ),
    ]


def report_menu_item(report: type[HubPageReport]) -> ReportMenuItem:
    """Return the menu item of a report, in « Rapports »."""
    return ReportMenuItem(
        report.page_title,
        reverse(report.index_url_name),
        name=report.slug,
        icon_name=report.header_icon,
        order=report.menu_order,
    )
