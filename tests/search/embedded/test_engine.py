"""What only the embedded engine does; `tests/search/contract` has the rest."""

import pytest
from pytest_django import DjangoAssertNumQueries

from hub.search.contract import Entry, SearchRequest
from hub.search.embedded import EmbeddedEngine
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchText, SearchWord

pytestmark = pytest.mark.django_db

TABLES = (SearchIndex, SearchEntry, SearchText, SearchWord, SearchPosting)


def entries(count: int, text: str = "Jardin") -> list[Entry]:
    return [Entry(uid=f"{number}", kind="lettre", title=text) for number in range(count)]


def test_a_rebuild_leaves_nothing_of_the_former_index() -> None:
    engine = EmbeddedEngine()
    engine.rebuild(entries(3))
    once = [table.objects.count() for table in TABLES]

    engine.rebuild(entries(3))

    assert [table.objects.count() for table in TABLES] == once


def test_a_rebuild_removes_what_a_killed_one_left() -> None:
    EmbeddedEngine().apply(entries(1))
    SearchIndex.objects.create(name="site")

    EmbeddedEngine().rebuild(entries(1))

    assert SearchIndex.objects.count() == 1


def test_indexes_of_other_names_are_apart() -> None:
    site, scratch = EmbeddedEngine(), EmbeddedEngine("scratch")
    site.rebuild(entries(2))
    scratch.rebuild(entries(1, "Potager"))

    assert site.search(SearchRequest(text="potager")).total == 0
    scratch.forget()
    assert site.search(SearchRequest(text="jardin")).total == 2
    assert SearchIndex.objects.count() == 1


def test_totals_follow_changes() -> None:
    engine = EmbeddedEngine()
    engine.apply([Entry(uid="a", kind="k", title="A", body="un jardin partagé"), *entries(2)])
    engine.apply([Entry(uid="a", kind="k", title="A", body="potager", version=2)], deleted=["0"])

    index = SearchIndex.objects.get()

    assert (index.entries, index.length) == (2, 1)


def test_a_search_costs_as_many_requests_at_3_and_30_entries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    engine = EmbeddedEngine(synonyms=dict)
    engine.apply(entries(3))
    with django_assert_num_queries(5):
        assert engine.search(SearchRequest(text="jardin", facets=("type",))).total == 3

    engine.apply(entries(30))
    with django_assert_num_queries(5):
        assert engine.search(SearchRequest(text="jardin", facets=("type",))).total == 30
