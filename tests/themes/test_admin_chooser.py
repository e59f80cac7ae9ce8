"""Themes are added from their chooser, once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hub.themes.models import Theme
from tests.factories import ThemeFactory


def create(client: Client, **typed: str) -> dict[str, Any]:
    url = reverse("wagtailsnippetchoosers_themes_theme:create")
    return client.post(url, {f"nouveau-{name}": value for name, value in typed.items()}).json()


def test_theme_gets_an_address_of_its_name(superuser_client: Client) -> None:
    answer = create(superuser_client, name="L’Été à vélo")
    assert answer["step"] == "chosen"
    assert Theme.objects.get(name="L’Été à vélo").slug == "l-ete-a-velo"


def test_synonym_of_a_theme_is_pointed_out(superuser_client: Client) -> None:
    theme = ThemeFactory(name="Mobilités quotidiennes", synonyms="déplacements\nvélotaf")
    answer = create(superuser_client, name="Velotaf")
    assert f"Choisir {theme.name}" in answer["htmlFragment"]


@pytest.mark.parametrize("answer", ["", "new"])
def test_merged_theme_leads_to_the_one_that_took_its_place(
    superuser_client: Client, answer: str
) -> None:
    merged, kept = ThemeFactory(name="Déplacements doux"), ThemeFactory(name="Mobilités actives")
    merged.merge_into(kept)
    html = create(superuser_client, name="Déplacements doux", existing=answer)["htmlFragment"]
    assert "fusionné dans «\u00a0Mobilités actives" in html
