"""The filters of a listing: what can be chosen, what is chosen, what each choice would give.

The engine counts; here values get their names. Values of one filter add up (OR), filters narrow
each other (AND). A value that nobody could have meant is ignored and said so.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from hub.core.values.typography import alphabetical_key
from hub.listing.kinds import page_kinds
from hub.territories.models import Territory
from hub.territories.strata import STRATA
from hub.themes.models import Theme

# An address with more values of one filter than a person would choose is cut.
VALUES_LIMIT = 50
# What the panel shows of a long filter; the rest is one link away.
SHOWN_CHOICES = 5
YEAR = re.compile(r"(19|20)\d\d")


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
    # Some filters are understood in an address and not proposed before they are in force.
    is_proposed = True

    def __init__(self, listing):
        self.listing = listing
        asked = dict.fromkeys(listing.request.GET.getlist(self.parameter)[:VALUES_LIMIT])
        asked = [value for value in asked if value]
        # PostgreSQL refuses to compare a NUL with anything; no value holds what cannot be printed.
        sound = [value for value in asked if value.isprintable()]
        self._labels = self.labels(sound) if sound else {}
        self.values = [value for value in asked if value in self._labels]
        for value in asked:
            if value not in self._labels:
                listing.ignore(f"{self.label.lower()}\u00a0: «\u00a0{value[:60]}\u00a0»")

    @abstractmethod
    def labels(self, values):
        """Return {value: name} of those of `values` that exist, in their usual order."""

    @property
    def chosen(self):
        """The values in force, in the order of the address."""
        return [Choice(value, self._labels[value], selected=True) for value in self.values]

    @cached_property
    def choices(self):
        """All that can be chosen beside the words and the other filters, and what is chosen."""
        counts = self.listing.answer.facets.get(self.parameter, {})
        labels = self.labels(list(counts)) if counts else {}
        found = [Choice(v, label, counts[v], v in self.values) for v, label in labels.items()]
        if self.by_frequency:
            found.sort(key=lambda choice: (-choice.count, alphabetical_key(choice.label)))
        return found + [choice for choice in self.chosen if choice.value not in labels]

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
    def is_truncated(self):
        return len(self.shown) < len(self.choices)

    @property
    def is_useful(self):
        """Whether one of the choices would change the list."""
        if self.values:
            return True
        return self.is_proposed and any(c.count < self.listing.total for c in self.choices)


class KindFacet(Facet):
    parameter, label = "type", "Type"

    def labels(self, values):
        kinds = page_kinds()
        return {kind: kinds[kind].kind_label for kind in self.listing.kinds if kind in values}


class ThemeFacet(Facet):
    parameter, label, all_label = "theme", "Thème", "Tous les thèmes"
    by_frequency = True

    def labels(self, values):
        return dict(Theme.objects.filter(slug__in=values).values_list("slug", "name"))


class TerritoryFacet(Facet):
    parameter, label, all_label = "territoire", "Territoire", "Tous les territoires"
    by_frequency = True

    def labels(self, values):
        wanted = set(values)
        found = [t for t in territories_named(values) if t.path in wanted]
        homonyms = Counter(territory.name for territory in found)
        return {t.path: t.name if homonyms[t.name] == 1 else str(t) for t in found}

    @property
    def chosen(self):
        """The values in force, each with its département: nothing else tells homonyms apart."""
        names = {t.path: str(t) for t in territories_named(self.values)}
        return [Choice(value, names[value], selected=True) for value in self.values]


class DepartementFacet(TerritoryFacet):
    parameter, label, all_label = "departement", "Département", "Tous les départements"
    is_proposed = False


class RegionFacet(TerritoryFacet):
    parameter, label, all_label = "region", "Région", "Toutes les régions"
    is_proposed = False


class StratumFacet(Facet):
    parameter, label = "strate", "Population"
    is_proposed = False

    def labels(self, values):
        return {one.value: one.label for one in STRATA if one.value in values}


class YearFacet(Facet):
    parameter, label, all_label = "annee", "Année", "Toutes les années"

    def labels(self, values):
        years = sorted((value for value in values if YEAR.fullmatch(value)), reverse=True)
        return {year: year for year in years}


class FieldFacet(Facet):
    """A filter on a field of one type, declared by that type in `listing_facets`."""

    def __init__(self, listing, parameter, model, field_name):
        self.parameter = parameter
        self.field = model._meta.get_field(field_name)
        self.label = str(self.field.verbose_name).capitalize()
        super().__init__(listing)

    def labels(self, values):
        return {value: str(label) for value, label in self.field.choices if value in values}


def territories_named(paths):
    """Return the territories whose code begins one of `paths`; homonyms of code included."""
    return Territory.objects.filter(code__in=[path.partition("-")[0] for path in paths])


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
    common = (ThemeFacet, TerritoryFacet, DepartementFacet, RegionFacet, StratumFacet, YearFacet)
    facets += [facet(listing) for facet in common]
    for kind in kinds:
        model = page_kinds()[kind]
        facets += [
            FieldFacet(listing, parameter, model, name)
            for parameter, name in model.listing_facets.items()
            if kind == alone or listing.request.GET.get(parameter)
        ]
    return facets
