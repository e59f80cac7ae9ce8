"""Nearness of territories: the weights of `SearchRequest.near`, and the order they give."""

import datetime
from collections.abc import Callable

import pytest

from hub.search.contract import Engine, SearchRequest
from tests.search.contract.conftest import NOW, entry
from tests.search.contract.test_order import LONG

# Of all, « reugny » is the most similar.
NEAR = {"reugny": 0.9, "lisieux": 0.5, "37": 0.3, "lyon": 0.1}


@pytest.fixture
def places(engine: Engine) -> Engine:
    """An engine whose entries are named after their territories."""
    engine.apply(
        [
            entry("none", "Jardin jardin"),
            entry("lyon", "Jardin", filters={"lieu": ("lyon",), "theme": ("eau",)}),
            # Its containers are in « territoire » only: they do not count as its own.
            entry("inside", "Jardin", filters={"lieu": ("b",), "territoire": ("b", "reugny")}),
            entry("lisieux", "Jardin", filters={"lieu": ("lisieux",), "theme": ("eau",)}),
            entry("several", "Jardin", filters={"lieu": ("37", "lyon", "lisieux")}),
            entry("reugny", "Jardin", filters={"lieu": ("reugny",)}, kind="evenement"),
        ]
    )
    return engine


def test_without_words_nearness_is_the_order(
    places: Engine, found: Callable[..., list[str]]
) -> None:
    by_title = found(near={})
    nearest = found(near=NEAR)
    assert nearest[0] == "reugny"
    assert set(nearest[1:3]) == {"lisieux", "several"}
    assert nearest[3] == "lyon"
    assert [uid for uid in nearest if uid in {"none", "inside"}] == [
        uid for uid in by_title if uid in {"none", "inside"}
    ]
    assert found(near=NEAR, sort="proximite") == nearest


def test_largest_weight_counts_and_not_the_sum(places: Engine) -> None:
    page = places.search(SearchRequest(near=NEAR, sort="proximite", now=NOW))
    scores = {hit.uid: round(hit.score, 3) for hit in page.hits}
    assert scores == {
        "reugny": 0.9,
        "several": 0.5,
        "lisieux": 0.5,
        "lyon": 0.1,
        "none": 0,
        "inside": 0,
    }


def test_with_words_relevance_is_multiplied(engine: Engine) -> None:
    engine.apply(
        [
            entry("title", "Verger de la commune", filters={"lieu": ("paris",)}),
            entry("body", "Un bilan", f"{LONG} Un verger.", filters={"lieu": ("a",)}),
        ]
    )

    def order(weight: float) -> dict[str, float]:
        request = SearchRequest("verger", near={"a": weight}, now=NOW)
        return {hit.uid: hit.score for hit in engine.search(request).hits}

    plain, near = order(0), order(0.5)
    assert near["body"] == pytest.approx(1.5 * plain["body"], abs=2e-4)
    assert near["title"] == pytest.approx(plain["title"], abs=2e-4)
    assert list(near)[0] == "title"
    by_nearness = SearchRequest("verger", near={"a": 0.5}, sort="proximite", now=NOW)
    assert [hit.uid for hit in engine.search(by_nearness).hits] == ["body", "title"]


def test_words_still_select_what_nearness_sorts(
    places: Engine, found: Callable[..., list[str]]
) -> None:
    places.apply([entry("other", "Une cantine", filters={"lieu": ("reugny",)})])
    assert "other" not in found("jardin", near=NEAR, sort="proximite")
    assert found("jardin", near=NEAR, sort="proximite")[0] == "reugny"


@pytest.mark.parametrize("sort", ["date", "titre"])
def test_explicit_sort_ignores_nearness(
    sort: str, places: Engine, found: Callable[..., list[str]]
) -> None:
    for words in ("", "jardin"):
        assert found(words, near=NEAR, sort=sort) == found(words, sort=sort)


def test_filters_apply_and_counts_do_not_change(places: Engine) -> None:
    request = SearchRequest(
        filters={"theme": ("eau",)}, fixed={"type": ("initiative",)}, facets=("lieu",), now=NOW
    )
    near = SearchRequest(
        filters=request.filters, fixed=request.fixed, facets=("lieu",), near=NEAR, now=NOW
    )
    plain, found = places.search(request), places.search(near)
    assert [hit.uid for hit in found.hits] == ["lisieux", "lyon"]
    assert (found.total, found.facets) == (plain.total, plain.facets)
    inside = SearchRequest(filters={"territoire": ("reugny",)}, near=NEAR, now=NOW)
    assert [hit.uid for hit in places.search(inside).hits] == ["inside"]


def test_ties_are_settled_by_date_in_the_direction_asked(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply(
        [
            entry(str(year), "Jardin", date=datetime.date(year, 1, 1), filters={"lieu": ("a",)})
            for year in (2021, 2023, 2022)
        ]
        + [entry("undated", "Jardin", date=None, filters={"lieu": ("a",)})]
    )
    near = {"a": 0.4}
    assert found(near=near, sort="proximite") == ["2023", "2022", "2021", "undated"]
    ascending = found(near=near, sort="proximite", ascending=True)
    assert ascending == ["2021", "2022", "2023", "undated"]


@pytest.mark.parametrize("words", ["", "jardin"])
def test_pages_of_3000_weights_follow_each_other(
    words: str, engine: Engine, found: Callable[..., list[str]]
) -> None:
    """Many weights, most of them equal or of no entry, still give one total order."""
    near = {f"t{number}": number % 97 / 100 for number in range(3_000)}
    engine.apply(
        [
            entry(f"e{number:02}", "Jardin", filters={"lieu": (f"t{number * 113}",)})
            for number in range(25)
        ]
    )
    pages = [found(words, near=near, sort="proximite", offset=start) for start in (0, 10, 20)]
    assert [len(page) for page in pages] == [10, 10, 5]
    every = sum(pages, [])
    assert every == found(words, near=near, sort="proximite", limit=100)
    weights = [near[f"t{int(uid[1:]) * 113}"] for uid in every]
    assert weights == sorted(weights, reverse=True)
    assert len(set(every)) == 25


def test_weights_beyond_the_decimals_are_equal_on_every_engine(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply(
        [
            entry("old", "A", date=datetime.date(2020, 1, 1), filters={"lieu": ("a",)}),
            entry("new", "B", date=datetime.date(2025, 1, 1), filters={"lieu": ("b",)}),
        ]
    )
    assert found(near={"a": 0.504, "b": 0.496}) == ["new", "old"]
    assert found(near={"a": 0.001, "b": -1}) == ["new", "old"]
