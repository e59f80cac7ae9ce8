"""Reports of the inspiration section."""

from wagtail.admin.ui.tables import Column, DateColumn

from hub.core.editing.page_lists import TERRITORIES, HubPageFilterSet, territories_column
from hub.core.editing.reports import HubPageReport
from hub.core.models import HubPageQuerySet
from inspiration.models import InitiativePage, ResourcePage
from inspiration.viewsets import COMPLETENESS_ROWS, completeness_column


class InitiativeReportFilterSet(HubPageFilterSet):
    class Meta:
        model = InitiativePage
        fields = ["phase"]


class CompletenessReport(HubPageReport):
    """Initiatives with their completeness and missing parts."""

    slug = "completude-des-initiatives"
    page_title = "Complétude des initiatives"
    header_icon = "tasks"
    model = InitiativePage
    filterset_class = InitiativeReportFilterSet
    extra_columns = (
        territories_column(),
        completeness_column(),
        Column(
            "missing",
            label="Ce qui manque",
            accessor=lambda page: ", ".join(page.completeness.missing),
        ),
    )

    def filter_pages(self, pages: HubPageQuerySet) -> HubPageQuerySet:
        return pages.prefetch_related(TERRITORIES, *COMPLETENESS_ROWS)


class ResourceReportFilterSet(HubPageFilterSet):
    class Meta:
        model = ResourcePage
        fields = ["link_health"]


class ResourceLinksReport(HubPageReport):
    """Links of resources, broken ones first (see the command `check_links`)."""

    slug = "liens-des-ressources"
    page_title = "Liens des ressources"
    header_icon = "link-external"
    model = ResourcePage
    filterset_class = ResourceReportFilterSet
    default_ordering = "-link_health"
    extra_columns = (
        Column("resource_url", label="Adresse"),
        Column(
            "link_health",
            label="État du lien",
            accessor="get_link_health_display",
            sort_key="link_health",
        ),
        DateColumn("link_checked_at", label="Vérifié", sort_key="link_checked_at"),
    )

    def filter_pages(self, pages: HubPageQuerySet) -> HubPageQuerySet:
        return pages.exclude(resource_url="")
