"""The two parts of a result: the entries that hold all that was asked, then the others.

The first part is the same with every encoder, and without one.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from hub.search.contract import Engine, Entry, SearchPage, SearchRequest
from hub.search.meaning import Encoder
from tests.search.contract.conftest import NOW, entry

FILLER = "Le conseil parle de voirie et de fleurs."


def store(engine: Engine, entries: list[Entry]) -> None:
    engine.rebuild(entries)


@pytest.fixture
def parts(engine: Engine) -> Callable[..., tuple[set[str], set[str]]]:
    """Search words, and return the uids of both parts."""

    def search(text: str, **options: object) -> tuple[set[str], set[str]]:
        page = engine.search(SearchRequest(text, now=NOW, limit=500, **options))
        flags = [hit.holds_all for hit in page.hits]
        assert flags == sorted(flags, reverse=True)
        assert (page.total, page.holding_all) == (len(flags), sum(flags))
        first = {hit.uid for hit in page.hits if hit.holds_all}
        return first, {hit.uid for hit in page.hits} - first

    return search


def test_entries_that_hold_every_word_come_first(
    engine: Engine, encoder: Encoder | None, parts: Callable[..., tuple[set[str], set[str]]]
) -> None:
    store(
        engine,
        [
            entry("title", "Jardin jardin jardin jardin jardin"),
            entry("body", "Un bilan", f"{FILLER * 20} Un jardin, un verger et une école."),
            entry("two", "Un jardin, un verger"),
            entry("none", "La voirie"),
        ],
    )
    # By meaning, a long text that holds three words here and there is close (`fusion.HELD`).
    first, others = parts("jardin verger écoles")
    assert first == {"body"} or (encoder and not first)
    assert {"body", "two"} <= first | others
    assert parts("verger école")[0] == {"body"}
    assert parts("jardins")[0] == {"title", "body", "two"}


def test_two_adjacent_words_are_preferred(
    engine: Engine, encoder: Encoder | None, parts: Callable[..., tuple[set[str], set[str]]]
) -> None:
    apart = entry("apart", "Des lieux", "Un état de la question.")
    adjacent = entry("adjacent", "Un bilan", f"{FILLER * 5} Les états de nos lieux.")
    order = entry("order", "Les lieux et les états")
    fields = entry("fields", "L’état", "Des lieux.", summary="Un état", themes=("Lieux",))
    store(engine, [apart, adjacent, order, fields, entry("none", "La voirie")])
    first, others = parts("état des lieux")
    assert first == {"adjacent"}
    assert others <= {"apart", "order", "fields"}
    engine.apply([], ["adjacent"])
    assert parts("état des lieux")[0] == {"apart", "order", "fields"}
    # Three words are not required to be adjacent.
    engine.apply([adjacent])
    first, others = parts("état lieux question")
    assert first == {"apart"} or (encoder and not first)
    assert "apart" in first | others


def test_adjacent_words_stay_among_others_when_there_are_many(engine: Engine) -> None:
    store(
        engine,
        [entry(f"e{n:03}", "Lieux", f"Un état. {FILLER * (n % 7)}") for n in range(201)]
        + [entry("adjacent", "Un bilan", f"{FILLER * 30} L’état des lieux.")],
    )
    page = engine.search(SearchRequest("état des lieux", now=NOW, limit=0))
    assert page.holding_all == 202


@pytest.mark.parametrize("text", ["tiers-lieux", "tiers lieux", "tierslieu", "Tiers-Lieu"])
def test_a_compound_is_a_unit_in_any_spelling(
    text: str,
    engine: Engine,
    encoder: Encoder | None,
    parts: Callable[..., tuple[set[str], set[str]]],
) -> None:
    store(
        engine,
        [
            entry("hyphen", "Un tiers-lieu"),
            entry("space", "Un bilan", f"{FILLER} Des tiers lieux."),
            entry("joined", "Le tierslieu"),
            entry("apart", "Un tiers des lieux publics"),
            entry("far", "Des lieux", "Un budget réduit d’un tiers."),
        ],
    )
    first, others = parts(text)
    assert first == {"hyphen", "space", "joined"} | (
        # Stop words may stand between words that follow each other.
        {"apart"} if text in ("tiers-lieux", "tiers lieux", "Tiers-Lieu") else set()
    )
    # « lieux » is no part of « tiers-lieux ».
    assert encoder or not others


def test_nothing_holds_an_absent_phrase(
    engine: Engine, parts: Callable[..., tuple[set[str], set[str]]]
) -> None:
    store(engine, [entry("both", "Un jardin et un verger"), entry("one", "Un jardin")])
    first, others = parts("« verger jardin »")
    assert first == set()
    assert "both" in others
    assert parts("« un verger »")[0] == {"both"}


def test_a_list_holds_all(engine: Engine) -> None:
    store(engine, [entry("a", "A"), entry("b", "B")])
    page = engine.search(SearchRequest(now=NOW))
    assert (page.total, page.holding_all) == (2, 2)
    assert all(hit.holds_all for hit in page.hits)


@pytest.mark.parametrize("sort", ["date", "titre", "proximite"])
def test_other_sorts_show_the_first_part_only(
    sort: str, engine: Engine, parts: Callable[..., tuple[set[str], set[str]]]
) -> None:
    store(
        engine,
        [
            entry("adjacent", "Le marché des vélos"),
            entry("apart", "Des vélos", "Au marché."),
            entry("one", "Des vélos"),
        ],
    )
    assert parts("marché vélo", sort=sort) == ({"adjacent"}, set())
    assert parts("vélo piscine", sort=sort) == (set(), {"adjacent", "apart", "one"})


def filled(engine: Engine, count: int) -> dict[str, Entry]:
    """Fill an engine with entries that hold two words, one of them, or none."""
    entries = [
        entry(
            f"e{n:03}",
            ["Jardin et verger et école", "Jardin", "Voirie"][n % 7 % 3],
            f"{FILLER * (n % 5)}",
            filters={"theme": ("abc"[n % 3], "d"), "annee": (str(2020 + n % 4),)},
        )
        for n in range(count)
    ]
    store(engine, entries)
    return {one.uid: one for one in entries}


def counted(hits: list[str], entries: dict[str, Entry]) -> dict[str, int]:
    return dict(Counter(value for uid in hits for value in entries[uid].filters["theme"]))


@pytest.mark.parametrize("count", [60, 700])
def test_totals_and_facets_equal_a_count_by_hand(engine: Engine, count: int) -> None:
    entries = filled(engine, count)

    def ask(text: str, **options: object) -> SearchPage:
        return engine.search(SearchRequest(text, facets=("theme",), now=NOW, **options))

    for text in ("jardin verger école", "jardin verger", "jardin", "jardin piscine"):
        whole = ask(text, limit=1000)
        uids = [hit.uid for hit in whole.hits]
        assert len(set(uids)) == whole.total
        assert whole.facets["theme"] == counted(uids, entries)
        in_year = [uid for uid in uids if entries[uid].filters["annee"] == ("2021",)]
        page = ask(text, limit=1000, filters={"annee": ("2021",), "theme": ("a", "b")})
        chosen = [uid for uid in in_year if {"a", "b"} & set(entries[uid].filters["theme"])]
        assert sorted(hit.uid for hit in page.hits) == sorted(chosen)
        assert page.facets["theme"] == counted(in_year, entries)
        assert page.total == len(chosen)
        firsts = {hit.uid for hit in whole.hits if hit.holds_all}
        assert page.holding_all == len(firsts.intersection(chosen))


def test_pages_follow_each_other_through_both_parts(engine: Engine) -> None:
    filled(engine, 700)
    for filters in ({}, {"annee": ("2021", "2022", "2023")}):
        for text in ("jardin verger école", "jardin verger", "jardin"):

            def page(
                offset: int,
                limit: int,
                text: str = text,
                filters: Any = filters,
            ) -> list[str]:
                request = SearchRequest(text, filters=filters, offset=offset, limit=limit, now=NOW)
                return [hit.uid for hit in engine.search(request).hits]

            whole = page(0, 1000)
            assert len(whole) > 200
            assert len(set(whole)) == len(whole)
            pages = [page(offset, 70) for offset in range(0, len(whole) + 70, 70)]
            assert sum(pages, []) == whole
