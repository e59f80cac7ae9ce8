"""The filters of a listing: what can be chosen, what is chosen, how it narrows the pages.

Values of one filter add up (OR), filters narrow each other (AND). A value that nobody can
choose is ignored and said so.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from hub.core.models import PageTerritory, PageTheme
from hub.core.typography import alphabetical_key
from hub.search.kinds import page_kinds
from hub.territories.models import Territory
from hub.themes.models import Theme

# An address with more values of one filter than a person would choose is cut.
VALUES_LIMIT = 50


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    selected: bool = False


class Facet(ABC):
    """One filter: `parameter` in the address, `label` on the page."""

    parameter = ""
    label = ""

    def __init__(self, listing):
        self.listing = listing
        asked = dict.fromkeys(listing.request.GET.getlist(self.parameter)[:VALUES_LIMIT])
        labels = self.labels()
        self.choices = [Choice(v, label, v in asked) for v, label in labels.items()]
        for value in asked:
            if value and value not in labels:
                listing.ignore(f"{self.label.lower()}\u00a0: «\u00a0{value[:60]}\u00a0»")

    @property
    def chosen(self):
        return [choice for choice in self.choices if choice.selected]

    @property
    def values(self):
        return [choice.value for choice in self.chosen]

    @abstractmethod
    def labels(self):
        """Return {value: label} of what can be chosen here."""

    @abstractmethod
    def narrow(self, pages):
        """Return the pages of the queryset `pages` that have one of the chosen values."""

    def filter(self, pages):
        return self.narrow(pages) if self.chosen else pages


class KindFacet(Facet):
    parameter, label = "type", "Type"

    def labels(self):
        kinds = page_kinds()
        return {kind: kinds[kind].kind_label for kind in self.listing.kinds}

    def narrow(self, pages):
        return pages.type(*[page_kinds()[kind] for kind in self.values])


class ThemeFacet(Facet):
    parameter, label = "theme", "Thème"

    def labels(self):
        used = PageTheme.objects.filter(content_object__in=self.listing.base.order_by())
        themes = Theme.objects.filter(pk__in=used.values("tag")).values_list("slug", "name")
        return dict(sorted(themes, key=lambda theme: alphabetical_key(theme[1])))

    def narrow(self, pages):
        return pages.with_themes(Theme.objects.filter(slug__in=self.values))


class TerritoryFacet(Facet):
    parameter, label = "territoire", "Territoire"

    def labels(self):
        used = PageTerritory.objects.filter(page__in=self.listing.base.order_by())
        territories = Territory.objects.filter(pk__in=used.values("territory"))
        ordered = sorted(territories, key=lambda territory: alphabetical_key(territory.name))
        return {territory.path: str(territory) for territory in ordered}

    def narrow(self, pages):
        codes = [value.partition("-")[0] for value in self.values]
        territories = [t for t in Territory.objects.filter(code__in=codes) if t.path in self.values]
        return pages.in_territories(territories)


class YearFacet(Facet):
    parameter, label = "annee", "Année"

    def labels(self):
        dates = (
            self.listing.base.filter(listed_on__isnull=False)
            .order_by()
            .dates("listed_on", "year", order="DESC")
        )
        return {str(date.year): str(date.year) for date in dates}

    def narrow(self, pages):
        return pages.filter(listed_on__year__in=[int(year) for year in self.values])


class FieldFacet(Facet):
    """A filter on a field of one type, declared by that type in `listing_facets`."""

    def __init__(self, listing, parameter, model, field_name):
        self.parameter, self.model, self.field_name = parameter, model, field_name
        self.field = model._meta.get_field(field_name)
        self.label = str(self.field.verbose_name).capitalize()
        super().__init__(listing)

    def labels(self):
        return {value: str(label) for value, label in self.field.choices}

    def narrow(self, pages):
        matching = self.model.objects.filter(**{f"{self.field_name}__in": self.values})
        return pages.filter(pk__in=matching.values("pk"))


def build_facets(listing):
    """Return the filters that make sense for a listing, those with nothing to choose left out."""
    facets = [KindFacet(listing)] if len(listing.kinds) > 1 else []
    facets += [ThemeFacet(listing), TerritoryFacet(listing), YearFacet(listing)]
    for kind in listing.kinds:
        model = page_kinds()[kind]
        facets += [
            FieldFacet(listing, parameter, model, name)
            for parameter, name in model.listing_facets.items()
        ]
    return [facet for facet in facets if facet.choices]
