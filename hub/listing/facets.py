"""The filters (facets) of a listing: their choices, the selected values, the counts.

The search engine counts; this module labels the values. Values of one filter are combined with
OR, filters with AND. Unknown values are ignored, and reported by the listing.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from hub.core.models import HubPage
from hub.core.page_types import page_kinds
from hub.core.values.typography import alphabetical_key
from hub.territories.models import Territory, TerritoryKind
from hub.territories.strata import STRATA
from hub.themes.models import Theme

if TYPE_CHECKING:
    from hub.listing.listing import Listing

# Values read from the URL for one filter; the rest is ignored.
VALUES_LIMIT = 50
# Choices of a long filter shown in the panel, before a link to all of them.
SHOWN_CHOICES = 5
YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True)
class Choice:
    """One value of a filter; `count` is its number of pages, ignoring its own filter."""

    value: str
    label: str
    count: int = 0
    selected: bool = False


class Facet(ABC):
    """One filter: `parameter` in the URL, `label` on the page, selected `values`.

    `all_label` is the label of the link to all choices, for filters that can be long.
    """

    parameter = ""
    label = ""
    all_label = ""
    # Sort the choices by decreasing count; otherwise keep the order of `labels`.
    by_frequency = False
    # Show the filter before it has a selected value; otherwise only the URL selects one.
    is_proposed = True

    def __init__(self, listing: "Listing") -> None:
        self.listing = listing
        given = listing.request.GET.getlist(self.parameter)[:VALUES_LIMIT]
        requested = [value for value in dict.fromkeys(given) if value]
        # PostgreSQL raises an error on NUL characters; no valid value has unprintable ones.
        printable_values = [value for value in requested if value.isprintable()]
        known = self.resolve(printable_values) if printable_values else {}
        self.values = list(dict.fromkeys(known[value] for value in requested if value in known))
        self._labels = self.labels(self.values) if self.values else {}
        for value in requested:
            if value not in known:
                listing.ignore(f"{self.label.lower()}\u00a0: «\u00a0{value[:60]}\u00a0»")

    @abstractmethod
    def labels(self, values: list[str]) -> dict[str, str]:
        """Return {value: label} of the `values` that exist, in display order."""

    def proposed_labels(self, values: list[str]) -> dict[str, str]:
        """Return the `labels` of the values that the panel proposes."""
        return self.labels(values)

    def resolve(self, values: list[str]) -> dict[str, str]:
        """Return {value of the URL: value of the index} of the values that exist."""
        return {value: value for value in self.labels(values)}

    @property
    def chosen(self) -> list[Choice]:
        """The selected choices, in the order of the URL."""
        return [Choice(value, self._labels[value], selected=True) for value in self.values]

    @cached_property
    def choices(self) -> list[Choice]:
        """The choices that match the query and the other filters, and the selected ones."""
        counts = self.listing.answer.facets.get(self.parameter, {})
        labels = self.proposed_labels(list(counts)) if counts else {}
        found = [Choice(v, label, counts[v], v in self.values) for v, label in labels.items()]
        if self.by_frequency:
            found.sort(key=lambda choice: (-choice.count, alphabetical_key(choice.label)))
        return found + [choice for choice in self.chosen if choice.value not in labels]

    @cached_property
    def shown(self) -> list[Choice]:
        """The choices of the panel: the first ones, and the selected ones."""
        # Allow one extra choice rather than a "show all" link for a single item.
        if not self.all_label or len(self.choices) <= SHOWN_CHOICES + 1:
            return self.choices
        rest = self.choices[SHOWN_CHOICES:]
        return self.choices[:SHOWN_CHOICES] + [choice for choice in rest if choice.selected]

    @property
    def all_choices(self) -> list[Choice]:
        """Every choice, in alphabetical order for filters sorted by count."""
        if not self.by_frequency:
            return self.choices
        return sorted(self.choices, key=lambda choice: alphabetical_key(choice.label))

    @property
    def is_truncated(self) -> bool:
        """Whether the panel shows only some of the choices."""
        return len(self.shown) < len(self.choices)

    @property
    def is_useful(self) -> bool:
        """Whether selecting or removing one of the choices would change the list."""
        if self.values:
            return True
        return self.is_proposed and any(c.count < self.listing.total for c in self.choices)


class KindFacet(Facet):
    parameter, label = "type", "Type"

    def labels(self, values: list[str]) -> dict[str, str]:
        kinds = page_kinds()
        return {kind: kinds[kind].kind_label for kind in self.listing.kinds if kind in values}


class ThemeFacet(Facet):
    parameter, label, all_label = "theme", "Thème", "Tous les thèmes"
    by_frequency = True

    def labels(self, values: list[str]) -> dict[str, str]:
        return dict(Theme.objects.filter(slug__in=values).values_list("slug", "name"))


class TerritoryFacet(Facet):
    """The territories of the pages and all that contain them.

    The panel proposes the kinds of `kinds` only: départements and régions have their own filters.
    Any kind of the URL is applied.
    """

    parameter, label, all_label = "territoire", "Territoire", "Tous les territoires"
    by_frequency = True
    kinds: tuple[TerritoryKind, ...] = (
        TerritoryKind.COMMUNE,
        TerritoryKind.EPCI,
        TerritoryKind.EPT,
    )

    def labels(self, values: list[str]) -> dict[str, str]:
        return self._labels_of(self.listing.territories_at(values))

    def proposed_labels(self, values: list[str]) -> dict[str, str]:
        found = self.listing.territories_at(values)
        return self._labels_of([t for t in found if t.kind in self.kinds])

    def resolve(self, values: list[str]) -> dict[str, str]:
        """Accept a former slug, or a code alone when one territory of these kinds has it."""
        found = {}
        by_code: dict[str, list[Territory]] = defaultdict(list)
        for territory in territories_of_codes(code_of(value) for value in values):
            found[territory.path] = territory.path
            by_code[territory.code].append(territory)
        for value in values:
            candidates = by_code[code_of(value)]
            likely = [t for t in candidates if t.kind in self.kinds] or candidates
            if value not in found and len(likely) == 1:
                found[value] = likely[0].path
        return {value: found[value] for value in values if value in found}

    @staticmethod
    def _labels_of(territories: list[Territory]) -> dict[str, str]:
        homonyms = Counter(territory.name for territory in territories)
        return {t.path: t.name if homonyms[t.name] == 1 else str(t) for t in territories}

    @property
    def chosen(self) -> list[Choice]:
        """The selected choices, labelled with their département to distinguish homonyms."""
        names = {t.path: str(t) for t in self.listing.territories_at(self.values)}
        return [Choice(value, names[value], selected=True) for value in self.values]


class DepartementFacet(TerritoryFacet):
    parameter, label, all_label = "departement", "Département", "Tous les départements"
    kinds = (TerritoryKind.DEPARTEMENT,)


class RegionFacet(TerritoryFacet):
    parameter, label, all_label = "region", "Région", "Toutes les régions"
    kinds = (TerritoryKind.REGION,)


class NatureFacet(Facet):
    parameter, label = "nature", "Nature du territoire"

    def labels(self, values: list[str]) -> dict[str, str]:
        return {kind.value: str(kind.label) for kind in TerritoryKind if kind.value in values}


class StratumFacet(Facet):
    parameter, label = "strate", "Population"

    def labels(self, values: list[str]) -> dict[str, str]:
        return {stratum.value: stratum.label for stratum in STRATA if stratum.value in values}


class YearFacet(Facet):
    parameter, label, all_label = "annee", "Année", "Toutes les années"

    def labels(self, values: list[str]) -> dict[str, str]:
        years = sorted((value for value in values if YEAR.fullmatch(value)), reverse=True)
        return {year: year for year in years}


class FieldFacet(Facet):
    """A filter on a field of one type, declared by that type in `listing_facets`."""

    def __init__(
        self, listing: "Listing", parameter: str, model: type[HubPage], field_name: str
    ) -> None:
        self.parameter = parameter
        self.field = model._meta.get_field(field_name)
        self.label = str(self.field.verbose_name).capitalize()
        super().__init__(listing)

    def labels(self, values: list[str]) -> dict[str, str]:
        return {value: str(label) for value, label in self.field.choices if value in values}


def code_of(path: str) -> str:
    """Return the code of a territory path, « code-slug »."""
    return path.partition("-")[0]


def territories_of_codes(codes: Iterable[str]) -> QuerySet[Territory]:
    """Return the territories that have one of `codes`; those of several kinds may share one."""
    return Territory.objects.filter(code__in=set(codes))


def build_facets(listing: "Listing") -> list[Facet]:
    """Return the filters of a listing.

    In a list of several types, the filters specific to one type are included only when this type
    is the only one selected, or when the URL already uses them.
    """
    kinds = listing.kinds
    facets: list[Facet] = [KindFacet(listing)] if len(kinds) > 1 else []
    only_kind = kinds[0] if len(kinds) == 1 else None
    if facets and len(facets[0].values) == 1:
        only_kind = facets[0].values[0]
    common = (
        ThemeFacet,
        TerritoryFacet,
        DepartementFacet,
        RegionFacet,
        StratumFacet,
        NatureFacet,
        YearFacet,
    )
    facets += [facet(listing) for facet in common]
    for kind in kinds:
        model = page_kinds()[kind]
        facets += [
            FieldFacet(listing, parameter, model, name)
            for parameter, name in model.listing_facets.items()
            if kind == only_kind or listing.request.GET.get(parameter)
        ]
    return facets
