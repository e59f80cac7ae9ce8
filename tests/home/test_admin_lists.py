"""The lists of the admin: their columns, filters, search and cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    CohortFactory,
    EpisodePageFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFunctionFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    RubriqueFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.search import SearchSynonymsFactory

LISTS = {
    "letters:index": NewsletterPageFactory,
    "initiatives:index": InitiativePageFactory,
    "resources:index": ResourcePageFactory,
    "episodes:index": EpisodePageFactory,
    "shows:index": PodcastPageFactory,
    "events:index": EventPageFactory,
    "wagtailsnippets_themes_theme:list": ThemeFactory,
    "wagtailsnippets_territories_cohort:list": CohortFactory,
    "wagtailsnippets_territories_territory:list": TerritoryFactory,
    "wagtailsnippets_people_person:list": PersonFunctionFactory,
    "wagtailsnippets_people_organisation:list": OrganisationFactory,
    "wagtailsnippets_newsletters_rubrique:list": RubriqueFactory,
    "wagtailsnippets_search_searchsynonyms:list": SearchSynonymsFactory,
}
QUERY_LIMIT = 25


def count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", LISTS)
def test_list_takes_the_same_queries_whatever_its_length(
    name: str, superuser_client: Client
) -> None:
    factory, url = LISTS[name], reverse(name)
    factory.create_batch(3)
    superuser_client.get(url)  # fills the caches that live as long as the process
    short = count_queries(superuser_client, url)
    factory.create_batch(27)
    assert count_queries(superuser_client, url) == short
    assert short <= QUERY_LIMIT


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("parameters", ["?q=ete", "?export=csv", "?export=xlsx", "?p=99"])
def test_list_answers_a_search_and_an_export(
    name: str, parameters: str, superuser_client: Client
) -> None:
    LISTS[name]()
    assert superuser_client.get(reverse(name) + parameters).status_code == 200
