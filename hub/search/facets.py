"""The filters of a listing: what can be chosen, what is chosen, how it narrows the pages.

Values of one filter add up (OR), filters narrow each other (AND). A value that the listing could
never show is ignored and said so.
"""

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from hub.core.models import PageTerritory, PageTheme
from hub.core.typography import alphabetical_key
from hub.search.kinds import page_kinds
from hub.territories.models import Territory
from hub.themes.models import Theme

# An address with more values of one filter than a person would choose is cut.
VALUES_LIMIT = 50
# What the panel shows of a long filter; the rest is one link away.
SHOWN_CHOICES = 5


@dataclass(frozen=True)
class Choice:
    """One value of a filter; `count` is what it would give, its own filter set aside."""

    value: str
    label: str
    count: int = 0
    selected: bool = False


class Facet(ABC):
    """One filter: `parameter` in the address, `label` on the page, `values` in force.

    `all_label` names the whole list of its choices, for filters that can be long.
    """

    parameter = ""
    label = ""
    all_label = ""
    # Long filters put the most frequent first; the others keep an order of their own.
    by_frequency = False

    def __init__(self, listing):
        self.listing = listing
        asked = dict.fromkeys(listing.request.GET.getlist(self.parameter)[:VALUES_LIMIT])
        asked = [value for value in asked if value]
        # PostgreSQL refuses to compare a NUL with anything; no value holds what cannot be printed.
        sound = [value for value in asked if value.isprintable()]
        self._labels = self.known(sound) if sound else {}
        self.values = [value for value in asked if value in self._labels]
        for value in asked:
            if value not in self._labels:
                listing.ignore(f"{self.label.lower()}\u00a0: «\u00a0{value[:60]}\u00a0»")

    @abstractmethod
    def known(self, asked):
        """Return {value: label} of those of `asked` that this listing understands."""

    @abstractmethod
    def tally(self, pages):
        """Return [(value, label, count)] of the values that the queryset `pages` holds."""

    @abstractmethod
    def narrow(self, pages, values):
        """Return the pages of the queryset `pages` that have one of `values`."""

    @property
    def chosen(self):
        """The values in force, in the order of the address."""
        return [Choice(value, self._labels[value], selected=True) for value in self.values]

    @cached_property
    def choices(self):
        """All that can be chosen beside the words and the other filters, and what is chosen."""
        rows = self.tally(self.listing.narrowed(without=self).order_by())
        if self.by_frequency:
            rows = sorted(rows, key=lambda row: (-row[2], alphabetical_key(row[1])))
        found = [Choice(v, label, count, v in self.values) for v, label, count in rows]
        held = {choice.value for choice in found}
        return found + [choice for choice in self.chosen if choice.value not in held]

    @cached_property
    def shown(self):
        """The choices of the panel: the first ones, and those in force."""
        # Room for one more: a link to a single choice would take the place of the choice.
        if not self.all_label or len(self.choices) <= SHOWN_CHOICES + 1:
            return self.choices
        rest = self.choices[SHOWN_CHOICES:]
        return self.choices[:SHOWN_CHOICES] + [choice for choice in rest if choice.selected]

    @property
    def all_choices(self):
        """Every choice, in the order in which one looks a name up."""
        if not self.by_frequency:
            return self.choices
        return sorted(self.choices, key=lambda choice: alphabetical_key(choice.label))

    @property
    def is_cut(self):
        return len(self.shown) < len(self.choices)

    @property
    def is_useful(self):
        """Whether one of the choices would change the list."""
        return bool(self.values) or any(c.count < self.listing.total for c in self.choices)

    def filter(self, pages):
        return self.narrow(pages, self.values) if self.values else pages


class KindFacet(Facet):
    parameter, label = "type", "Type"

    def known(self, asked):
        kinds = page_kinds()
        return {kind: kinds[kind].kind_label for kind in self.listing.kinds}

    def tally(self, pages):
        rows = pages.values_list("content_type").annotate(Count("pk"))
        counts = {ContentType.objects.get_for_id(pk).model_class(): n for pk, n in rows}
        found = [(kind, page_kinds()[kind]) for kind in self.listing.kinds]
        return [(k, model.kind_label, counts[model]) for k, model in found if model in counts]

    def narrow(self, pages, values):
        return pages.type(*[page_kinds()[kind] for kind in values])


