"""Search in the lists and choosers of the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from hub.backoffice.finding import fold_words
from tests.factories import (
    InitiativePageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    TerritoryFactory,
    ThemeFactory,
)


def choose(client: Client, snippet: str, query: str) -> str:
    """Return the text of the chooser's results."""
    url = reverse(f"wagtailsnippetchoosers_{snippet}:choose_results")
    response = client.get(url, {"q": query})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élu·e", "elu e"),
        ("L’Œuvre d’ÉTÉ", "l oeuvre d ete"),
        ("Saint-Jean-de-Braye", "saint jean de braye"),
        ("  …  ", ""),
    ],
)
def test_fold_words_ignores_accents_case_and_punctuation(text: str, folded: str) -> None:
    assert fold_words(text) == folded


@pytest.mark.parametrize("query", ["saint", "BRAYE", "saint jean", "Saint-Jean-de-Braye", "45284"])
def test_territory_is_found_by_part_of_its_name_or_by_its_code(
    query: str, superuser_client: Client
) -> None:
    TerritoryFactory(name="Saint-Jean-de-Braye", code="45284")
    TerritoryFactory(name="Reugny", code="37194")
    found = choose(superuser_client, "territories_territory", query)
    assert "Saint-Jean-de-Braye" in found
    assert "Reugny" not in found


@pytest.mark.parametrize("query", ["reugny", "37194", "371"])
def test_territory_list_finds_names_and_codes(query: str, superuser_client: Client) -> None:
    TerritoryFactory(name="Reugny", code="37194")
    TerritoryFactory(name="Saint-Jean-de-Braye", code="45284")
    url = reverse("wagtailsnippets_territories_territory:list")
    found = superuser_client.get(url, {"q": query}).content.decode()
    assert "Reugny" in found
    assert "Saint-Jean-de-Braye" not in found


def test_territory_with_the_exact_name_comes_first(superuser_client: Client) -> None:
    TerritoryFactory(name="Arras-sur-Rhône", code="07013", in_programme=True)
    TerritoryFactory(name="Arras", code="62041")
    found = choose(superuser_client, "territories_territory", "arras")
    assert found.index("Arras (62)") < found.index("Arras-sur-Rhône")


def test_territory_search_of_punctuation_finds_nothing(superuser_client: Client) -> None:
    TerritoryFactory(name="Reugny", code="37194")
    assert "Reugny" not in choose(superuser_client, "territories_territory", "…")


@pytest.mark.parametrize("query", ["ecol", "ÉCOLOGIE", "AMAP"])
def test_theme_is_found_by_name_without_accents_or_by_synonym(
    query: str, superuser_client: Client
) -> None:
    ThemeFactory(name="Écologie d’été", synonyms="AMAP")
    ThemeFactory(name="Sport d’hiver", synonyms="")
    found = choose(superuser_client, "themes_theme", query)
    assert "Écologie" in found
    assert "Sport" not in found


def test_merged_theme_is_not_chosen_again(superuser_client: Client) -> None:
    old, kept = ThemeFactory(name="Ancien mot"), ThemeFactory(name="Nouveau mot")
    old.merge_into(kept)
    found = choose(superuser_client, "themes_theme", "mot")
    assert "Nouveau mot" in found
    assert "Ancien mot</a>" not in found


@pytest.mark.parametrize("query", ["heveder", "anais hévéder", "adjointe alimentation"])
def test_person_is_found_by_name_or_function(query: str, superuser_client: Client) -> None:
    PersonFunctionFactory(
        person=PersonFactory(name="Anaïs L’Hévéder"), title="adjointe à l’alimentation"
    )
    PersonFactory(name="Zoé Martin")
    found = choose(superuser_client, "people_person", query)
    assert "Anaïs" in found
    assert "Zoé" not in found


def test_erased_person_is_not_chosen_again(superuser_client: Client) -> None:
    PersonFactory(name="Anaïs L’Hévéder", category="elu").erase()
    assert "Un·e élu·e" not in choose(superuser_client, "people_person", "")


def test_chooser_says_that_it_found_nothing(superuser_client: Client) -> None:
    assert "Rien ne répond à «\u00a0<em>zzz" in choose(superuser_client, "themes_theme", "zzz")


def test_organisation_is_found_by_acronym(superuser_client: Client) -> None:
    OrganisationFactory(name="Agence de l’eau", acronym="AEAG")
    assert "Agence de l’eau" in choose(superuser_client, "people_organisation", "aeag")


def test_initiative_is_found_by_its_territory_and_filtered_by_theme_at_once(
    superuser_client: Client,
) -> None:
    theme = ThemeFactory()
    place = TerritoryFactory(name="L’Île-Saint-Denis", code="93039")
    InitiativePageFactory(title="Une friche", themes=[theme], territories=[place])
    InitiativePageFactory(title="Un autre lieu", themes=[theme])
    url = reverse("initiatives:index")
    found = superuser_client.get(url, {"q": "ile saint denis", "theme": theme.pk})
    assert "Une friche" in found.content.decode()
    assert "Un autre lieu" not in found.content.decode()


def test_letter_is_found_by_its_number(superuser_client: Client) -> None:
    NewsletterPageFactory(title="Le numéro cherché", number=71)
    NewsletterPageFactory(title="Un voisin", number=5)
    found = superuser_client.get(reverse("letters:index"), {"q": "71"}).content.decode()
    assert "Le numéro cherché" in found
    assert "Un voisin" not in found
