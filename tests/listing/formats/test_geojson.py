"""GeoJSON of lists (RFC 7946)."""

import json
import math
from typing import Any

import pytest
from django.test import Client

from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, NewsletterPageFactory, TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def read(client: Client, address: str = "/inspiration.geojson") -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/geo+json"
    collection = json.loads(response.content, parse_constant=pytest.fail)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    return collection


def test_a_site_comes_before_its_territory_and_longitude_first(client: Client) -> None:
    territory = TerritoryFactory(latitude=49.1, longitude=0.2)
    InitiativePageFactory(latitude=48.123456789, longitude=-1.5, territories=[territory])

    [feature] = read(client)["features"]

    assert feature["geometry"]["coordinates"] == [-1.5, 48.123457]
    assert feature["properties"]["place"] == "site"


def test_without_a_site_the_first_territory_with_a_place_is_shown(client: Client) -> None:
    nowhere, somewhere = TerritoryFactory(), TerritoryFactory(latitude=49.1, longitude=0.2)
    page = InitiativePageFactory(title="L’été d’hiver", territories=[nowhere, somewhere])

    [feature] = read(client)["features"]

    assert feature["id"] == page.uid.urn
    assert feature["geometry"]["coordinates"] == [0.2, 49.1]
    properties = feature["properties"]
    assert properties["place"] == "territory"
    assert properties["title"] == "L’été d’hiver"
    assert properties["url"] == f"http://testserver{page.url}"
    assert len(properties["territories"]) == 2


@pytest.mark.parametrize("point", [(None, None), (91, 0), (0, 181), (math.inf, 0)])
def test_pages_without_coordinates_are_left_out_and_counted(
    point: tuple[float | None, ...], client: Client
) -> None:
    InitiativePageFactory(latitude=0, longitude=0)
    page = InitiativePageFactory()
    latitude, longitude = point
    InitiativePage.objects.filter(pk=page.pk).update(latitude=latitude, longitude=longitude)

    found = read(client)

    assert (found["total"], found["without_place"], len(found["features"])) == (2, 1, 1)


def test_a_mixed_list_shows_what_has_a_place(client: Client) -> None:
    territory = TerritoryFactory(latitude=49.1, longitude=0.2)
    NewsletterPageFactory(territories=[territory])
    InitiativePageFactory(territories=[territory])

    found = read(client, f"/territoires/{territory.path}.geojson")

    assert [feature["properties"]["kind"] for feature in found["features"]] == ["initiative"]
    assert found["without_place"] == 1
