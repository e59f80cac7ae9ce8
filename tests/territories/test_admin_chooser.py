"""A territory is added from its chooser, once."""

from typing import Any

from django.test import Client
from django.urls import reverse

from hub.territories.models import Territory
from tests.factories import TerritoryFactory
from tests.factories.site_tree import SiteTree


def create(client: Client, **typed: str) -> dict[str, Any]:
    url = reverse("wagtailsnippetchoosers_territories_territory:create")
    return client.post(url, {f"nouveau-{name}": value for name, value in typed.items()}).json()


def test_territory_is_created_in_its_parent(superuser_client: Client, site_tree: SiteTree) -> None:
    parent = TerritoryFactory(departement=True)
    typed = {"name": "Nouvelle-Commune", "kind": "commune", "code": "2a999", "parent": str(parent)}
    answer = create(superuser_client, **typed)
    assert answer["step"] == "chosen"
    territory = Territory.objects.get(code="2A999")
    assert territory.parent == parent


def test_same_code_or_name_is_pointed_out(superuser_client: Client, site_tree: SiteTree) -> None:
    TerritoryFactory(name="Saint-Éloi", code="96123")
    by_name = create(superuser_client, name="Saint Eloi", kind="commune", code="96999")
    assert "Choisir Saint-Éloi, commune, 96123" in by_name["htmlFragment"]
    by_code = create(superuser_client, name="Autre", kind="commune", code="96123", existing="new")
    assert "a déjà ce code" in by_code["htmlFragment"]
