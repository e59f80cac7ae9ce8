"""Visibility, filters and exact facet counts."""

import datetime
from collections.abc import Callable

import pytest

from hub.search.contract import Engine, SearchRequest
from hub.search.meaning import Encoder
from tests.search.contract.by_hand import differences
from tests.search.contract.conftest import NOW
from tests.search.encoders import FailingEncoder


def test_hidden_branches_are_excluded(library: Engine, found: Callable[..., list[str]]) -> None:
    assert "cantine" not in found(hidden_paths=("00010002",))
    assert found("cantine", hidden_paths=("00010002",)) == []
    assert found("cantine", hidden_paths=("0001",)) == []
    assert found("cantine", hidden_paths=("00010003", "")) == ["cantine"]


def test_expired_entries_are_excluded(library: Engine, found: Callable[..., list[str]]) -> None:
    before = datetime.datetime(2026, 5, 30, tzinfo=datetime.UTC)

    assert found("forum") == []
    assert found("forum", now=before) == ["passe"]


def test_date_bounds_filter_entries(library: Engine, found: Callable[..., list[str]]) -> None:
    may = datetime.date(2024, 5, 6)

    assert "lettre-1" in found(since=may)
    assert "lettre-1" not in found(before=may)
    assert "nous" not in found(since=datetime.date(1990, 1, 1))
    assert found("école", since=datetime.date(2025, 1, 1), before=datetime.date(2026, 1, 1)) == [
        "cantine"
    ]


def test_values_of_a_facet_are_or_and_facets_are_and(
    library: Engine, found: Callable[..., list[str]]
) -> None:
    assert set(found(filters={"theme": ("ecole", "mobilite")})) == {
        "cantine",
        "covoiturage",
        "lettre-1",
        "lettre-2",
    }
    assert found(filters={"theme": ("ecole", "mobilite"), "type": ("lettre",)}, sort="date") == [
        "lettre-2",
        "lettre-1",
    ]
    assert found(filters={"theme": ("unknown",)}) == []
    assert len(found(filters={"theme": ()})) == 5


def test_counts_of_a_filter_ignore_its_own_choice_and_respect_what_is_fixed(
    library: Engine,
) -> None:
    page = library.search(
        SearchRequest(
            filters={"theme": ("ecole",)},
            fixed={"type": ("initiative",)},
            facets=("theme", "annee"),
            now=NOW,
        )
    )

    assert page.total == 1
    assert page.facets == {
        "theme": {"mobilite": 1, "ecole": 1, "energie": 1},
        "annee": {"2025": 1},
    }


def test_facets_equal_brute_force_on_any_combination(
    engine: Engine, encoder: Encoder | None
) -> None:
    if isinstance(encoder, FailingEncoder):
        pytest.skip("A result depends on whether the question was encoded.")
    assert list(differences(engine, 200, by_meaning=encoder is not None)) == []
