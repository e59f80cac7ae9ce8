"""Render the places of a whole list as GeoJSON (RFC 7946): WGS 84, longitude first."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from hub.core.models import HubPage
from hub.core.site.structured_data import drop_empty
from hub.listing.formats.record import record_of
from hub.listing.formats.source import LIMIT, ListSource

# Decimal places of coordinates: about ten centimetres (RFC 7946, section 11.2).
DECIMALS = 6


def render(source: ListSource) -> JsonResponse:
    """Return the FeatureCollection of a list; pages without a place are only counted."""
    cards = source.listing.all_cards(LIMIT)
    features = [found for card in cards if (found := feature_of(card, source.request))]
    collection = {
        "type": "FeatureCollection",
        "features": features,
        # Foreign members (section 6.1).
        "title": source.site_title,
        "home_page_url": source.html_url,
        "total": len(cards),
        "without_place": len(cards) - len(features),
    }
    options = {"ensure_ascii": False, "allow_nan": False}
    return JsonResponse(collection, json_dumps_params=options, content_type="application/geo+json")


def feature_of(card: HubPage, request: HttpRequest) -> dict[str, Any] | None:
    """Return the Feature of a page, or None when it has no place on Earth."""
    place = card.map_place
    if place is None or not place.is_on_earth:
        return None
    record = record_of(card, request)
    properties = {
        "url": record.url,
        "title": record.title,
        "summary": record.summary,
        "image": record.image,
        "date_published": record.published,
        "date_modified": record.modified,
        **record.data,
        "place": place.kind,
    }
    coordinates = [round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)]
    return {
        "type": "Feature",
        "id": record.uid,
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": drop_empty(properties),
    }
