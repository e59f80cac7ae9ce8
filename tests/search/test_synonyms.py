import pytest

from hub.search import synonyms
from hub.search.analysis import tokens
from hub.search.contract import Entry, SearchRequest
from hub.search.embedded import EmbeddedEngine
from hub.search.query import parse_query
from hub.search.synonyms import synonym_table


def test_words_of_a_group_are_equivalent() -> None:
    table = synonym_table([["voie verte", "Piste cyclable"], ["voie verte", "véloroute"], ["seul"]])

    assert table == {
        "voie vert": ["Piste cyclable", "véloroute"],
        "pist cyclabl": ["voie verte"],
        "velorout": ["voie verte"],
    }


@pytest.mark.parametrize(
    ("acronym", "meaning", "other"),
    [
        ("PAT", "projet alimentaire territorial", "patients"),
        ("PLU", "plan local d’urbanisme", "pluies"),
        ("SCoT", "schéma de cohérence territoriale", "scooter"),
    ],
)
def test_an_acronym_is_no_form_of_another_word(acronym: str, meaning: str, other: str) -> None:
    table = synonym_table([(acronym, meaning)])

    for typed in (acronym, acronym.lower()):
        (expansion,) = parse_query(typed, table).expansions
        assert expansion.phrase == tuple(token.exact for token in tokens(meaning))
    assert parse_query(other, table).expansions == ()
    (expansion,) = parse_query(meaning, table).expansions
    assert [word.typed for word in expansion.words] == [acronym]


def test_a_source_is_asked_again_once_forgotten(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    groups = [["alpha", "bêta"]]
    monkeypatch.setattr(synonyms, "SOURCES", (lambda: groups,))
    synonyms.forget_synonyms()

    assert synonyms.current_synonyms() == {"alpha": ["bêta"], "beta": ["alpha"]}
    groups.append(["gamma", "delta"])
    assert "delta" not in synonyms.current_synonyms()
    synonyms.forget_synonyms()
    assert "delta" in synonyms.current_synonyms()


def test_a_synonym_counts_less_than_the_word_itself(db: None) -> None:
    table = synonym_table([["potager", "jardin"]])
    engine = EmbeddedEngine(synonyms=lambda: table)
    engine.apply(
        [
            Entry(uid="other", kind="k", title="Un potager"),
            Entry(uid="typed", kind="k", title="Un jardin"),
        ]
    )

    hits = engine.search(SearchRequest(text="jardin")).hits

    assert [hit.uid for hit in hits] == ["typed", "other"]
    assert hits[1].matched == ("potager",)


def test_a_synonym_of_several_words_is_found_as_a_phrase_only(db: None) -> None:
    table = synonym_table([["AMAP", "panier de légumes"]])
    engine = EmbeddedEngine(synonyms=lambda: table)
    engine.apply(
        [
            Entry(uid="phrase", kind="k", title="Le panier de légumes"),
            Entry(uid="words", kind="k", title="Des légumes dans un panier"),
        ]
    )

    assert [hit.uid for hit in engine.search(SearchRequest(text="amap")).hits] == ["phrase"]
