"""The map of all the initiatives, for the home page."""

from collections import defaultdict
from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.http import urlencode

from hub.core.models import HubPage, PageTerritory
from hub.listing.map.drawing import DepartementMap, Entry
from hub.listing.map.sources import points_of
from hub.territories.models import Inclusion, Territory, TerritoryKind
from inspiration.models import InitiativePage

LIST = "/inspiration/"


def map_of_initiatives(request: HttpRequest, cards: Iterable[HubPage] = ()) -> DepartementMap:
    """Return the map of the initiatives that the reader may see; a few queries for any number.

    The numbers are those of the list of initiatives for each département. `cards`: the pages shown
    beside the map, with the relations of cards; those with a place are points.
    """
    visible = InitiativePage.objects.visible_to(request)
    links = PageTerritory.objects.filter(page__in=visible.values("pk"))
    pages_of = defaultdict(set)
    for page, territory in links.values_list("page", "territory"):
        pages_of[territory].add(page)
    places = links.values("territory")
    departement = TerritoryKind.DEPARTEMENT
    found: dict[Territory, set[int]] = defaultdict(set)
    for own in Territory.objects.filter(kind=departement, pk__in=places):
        found[own] |= pages_of[own.pk]
    above = Inclusion.objects.filter(inner__in=places, outer__kind=departement)
    for row in above.select_related("outer"):
        found[row.outer] |= pages_of[row.inner_id]
    entries = [
        Entry(place.code, place.name, len(pages), _url_of(place)) for place, pages in found.items()
    ]
    return DepartementMap(
        entries, visible.count(), "initiative", "initiatives", points=points_of(cards, request)
    )


def _url_of(place: Territory) -> str:
    return f"{LIST}?{urlencode({'departement': place.path})}"
