"""Ranking and pagination."""

import datetime
from collections.abc import Callable

import pytest

from hub.search.contract import Engine, SearchRequest
from tests.search.contract.conftest import NOW, entry, words_only

pytestmark = words_only

LONG = "Le conseil parle de voirie, de budget et de fleurs. " * 20


def test_title_then_themes_then_summary_then_body(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply(
        [
            entry("body", "Un bilan", f"{LONG} Le maraîchage. {LONG}"),
            entry("opening", "Un bilan", f"Le maraîchage. {LONG}"),
            entry("summary", "Un bilan", LONG, summary="Du maraîchage"),
            entry("theme", "Un bilan", LONG, themes=("Maraîchage",)),
            entry("title", "Du maraîchage", LONG),
        ]
    )

    assert found("maraîchage") == ["title", "theme", "summary", "opening", "body"]


def test_entries_matching_more_words_come_first(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply(
        [
            entry("one", "Jardin", "Un jardin. " * 5),
            entry("both", "Jardin partagé", "Un jardin partagé."),
        ]
    )

    assert found("jardin partagé")[0] == "both"


def test_the_form_typed_comes_before_others(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply([entry("plural", "Des jardins"), entry("singular", "Un jardin")])

    assert found("jardin") == ["singular", "plural"]
    assert found("jardins") == ["plural", "singular"]


def test_score_of_a_letter_decays_slowly(library: Engine, found: Callable[..., list[str]]) -> None:
    assert found("élus rencontrent") == ["lettre-2", "lettre-1"]


def test_dates_order_entries_those_without_last(
    library: Engine, found: Callable[..., list[str]]
) -> None:
    new_to_old = ["lettre-2", "covoiturage", "cantine", "lettre-1", "nous"]

    assert found(sort="date") == new_to_old
    assert found(sort="date", ascending=True) == [*new_to_old[3::-1], "nous"]


def test_titles_are_in_the_order_of_a_dictionary(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    titles = ["Zoo", "école", "Ecole bleue", "Œuvre", "Oeuf", "Été", "Ágora", "zèbre"]
    engine.apply([entry(f"{number}", title) for number, title in enumerate(titles)])

    order = [titles[int(uid)] for uid in found(sort="titre")]

    assert order == ["Ágora", "école", "Ecole bleue", "Été", "Oeuf", "Œuvre", "zèbre", "Zoo"]


def test_pages_follow_each_other_without_repeats(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply([entry(f"e{number:02}", "Jardin", LONG) for number in range(25)])

    pages = [found("jardin", offset=offset) for offset in (0, 10, 20)]

    assert [len(page) for page in pages] == [10, 10, 5]
    assert sum(pages, []) == found("jardin", limit=100)
    assert len(set(sum(pages, []))) == 25


@pytest.mark.parametrize("offset", [25, 10**6, 10**9])
def test_a_page_far_beyond_is_empty_and_the_total_stays(engine: Engine, offset: int) -> None:
    engine.apply([entry("one", "Jardin")])

    page = engine.search(SearchRequest(text="jardin", offset=offset))

    assert page.hits == ()
    assert page.total == 1


@pytest.mark.parametrize(
    ("prefix", "uids"),
    [
        ("covoit", ["covoiturage"]),
        ("solidaire à lis", ["covoiturage"]),
        ("enerG", ["cantine"]),
        ("Énergé", ["cantine"]),
        ("l’élu", ["lettre-2", "lettre-1"]),
        ("lettre", ["lettre-2", "lettre-1"]),
        ("forum", []),
        ("", []),
        ("?%_'\"", []),
        ("%", []),
    ],
)
def test_suggestions_match_a_prefix_of_any_title_word(
    prefix: str, uids: list[str], library: Engine
) -> None:
    assert [one.uid for one in library.suggest(prefix, now=NOW)] == uids


def test_suggestions_rank_title_prefixes_first_and_exclude_hidden_entries(engine: Engine) -> None:
    engine.apply(
        [
            entry("inside", "Un beau jardin", date=datetime.date(2026, 5, 1), url="/a/"),
            entry("begins", "Jardin partagé", kind="lettre", url="/b/"),
            entry("hidden", "Jardin secret", path="0009"),
        ]
    )

    found = engine.suggest("jar", hidden_paths=("0009",))

    assert [(one.uid, one.kind, one.title, one.url) for one in found] == [
        ("begins", "lettre", "Jardin partagé", "/b/"),
        ("inside", "initiative", "Un beau jardin", "/a/"),
    ]
    assert len(engine.suggest("jar", limit=1)) == 1


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("18 500 arbres", ["18500", "18 500", "18 5", "18\u202f500 ar", "18500 arb"]),
        ("18500 arbres", ["18500", "18 500", "18 5", "18\u00a0500 arb"]),
        ("L’E.S.S. en commun", ["E.S.S", "e.s.s.", "ess", "E.S.S en"]),
        ("Un PLUi partagé", ["PLU(i)", "plui", "plu(i) par"]),
        ("La boutique Lil’Ô", ["lil o", "lil'o", "Lil Ô", "boutique lil ô", "lilo"]),
        ("Saint-Jean-le-Vieux", ["st jean", "St-Jean le v", "saint jean", "Saint-J"]),
        ("École Ste Marie", ["sainte marie", "ste mar"]),
    ],
)
def test_suggestions_read_numbers_acronyms_and_abbreviations(
    title: str, typed: list[str], engine: Engine
) -> None:
    others = ["18 arbres", "Le plus beau jardin", "Un jardin à Jean", "Une école à partager"]
    engine.apply([entry(text, text) for text in [title, *others]])

    for text in typed:
        assert [one.title for one in engine.suggest(text, now=NOW)] == [title], text


@pytest.mark.parametrize("typed", ["jardin a", "18 ar", "st"])
def test_suggestions_do_not_join_words(typed: str, engine: Engine) -> None:
    engine.apply([entry(text, text) for text in ("Jardinage", "18ar", "Saint-Lô")])

    assert engine.suggest(typed, now=NOW) == []
