"""The map of a list: départements from the filter of the listing, points from its cards."""

from collections.abc import Iterable

from django.http import HttpRequest

from hub.core.models import HubPage
from hub.listing.facets import DepartementFacet, code_of
from hub.listing.listing import Listing
from hub.listing.map.drawing import DepartementMap, Entry, Point
from hub.territories.map.contours import contours
from hub.territories.map.projection import point
from hub.territories.models import Territory, TerritoryKind


def points_of(pages: Iterable[HubPage], request: HttpRequest) -> list[Point]:
    """Return the points of the pages that have a place on the map.

    The territories of the pages are prefetched, as on cards.
    """
    found = []
    for page in pages:
        place = page.map_place
        where = point(place.latitude, place.longitude) if place and place.is_on_earth else None
        if where:
            x, y = (f"{value:.1f}" for value in where)
            found.append(Point(x, y, page.title, page.get_url(request) or ""))
    return found


def map_of_listing(listing: Listing, one: str, many: str) -> DepartementMap | None:
    """Return the map of a listing from its filter on départements; None when nothing is to draw.

    A number of pages is that of the listing for this département alone: the engine counts each one
    without the filter on départements. No search, no query is added.
    """
    facet = next((f for f in listing.filters if isinstance(f, DepartementFacet)), None)
    if facet is None or not facet.choices:
        return None
    known = contours()
    entries = [
        Entry(
            code := code_of(choice.value),
            known[code].name if code in known else choice.label,
            choice.count,
            listing.url_with_only(facet.parameter, choice.value),
            choice.selected,
        )
        for choice in facet.choices
    ]
    return DepartementMap(
        entries,
        listing.total,
        one,
        many,
        whole_url=listing.url_without(facet.parameter) if facet.values else "",
        points=[] if listing.choosing else points_of(listing.page.object_list, listing.request),
    )


def map_of_territories(territories: Iterable[Territory]) -> DepartementMap | None:
    """Return the map of the pages of territories, annotated with `page_count`; None without any.

    Each département leads to its own page.
    """
    entries = [
        Entry(place.code, place.name, place.page_count, place.url)
        for place in territories
        if place.kind == TerritoryKind.DEPARTEMENT and place.page_count
    ]
    return DepartementMap(entries, None, "page", "pages") if entries else None
