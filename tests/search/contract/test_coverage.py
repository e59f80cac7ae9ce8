"""Query coverage: the share of the query words that an entry must match."""

import pytest

from hub.search import weights
from hub.search.contract import Engine, Entry, SearchRequest
from tests.search.contract.conftest import entry, words_only

pytestmark = words_only

QUESTION = "rivière commune habitants"
LESS = [entry(f"less-{number}", "La commune", "Un jardin.") for number in range(3)]


@pytest.fixture
def whole() -> list[Entry]:
    """Return enough entries matching the whole query for no fallback hits to be added."""
    return [
        entry(f"whole-{number}", "La rivière", "La commune et ses habitants l’ont nettoyée.")
        for number in range(weights.MIN_RESULTS)
    ]


def test_full_matches_exclude_partial_matches(engine: Engine, whole: list[Entry]) -> None:
    engine.rebuild([*whole, *LESS])

    page = engine.search(SearchRequest(QUESTION, facets=("type",)))

    assert {hit.uid for hit in page.hits} == {one.uid for one in whole}
    assert (page.total, page.facets["type"]) == (len(whole), {"initiative": len(whole)})
    assert engine.search(SearchRequest(QUESTION, offset=len(whole))).hits == ()


def test_few_full_matches_are_completed_by_partial_matches(
    engine: Engine, whole: list[Entry]
) -> None:
    engine.rebuild([*whole[:1], *LESS])

    page = engine.search(SearchRequest(QUESTION, facets=("type",)))

    assert page.hits[0].uid == "whole-0"
    assert {hit.uid for hit in page.hits[1:]} == {one.uid for one in LESS}
    assert (page.total, page.facets["type"]) == (4, {"initiative": 4})
    assert page.hits[0].score > page.hits[1].score


def test_an_order_by_date_has_no_partial_matches(engine: Engine, whole: list[Entry]) -> None:
    engine.rebuild([*whole[:1], *LESS])

    page = engine.search(SearchRequest(QUESTION, sort="date"))

    assert [hit.uid for hit in page.hits] == ["whole-0"]


def test_a_phrase_match_is_not_completed(engine: Engine, whole: list[Entry]) -> None:
    engine.rebuild([*whole[:1], *LESS])

    page = engine.search(SearchRequest(f"« la commune et ses » {QUESTION}"))

    assert [hit.uid for hit in page.hits] == ["whole-0"]
