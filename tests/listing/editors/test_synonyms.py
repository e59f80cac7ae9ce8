"""Synonyms of editors apply at once, in every process."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.search.models import SearchSynonyms, SynonymsVersion
from hub.search.query import synonym_key
from hub.search.synonyms import OneWay, current_synonyms, synonym_table
from tests.factories import InitiativePageFactory, ThemeFactory
from tests.factories.search import SearchSynonymsFactory
from tests.factories.site_tree import SiteTree


def mistakes(words: str, also: str = "") -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        SearchSynonyms(words=words, also=also).full_clean()
    return refused.value.message_dict


def found(client: Client, text: str) -> Any:
    return client.get("/recherche/", {"q": text}).context["listing"].total


def test_group_applies_both_ways() -> None:
    table = synonym_table([("frigo solidaire", "réfrigérateur partagé")])
    assert table == {
        synonym_key("frigo solidaire"): ["réfrigérateur partagé"],
        synonym_key("réfrigérateur partagé"): ["frigo solidaire"],
    }


def test_one_way_synonym_does_not_apply_in_reverse() -> None:
    table = synonym_table([OneWay(("mairie", "maison commune"), ("hôtel de ville",))])
    assert sorted(table.values()) == [["hôtel de ville"], ["hôtel de ville"]]


def test_two_groups_that_share_a_word_add_up() -> None:
    table = synonym_table([("jardin", "potager"), ("Jardins", "verger")])
    assert ["potager", "verger"] in table.values()


def test_search_applies_a_synonym_as_soon_as_it_is_saved(
    client: Client, site_tree: SiteTree
) -> None:
    InitiativePageFactory(title="Un réfrigérateur partagé devant la gare")
    assert found(client, "glacière citoyenne") == 0
    synonyms = SearchSynonymsFactory(words="glacière citoyenne\nréfrigérateur partagé")
    assert found(client, "glacière citoyenne") == 1
    synonyms.words = "glacière communale\nréfrigérateur partagé"
    synonyms.save()
    assert found(client, "glacière citoyenne") == 0
    synonyms.delete()
    assert found(client, "glacière communale") == 0


def test_search_applies_the_synonym_of_a_theme_as_soon_as_it_is_saved(
    client: Client, site_tree: SiteTree
) -> None:
    theme = ThemeFactory(name="Alimentation du quartier", synonyms="")
    InitiativePageFactory(title="Alimentation du quartier, mode d’emploi")
    assert found(client, "becquetance") == 0
    theme.synonyms = "becquetance"
    theme.save()
    assert found(client, "becquetance") == 1


def test_merged_theme_gives_no_synonym_of_its_own(db: None) -> None:
    gone, kept = ThemeFactory(name="Voirie", synonyms="bitume"), ThemeFactory(name="Rues")
    gone.merged_into = kept
    gone.save()
    assert "bitum" not in " ".join(current_synonyms())


def test_change_by_another_process_is_seen_at_the_next_search(db: None) -> None:
    # `bulk_create` sends no signal in this process, as a write by another process.
    current_synonyms()
    SearchSynonyms.objects.bulk_create([SearchSynonyms(words="bidouille\nbricolage partagé")])
    SynonymsVersion.objects.update(token="written-elsewhere")
    assert ["bricolage partagé"] in current_synonyms().values()


def test_known_synonyms_cost_one_query_whatever_their_number(db: None) -> None:
    for _ in range(30):
        SearchSynonymsFactory()
    current_synonyms()
    with CaptureQueriesContext(connection) as queries:
        assert len(current_synonyms()) > 30
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("words", "also", "field", "message"),
    [
        ("", "", "words", "vide"),
        (" \n ", "", "words", "au moins un mot"),
        ("frigo", "", "words", "deux mots"),
        ("frigo\nde la", "", "words", "petits mots"),
        ("frigo\nles frigos", "", "words", "déjà le même mot"),
        ("frigo", "pour les", "also", "petits mots"),
        ("frigo\nglacière", "glacières", "also", "déjà dans les mots cherchés"),
        ("un deux trois quatre cinq six sept huit neuf\nfrigo", "", "words", "trop long"),
    ],
)
def test_invalid_list_is_refused(words: str, also: str, field: str, message: str, db: None) -> None:
    errors = mistakes(words, also)
    assert message in " ".join(errors[field])


def test_same_list_twice_is_refused(db: None) -> None:
    SearchSynonymsFactory(words="frigo\nréfrigérateur")
    assert "existe déjà" in " ".join(mistakes("Réfrigérateurs\nfrigo")["words"])


def test_empty_lines_are_left_out(db: None) -> None:
    synonyms = SearchSynonyms(words="  frigo \n\n réfrigérateur\n")
    synonyms.full_clean()
    assert synonyms.words == "frigo\nréfrigérateur"
