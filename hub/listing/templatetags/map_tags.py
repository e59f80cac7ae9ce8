"""The map of the départements of a listing, for its template."""

from django import template

from hub.listing.listing import Listing
from hub.listing.map.drawing import DepartementMap
from hub.listing.map.sources import map_of_listing

register = template.Library()


@register.simple_tag
def departement_map(listing: Listing, one: str, many: str) -> DepartementMap | None:
    """Return the map of a listing, for `components/map.html`; None when nothing is to draw.

    `one` and `many` name what is counted.
    """
    return map_of_listing(listing, one, many)
