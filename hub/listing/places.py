"""The territories that a query names by a code, a postcode or a whole name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q
from django.http import HttpRequest

from hub.core.models import HubPage, PageTerritory
from hub.territories.finding import resolve, value_of
from hub.territories.models import Inclusion, Territory

# INSEE code, postcode or SIREN number, spaces removed.
CODE = re.compile(r"[0-9][0-9AB](?:[0-9]|[0-9]{3}|[0-9]{7})?", re.IGNORECASE)
# Territories shown for one query: a postcode may be that of thirty communes.
SHOWN = 6
# Added to the score of the pages of a territory that is searched by its name.
BOOST = 1.0


@dataclass(frozen=True)
class NamedTerritory:
    """A territory that a query names; `has_page`: the reader may open its page.

    `page_count` is the number of pages about it and all that it contains; 0 when it is not counted.
    """

    territory: Territory
    has_page: bool
    page_count: int = 0

    @property
    def near_value(self) -> str:
        """Its value as `pres_de`."""
        return value_of(self.territory)


class QueryPlaces:
    """The territories that the query of a listing names, if any.

    A code or a postcode is not a word of the texts: it replaces the words of the search by a
    filter. A name remains a search by words, in which the pages of the territory come first.
    """

    def __init__(self, request: HttpRequest, query: str) -> None:
        self.request = request
        compact = re.sub(r"\s", "", query)
        self.by_code = bool(CODE.fullmatch(compact))
        self.territories: Sequence[Territory] = resolve(query) if query else []

    @property
    def replaces_words(self) -> bool:
        """Whether the query is the code of known territories."""
        return self.by_code and bool(self.territories)

    @property
    def paths(self) -> tuple[str, ...]:
        """The values of the filter `territoire` of the territories."""
        return tuple(territory.path for territory in self.territories)

    @cached_property
    def shown(self) -> list[NamedTerritory]:
        """The territories to show above the results.

        Those without a page are shown for a code only: most names of communes are also words. The
        pages of a single one are counted.
        """
        territories = self.territories[:SHOWN]
        with_pages = self._with_pages(territories) if territories else set()
        named = [NamedTerritory(t, t.pk in with_pages) for t in territories]
        named = [place for place in named if place.has_page or self.by_code]
        if len(named) == 1 and named[0].has_page:
            return [replace(named[0], page_count=self._count_pages(named[0].territory))]
        return named

    @cached_property
    def weights(self) -> dict[str, float]:
        """{territory path: weight} of the territories of pages that a named territory contains."""
        if not self.territories or self.by_code:
            return {}
        within = Q(pk__in=[t.pk for t in self.territories])
        within |= Q(pk__in=Inclusion.objects.filter(outer__in=self.territories).values("inner"))
        linked = PageTerritory.objects.order_by().values("territory")
        found = Territory.objects.filter(within, pk__in=linked)
        return {territory.path: BOOST for territory in found}

    def _count_pages(self, territory: Territory) -> int:
        within = Territory.objects.within(territory).order_by().values("pk")
        return HubPage.objects.visible_to(self.request).in_territories(within).count()

    def _with_pages(self, territories: Sequence[Territory]) -> set[int]:
        """Return the ids of those that have a page, in at most two queries."""
        found = {territory.pk for territory in territories if territory.in_programme}
        others = [territory for territory in territories if territory.pk not in found]
        if others:
            visible = HubPage.objects.visible_to(self.request).order_by().values("pk")
            links = PageTerritory.objects.filter(page__in=visible).order_by().values("territory")
            own = links.filter(territory__in=others).values_list("territory", flat=True)
            inside = Inclusion.objects.filter(outer__in=others, inner__in=links)
            found.update(own, inside.values_list("outer", flat=True))
        return found
