"""The admin lists of the listable pages: what their tables, filters and exports share."""

from django import forms
from django.db.models import Prefetch
from django.urls import reverse
from django_filters import ChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from hub.backoffice.exports import ColumnExportMixin
from hub.backoffice.finding import FindMixin
from hub.backoffice.guides.beside import GuideButtonMixin
from hub.backoffice.returning import ReturningChooseParentView
from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.core.values.dates import format_known_date
from hub.territories.models import Territory
from hub.themes.models import Theme

# What the columns of themes and of territories read, in one query each.
THEMES = Prefetch("theme_items", PageTheme.objects.select_related("tag"))
TERRITORIES = Prefetch("territory_links", PageTerritory.objects.select_related("territory"))


class HubPageIndexView(GuideButtonMixin, ColumnExportMixin, FindMixin, IndexView):
    """Pages of one type. `prefetched` is what the columns read, loaded once for all rows."""

    add_item_label = "Ajouter"
    find_fields = ("title", "draft_title")
    prefetched = ()

    def annotate_queryset(self, pages):
        pages = super().annotate_queryset(pages)
        if self.prefetched:
            pages = pages.prefetch_related(*self.prefetched, for_specific_subqueries=True)
        return pages

    def get_table_kwargs(self):
        """Return also where the actions of a row come back to: the list as it is filtered."""
        parameters = self.request.GET.copy()
        for name in ("export", "_w_filter_fragment"):
            parameters.pop(name, None)
        query = parameters.urlencode()
        url = f"{self.index_url}?{query}" if query else self.index_url
        return {**super().get_table_kwargs(), "actions_next_url": url}

    def search_queryset(self, queryset):
        found = super().search_queryset(queryset)
        # Wagtail leaves the order to its search engine here, and `find` has none.
        if self.is_searching and not self.is_explicitly_ordered:
            found = found.order_by(self.default_ordering)
        return found


class HubPageListing(PageListingViewSet):
    """Base of the lists: `extra_columns` are the columns between the title and the status."""

    index_view_class = HubPageIndexView
    choose_parent_view_class = ReturningChooseParentView
    extra_columns = ()
    prefetched = ()
    find_fields = HubPageIndexView.find_fields

    @property
    def columns(self):
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label="Titre", sort_key="title", classname="title"),
            *self.extra_columns,
            PageStatusColumn("status", label="État", sort_key="live", width="10%"),
        ]

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            prefetched=self.prefetched, find_fields=self.find_fields, **kwargs
        )


def listing_url(model):
    """Return the address of the list of a page type; empty for a type that has none."""
    for listing in all_listings():
        if listing.model is model:
            return reverse(f"{listing.name}:index")
    return ""


def all_listings(base=HubPageListing):
    """Yield the lists that the applications have declared."""
    for listing in base.__subclasses__():
        yield listing
        yield from all_listings(listing)


def date_column(name, label, **kwargs):
    """Return a column that shows the date `name` in French words."""
    return Column(
        name,
        label=label,
        accessor=lambda page: format_known_date(getattr(page, name)),
        sort_key=name,
        **kwargs,
    )


def themes_column():
    """Return the column of themes; the list prefetches THEMES."""
    return Column(
        "themes",
        label="Thèmes",
        accessor=lambda page: ", ".join(theme.name for theme in page.ranked_themes),
    )


def territories_column():
    """Return the column of territories; the list prefetches TERRITORIES."""
    return Column(
        "territories",
        label="Territoires",
        accessor=lambda page: ", ".join(str(territory) for territory in page.territories),
    )


class StatusFilter(ChoiceFilter):
    """Published, draft, or published with a newer draft."""

    CHOICES = {
        "en-ligne": {"live": True},
        "brouillon": {"live": False},
        "a-publier": {"live": True, "has_unpublished_changes": True},
    }

    def __init__(self, **kwargs):
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

    def filter(self, queryset, value):
        return queryset.filter(**self.CHOICES[value]) if value else queryset


class HubPageFilterSet(WagtailFilterSet):
    """Filters that every listable page has; each type adds its own."""

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