class ThemeFacet(Facet):
    parameter, label, all_label = "theme", "Thème", "Tous les thèmes"
    by_frequency = True

    def known(self, asked):
        used = PageTheme.objects.filter(content_object__in=self.listing.base.order_by())
        themes = Theme.objects.filter(slug__in=asked, pk__in=used.values("tag"))
        return dict(themes.values_list("slug", "name"))

    def tally(self, pages):
        themes = Theme.objects.filter(page_items__content_object__in=pages).order_by()
        return list(themes.values_list("slug", "name").annotate(Count("page_items")))

    def narrow(self, pages, values):
        return pages.with_themes(Theme.objects.filter(slug__in=values))


class TerritoryFacet(Facet):
    parameter, label, all_label = "territoire", "Territoire", "Tous les territoires"
    by_frequency = True

    def known(self, asked):
        used = PageTerritory.objects.filter(page__in=self.listing.base.order_by())
        territories = named(asked).filter(pk__in=used.values("territory"))
        return {territory.path: str(territory) for territory in territories}

    def tally(self, pages):
        territories = Territory.objects.filter(page_links__page__in=pages).order_by()
        counted = list(territories.annotate(total=Count("page_links__page", distinct=True)))
        homonyms = Counter(territory.name for territory in counted)
        return [(t.path, t.name if homonyms[t.name] == 1 else str(t), t.total) for t in counted]

    def narrow(self, pages, values):
        return pages.in_territories([t for t in named(values) if t.path in values])


def named(paths):
    """Return the territories whose code begins one of `paths`; homonyms of code included."""
    return Territory.objects.filter(code__in=[path.partition("-")[0] for path in paths])


class YearFacet(Facet):
    parameter, label, all_label = "annee", "Année", "Toutes les années"

    def known(self, asked):
        dates = self.listing.base.filter(listed_on__isnull=False).order_by()
        years = dates.dates("listed_on", "year")
        return {str(date.year): str(date.year) for date in years}

    def tally(self, pages):
        dated = pages.filter(listed_on__isnull=False)
        rows = dated.values_list("listed_on__year").annotate(Count("pk"))
        return [(str(year), str(year), count) for year, count in sorted(rows, reverse=True)]

    def narrow(self, pages, values):
        return pages.filter(listed_on__year__in=[int(year) for year in values])


class FieldFacet(Facet):
    """A filter on a field of one type, declared by that type in `listing_facets`."""

    def __init__(self, listing, parameter, model, field_name):
        self.parameter, self.model, self.field_name = parameter, model, field_name
        self.field = model._meta.get_field(field_name)
        self.label = str(self.field.verbose_name).capitalize()
        super().__init__(listing)

    def known(self, asked):
        return {value: str(label) for value, label in self.field.choices}

    def tally(self, pages):
        matching = self.model.objects.filter(pk__in=pages.values("pk")).order_by()
        counts = dict(matching.values_list(self.field_name).annotate(Count("pk")))
        return [
            (value, str(label), counts[value])
            for value, label in self.field.choices
            if value in counts
        ]

    def narrow(self, pages, values):
        matching = self.model.objects.filter(**{f"{self.field_name}__in": values})
        return pages.filter(pk__in=matching.values("pk"))


def build_facets(listing):
    """Return the filters of a listing.

    The filters of one type wait, in a list of several types, until that type alone is chosen
    (or the address already uses them).
    """
    kinds = listing.kinds
    facets = [KindFacet(listing)] if len(kinds) > 1 else []
    alone = kinds[0] if len(kinds) == 1 else None
    if facets and len(facets[0].values) == 1:
        alone = facets[0].values[0]
    facets += [ThemeFacet(listing), TerritoryFacet(listing), YearFacet(listing)]
    for kind in kinds:
        model = page_kinds()[kind]
        facets += [
            FieldFacet(listing, parameter, model, name)
            for parameter, name in model.listing_facets.items()
            if kind == alone or listing.request.GET.get(parameter)
        ]
    return facets
