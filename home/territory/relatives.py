"""Territories related to one: what contains it, and what it contains."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest

from home.territory.public import containers_of, public_territories, visible_links
from hub.core.values.typography import alphabetical_key
from hub.territories.models import Inclusion, Territory, TerritoryKind, smallest_first

# Shown at first sight, then in the folded list.
SHOWN, FOLDED = 8, 40
# The level that each kind shows below itself.
LEVEL_BELOW = {
    TerritoryKind.REGION: (TerritoryKind.DEPARTEMENT,),
    TerritoryKind.DEPARTEMENT: (TerritoryKind.EPCI, TerritoryKind.EPT, TerritoryKind.COMMUNE),
    TerritoryKind.EPCI: (TerritoryKind.EPT, TerritoryKind.COMMUNE),
    TerritoryKind.EPT: (TerritoryKind.COMMUNE,),
}


@dataclass(frozen=True)
class Contents:
    """The public territories of the level below one, each with `page_count`.

    `shown` come first, then `folded`; `total` counts all, those beyond FOLDED included. The
    territories of the programme come first, then those with most pages.
    """

    shown: list[Territory]
    folded: list[Territory]
    total: int

    @property
    def unlisted(self) -> int:
        return self.total - len(self.shown) - len(self.folded)


def parents_of(territory: Territory) -> list[Territory]:
    """Return the territories that contain `territory`, the smallest first."""
    return sorted(territory.containers.all(), key=smallest_first)


def linked_parents_of(territory: Territory, request: HttpRequest) -> list[tuple[Territory, bool]]:
    """Return `parents_of`, each with whether the reader may open its page.

    A group of communes that extends over several départements has content in some of them only.
    """
    parents = parents_of(territory)
    public = public_territories(request).filter(pk__in=[parent.pk for parent in parents])
    known = set(public.order_by().values_list("pk", flat=True))
    return [(parent, parent.pk in known) for parent in parents]


def contents_of(territory: Territory, request: HttpRequest) -> Contents:
    """Return the public territories of the level below `territory`, in four queries.

    A group of communes, or a département, counts the pages of what it contains. A commune, which
    contains nothing, takes no query.
    """
    kinds = LEVEL_BELOW.get(TerritoryKind(territory.kind))
    if kinds is None:
        return Contents([], [], 0)
    inner = Inclusion.objects.filter(outer=territory).values("inner")
    links = visible_links(request).filter(territory__in=inner)
    pages: dict[int, set[int]] = defaultdict(set)
    for pk, page in links.values_list("territory", "page"):
        pages[pk].add(page)
    own = dict(pages)
    pilots = Territory.objects.in_programme().filter(pk__in=inner).order_by()
    public = {*own, *pilots.values_list("pk", flat=True)}
    # Containers are read from explicit ids: the join of both sides would be planned as a scan.
    for small, large in containers_of(list(public)):
        public.add(large)
        pages[large] |= own.get(small, set())
    found = list(Territory.objects.filter(pk__in=inner, kind__in=kinds).filter(pk__in=public))
    for held in found:
        held.page_count = len(pages[held.pk])
    found.sort(key=lambda t: (not t.in_programme, -t.page_count, alphabetical_key(t.name), t.code))
    return Contents(found[:SHOWN], found[SHOWN : SHOWN + FOLDED], len(found))
