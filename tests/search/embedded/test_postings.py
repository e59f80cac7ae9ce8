"""Postings as arrays: what is read from the database, cached, and scored."""

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from hub.search.contract import Entry, SearchRequest
from hub.search.embedded import EmbeddedEngine, postings
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.matching import Vocabulary
from hub.search.embedded.ranking import Ranking, TermScores
from hub.search.embedded.sql import fetch_integers
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchWord
from hub.search.query import parse_query

pytestmark = pytest.mark.django_db

TITLES = ("Jardin partagé", "Jardin", "Jardin public", "Verger")


@pytest.fixture
def catalogue() -> Catalogue:
    entries = [Entry(uid=f"{number}", kind="lettre", title=t) for number, t in enumerate(TITLES)]
    EmbeddedEngine().rebuild(entries)
    return Catalogue(SearchIndex.objects.get())


def word(text: str) -> int:
    return SearchWord.objects.get(text=text).pk


def test_postings_are_the_slots_of_the_entries(catalogue: Catalogue) -> None:
    jardin, verger = word("jardin"), word("verger")

    found = catalogue.postings.read([jardin, verger])

    assert found[jardin].slots.tolist() == [0, 1, 2]
    assert found[verger].slots.tolist() == [3]
    assert (found[jardin].weights >= 6).all()


def test_cached_postings_need_no_query(
    catalogue: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    words = [word("jardin"), word("verger")]
    first = catalogue.postings.read(words)

    with django_assert_num_queries(0):
        again = catalogue.postings.read(words, among=np.array([0]))

    assert [again[word].slots.tolist() for word in words] == [[0, 1, 2], [3]]
    assert first.keys() == again.keys()


def test_postings_of_few_entries_are_not_cached(catalogue: Catalogue) -> None:
    jardin = word("jardin")

    assert catalogue.postings.read([jardin], among=np.array([1, 3]))[jardin].slots.tolist() == [1]
    assert not catalogue.postings.is_cached(jardin)
    assert catalogue.postings.read([jardin], among=np.array([], int))[jardin].slots.tolist() == []
    assert len(catalogue.postings.read([jardin])[jardin].slots) == 3


def test_a_full_cache_is_emptied(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MAX_CACHED", postings.OVERHEAD + 3)
    jardin, verger = word("jardin"), word("verger")
    lists = postings.PostingLists(catalogue.postings.pks, catalogue.postings.norms)

    lists.read([jardin])
    assert lists.is_cached(jardin)
    lists.read([verger])

    assert lists.is_cached(verger)
    assert not lists.is_cached(jardin)


def test_entries_written_after_the_catalogue_are_left_out(catalogue: Catalogue) -> None:
    EmbeddedEngine().apply([Entry(uid="new", kind="lettre", title="Jardin")])
    jardin = word("jardin")

    assert len(catalogue.postings.read([jardin])[jardin].slots) == 3
    assert len(Catalogue(SearchIndex.objects.get()).postings.read([jardin])[jardin].slots) == 4


def test_an_index_without_entries_has_no_postings() -> None:
    EmbeddedEngine().rebuild([])
    catalogue = Catalogue(SearchIndex.objects.get())

    assert not len(catalogue.postings.read([1])[1].slots)


def test_terms_read_again_have_the_same_scores(catalogue: Catalogue) -> None:
    query = parse_query("jardin public")
    vocabulary = Vocabulary(catalogue, query.terms)
    ranking = Ranking(catalogue, [vocabulary.resolve(term) for term in query.terms])
    ranking.read([1])
    first = dict(ranking.parts[1])
    assert list(ranking.parts[0]) == list(first)

    ranking.read([0, 1])

    assert dict(ranking.parts[1]) == first
    assert len(ranking.parts[0]) == 3


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("« jardin public »", ["2"]),
        # The phrase is searched in this form only, and ignored where no entry has it.
        ("« jardins publics »", ["2"]),
        ("« jardin de » verger", ["3"]),
        ("« de la » verger", ["3"]),
    ],
)
def test_phrases_are_searched_in_the_entries_that_hold_their_words(
    catalogue: Catalogue, text: str, uids: list[str]
) -> None:
    page = EmbeddedEngine(synonyms=dict).search(SearchRequest(text=text))

    assert [hit.uid for hit in page.hits][:1] == uids


def test_scores_of_a_term_are_a_mapping(catalogue: Catalogue) -> None:
    pks = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    scores = TermScores(catalogue, np.array([0.0, 2.0, 0.0, 1.0]))

    assert dict(scores) == {pks[1]: 2.0, pks[3]: 1.0}
    assert pks[0] not in scores
    assert -1 not in scores
    assert scores.get(pks[0], 0.5) == 0.5
    assert dict(scores.only({pks[0], pks[3]})) == {pks[3]: 1.0}


def test_integers_are_read_as_an_array(catalogue: Catalogue) -> None:
    rows = SearchPosting.objects.order_by("entry_id", "word_id").values_list("entry_id", "word_id")

    assert sorted(map(tuple, fetch_integers(rows, 2).tolist())) == sorted(rows)
    assert fetch_integers(rows.filter(entry_id=-1), 2).shape == (0, 2)
    assert fetch_integers(rows.none(), 2).shape == (0, 2)
