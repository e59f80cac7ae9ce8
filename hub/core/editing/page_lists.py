"""Base views, columns and filters of the admin lists of listable pages."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django_filters import ChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.query import PageQuerySet

from hub.backoffice.exports import ColumnExportMixin
from hub.backoffice.finding import FindMixin
from hub.backoffice.guides.beside import GuideButtonMixin
from hub.backoffice.returning import ReturningChooseParentView
from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.dates import format_known_date
from hub.territories.models import Territory
from hub.themes.models import Theme

# Prefetches of the columns of themes and of territories.
THEMES = Prefetch("theme_items", PageTheme.objects.select_related("tag"))
TERRITORIES = Prefetch("territory_links", PageTerritory.objects.select_related("territory"))


class HubPageIndexView(GuideButtonMixin, ColumnExportMixin, FindMixin, IndexView):
    """List of the pages of one type; `prefetched` are the prefetch lookups of its columns."""

    add_item_label = "Ajouter"
    find_fields = ("title", "draft_title")
    prefetched: tuple[str | Prefetch, ...] = ()

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        pages = super().annotate_queryset(pages)
        if self.prefetched:
            pages = pages.prefetch_related(*self.prefetched, for_specific_subqueries=True)
        return pages

    def get_table_kwargs(self) -> dict[str, Any]:
        """Add the URL that row actions return to: the list with its filters."""
        parameters = self.request.GET.copy()
        for name in ("export", "_w_filter_fragment"):
            parameters.pop(name, None)
        query = parameters.urlencode()
        url = f"{self.index_url}?{query}" if query else self.index_url
        return {**super().get_table_kwargs(), "actions_next_url": url}

    def search_queryset(self, queryset: PageQuerySet) -> PageQuerySet:
        found = super().search_queryset(queryset)
        # Wagtail leaves the order of results to its search backend; `FindMixin` has no ranking.
        if self.is_searching and not self.is_explicitly_ordered:
            found = found.order_by(self.default_ordering)
        return found


class HubPageListing(PageListingViewSet):
    """Base of the lists; `extra_columns` are the columns between the title and the status."""

    index_view_class = HubPageIndexView
    choose_parent_view_class = ReturningChooseParentView
    extra_columns: tuple[Column, ...] = ()
    prefetched: tuple[str | Prefetch, ...] = ()
    find_fields: tuple[str, ...] = HubPageIndexView.find_fields

    @property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label="Titre", sort_key="title", classname="title"),
            *self.extra_columns,
            PageStatusColumn("status", label="État", sort_key="live", width="10%"),
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            prefetched=self.prefetched, find_fields=self.find_fields, **kwargs
        )


def listing_url(model: type[Model]) -> str:
    """Return the URL of the list of a page type; empty for a type without a list."""
    for listing in all_listings():
        if listing.model is model:
            return reverse(f"{listing.name}:index")
    return ""


def all_listings(base: type[HubPageListing] = HubPageListing) -> Iterator[type[HubPageListing]]:
    """Yield all subclasses of HubPageListing."""
    for listing in base.__subclasses__():
        yield listing
        yield from all_listings(listing)


def date_column(name: str, label: str, **kwargs: Any) -> Column:
    """Return a sortable column that formats the date field `name` in French."""
    return Column(
        name,
        label=label,
        accessor=lambda page: format_known_date(getattr(page, name)),
        sort_key=name,
        **kwargs,
    )


def themes_column() -> Column:
    """Return the column of themes; the list must prefetch THEMES."""
    return Column(
        "themes",
        label="Thèmes",
        accessor=lambda page: ", ".join(theme.name for theme in page.ranked_themes),
    )


def territories_column() -> Column:
    """Return the column of territories; the list must prefetch TERRITORIES."""
    return Column(
        "territories",
        label="Territoires",
        accessor=lambda page: ", ".join(str(territory) for territory in page.territories),
    )


class StatusFilter(ChoiceFilter):
    """Filter by status: published, draft, or published with a newer draft."""

    CHOICES = {
        "en-ligne": {"live": True},
        "brouillon": {"live": False},
        "a-publier": {"live": True, "has_unpublished_changes": True},
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="État",
            choices=[
                ("en-ligne", "En ligne"),
                ("brouillon", "Brouillon"),
                ("a-publier", "En ligne, avec un brouillon plus récent"),
            ],
            empty_label="Tous",
            widget=forms.RadioSelect,
            **kwargs,
        )

    def filter(self, queryset: QuerySet[HubPage], value: str) -> QuerySet[HubPage]:
        return queryset.filter(**self.CHOICES[value]) if value else queryset


class HubPageFilterSet(WagtailFilterSet):
    """Filters shared by the lists of all types; each type adds its own."""

    status = StatusFilter()
    theme = ModelMultipleChoiceFilter(
        field_name="theme_items__tag",
        label="Thème",
        queryset=lambda request: Theme.objects.active(),
        widget=forms.CheckboxSelectMultiple,
    )
    territory = ModelMultipleChoiceFilter(
        field_name="territory_links__territory",
        label="Territoire",
        queryset=lambda request: Territory.objects.filter(page_links__isnull=False).distinct(),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = HubPage
        fields = []
