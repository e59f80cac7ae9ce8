"""Chooser of territories in the admin: search, what tells homonyms apart, creation."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from hub.backoffice.row_by_words import row_named
from hub.territories.models import AliasKind, Territory, TerritoryAlias
from tests.factories import TerritoryFactory
from tests.factories.site_tree import SiteTree
from tests.shown_text import text_of


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


def choose(client: Client, query: str) -> str:
    """Return the text of the results of the chooser."""
    url = reverse("wagtailsnippetchoosers_territories_territory:choose_results")
    return text_of(client.get(url, {"q": query}))


def test_homonyms_are_told_apart_by_departement_and_population(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    departement = TerritoryFactory(departement=True, name="Côte-d’Été", code="96")
    TerritoryFactory(name="Même-Nom", code="96A01", parent=departement, population=1_759)
    TerritoryFactory(name="Même-Nom", code="97A02", population=23)

    found = choose(superuser_client, "meme nom")

    assert "Même-Nom (96) Commune Côte-d’Été (96) 1\u00a0759" in found
    assert "Même-Nom (97A) Commune 97A 23" in found


def test_former_name_is_shown_beside_the_territory(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    territory = TerritoryFactory(name="Nouvelle-Commune", code="96A01")
    TerritoryAlias.objects.create(
        territory=territory, kind=AliasKind.DELEGATED, name="Ancienne-Commune"
    )

    found = choose(superuser_client, "ancienne commune")

    assert "Nouvelle-Commune (96)" in found
    assert "Ancienne-Commune" in found.replace("« ancienne commune »", "")


def test_dissolved_territory_is_not_chosen(superuser_client: Client, site_tree: SiteTree) -> None:
    TerritoryFactory(name="Disparue", code="96A01", dissolved_in="2026")

    assert "Disparue (96)" not in choose(superuser_client, "disparue")
    assert "Disparue (96)" not in choose(superuser_client, "")


def test_filter_of_the_list_applies_to_what_is_found(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    TerritoryFactory(name="Même-Nom", code="96A01")
    TerritoryFactory(name="Même-Nom-Communauté", kind="epci", code="296000001")
    url = reverse("wagtailsnippets_territories_territory:list")

    found = text_of(superuser_client.get(url, {"q": "même nom", "kind": "epci"}))

    assert "296000001" in found
    assert "96A01" not in found


@pytest.mark.django_db
def test_typed_name_chooses_a_sure_territory_only() -> None:
    territory = TerritoryFactory(name="Grenadine", code="96A01")

    assert row_named(Territory, "grenadine, 96") == territory
    assert row_named(Territory, "grenad") == territory
    for text in ("Grenadyne", "Grenadine (26)"):
        with pytest.raises(ValidationError, match="Rien ne répond"):
            row_named(Territory, text)
    TerritoryFactory(name="Grenadine", code="97A02")
    with pytest.raises(ValidationError, match="Plusieurs répondent"):
        row_named(Territory, "grenadine")
