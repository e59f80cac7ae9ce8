"""schema.org description of a territory."""

from typing import Any

from django.http import HttpRequest

from home.territory.relatives import parents_of
from hub.territories.models import Territory, TerritoryKind

# EPCI and EPT are groups of communes: administrative areas without a type of their own.
TYPES = {TerritoryKind.COMMUNE: "City", TerritoryKind.REGION: "State"}


def territory_data(
    data: dict[str, Any], territory: Territory, request: HttpRequest
) -> dict[str, Any]:
    """Return `data`, the description of a list, about a territory.

    « State » is the schema.org type of a first-level division of a country.
    """
    has_place = territory.latitude is not None and territory.longitude is not None
    place = {
        "@type": TYPES.get(TerritoryKind(territory.kind), "AdministrativeArea"),
        "name": territory.name,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": territory.code_label,
            "value": territory.code,
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": territory.latitude,
            "longitude": territory.longitude,
        }
        if has_place
        else None,
        "containedInPlace": [
            {
                "@type": TYPES.get(TerritoryKind(parent.kind), "AdministrativeArea"),
                "name": parent.name,
            }
            for parent in parents_of(territory)
        ],
    }
    return {**data, "description": territory.presentation, "about": place}
