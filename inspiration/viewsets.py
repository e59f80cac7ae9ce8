from django.db.models import Prefetch
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup

from hub.core.editing.page_lists import (
    TERRITORIES,
    THEMES,
    HubPageFilterSet,
    HubPageListing,
    date_column,
    territories_column,
    themes_column,
)
from inspiration.models import InitiativeFunder, InitiativePage, ResourcePage

# Relations read by `InitiativePage.completeness`.
COMPLETENESS_ROWS = (
    "steps",
    "partners",
    "results",
    Prefetch("funders", InitiativeFunder.objects.select_related("organisation")),
)


def completeness_column() -> Column:
    return Column(
        "completeness",
        label="Complétude",
        accessor=lambda page: f"{page.completeness.percent}\u00a0%",
    )


class InitiativeFilterSet(HubPageFilterSet):
    class Meta:
        model = InitiativePage
        fields = ["phase", "setting"]


class InitiativeListing(HubPageListing):
    name = "initiatives"
    model = InitiativePage
    icon = "pick"
    menu_label = "Initiatives"
    filterset_class = InitiativeFilterSet
    export_filename = "initiatives"
    find_fields = (
        "title",
        "draft_title",
        "site_name",
        "territory_links__territory__name",
        "territory_links__territory__code",
    )
    extra_columns = (
        territories_column(),
        themes_column(),
        Column("phase", label="Phase", accessor="get_phase_display", sort_key="phase"),
        completeness_column(),
        date_column("verified_on", "Vérifiée le"),
    )
    prefetched = (THEMES, TERRITORIES, *COMPLETENESS_ROWS)


class ResourceFilterSet(HubPageFilterSet):
    class Meta:
        model = ResourcePage
        fields = ["resource_kind", "link_health", "language"]


class ResourceListing(HubPageListing):
    name = "resources"
    model = ResourcePage
    icon = "doc-full"
    menu_label = "Ressources"
    filterset_class = ResourceFilterSet
    export_filename = "ressources"
    find_fields = ("title", "draft_title", "author", "resource_url")
    extra_columns = (
        Column(
            "resource_kind",
            label="Nature",
            accessor="get_resource_kind_display",
            sort_key="resource_kind",
        ),
        Column("author", label="Auteur", sort_key="author"),
        Column("year", label="Année", sort_key="year"),
        themes_column(),
        Column(
            "link_health",
            label="Lien",
            accessor=lambda page: page.get_link_health_display() if page.resource_url else "",
            sort_key="link_health",
        ),
    )
    prefetched = (THEMES,)


class InitiativesGroup(ViewSetGroup):
    """Admin menu « Initiatives »; the hook `register_initiatives_menu_item` adds items to it."""

    menu_label = "Initiatives"
    menu_name = "initiatives"
    menu_icon = "pick"
    menu_order = 20
    submenu_hook = "register_initiatives_menu_item"
    items = (InitiativeListing, ResourceListing)
