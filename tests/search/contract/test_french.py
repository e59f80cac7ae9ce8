"""French analysis: accents, stems, stop words, acronyms, typos, phrases."""

from collections.abc import Callable

import pytest

from hub.search.contract import Engine, SearchRequest
from tests.search.contract.conftest import entry, words_only

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize(
    "text",
    [
        "rénovation énergétique",
        "renovation energetique",
        "RÉNOVATION ÉNERGÉTIQUE",
        "rénovations énergétiques",
        "rénover",
        "la rénovation de l'énergie ?",
        "re\u0301novation",
        "œuvres d’élèves",
        "oeuvre d'élève",
        "« rénovation énergétique »",
        "toit d’école",
    ],
)
def test_accents_case_and_punctuation_are_ignored(
    text: str, found: Callable[..., list[str]]
) -> None:
    assert found(text)[0] == "cantine"


@pytest.mark.parametrize(
    "text", ["rencontre", "rencontrent", "rencontrer", "rencontres", "les rencontrait-on ?"]
)
def test_forms_of_a_verb_match(text: str, found: Callable[..., list[str]]) -> None:
    assert set(found(text)) == {"lettre-1", "lettre-2"}


def test_a_containing_territory_matches(found: Callable[..., list[str]]) -> None:
    assert found("Normandie") == ["covoiturage"]


def test_stop_words_alone_match_titles(found: Callable[..., list[str]]) -> None:
    assert found("et nous ?") == ["nous"]


@pytest.mark.parametrize("text", ["", "?", "« »", "…", "🌱", "\x00", " \ud800 "])
def test_a_query_without_a_word_lists_everything(
    text: str, found: Callable[..., list[str]]
) -> None:
    assert len(found(text)) == 5


def test_an_acronym_matches_its_expansion(found: Callable[..., list[str]]) -> None:
    assert found("ESS") == ["covoiturage"]
    assert found("E.S.S.") == ["covoiturage"]


@pytest.mark.parametrize(
    "text", ["covoituarge", "covoiturag", "covoitturage", "covoitirage", "covoiturages"]
)
def test_one_typo_is_corrected(text: str, found: Callable[..., list[str]]) -> None:
    assert found(text) == ["covoiturage"]


def test_the_first_letter_is_not_corrected(found: Callable[..., list[str]]) -> None:
    assert found("movoiturage") == []


def test_a_correction_is_proposed(library: Engine, found: Callable[..., list[str]]) -> None:
    page = library.search(SearchRequest(text="renovation énergetiqeu"))

    assert page.did_you_mean == "renovation énergétique"
    assert library.search(SearchRequest(text="rénovation")).did_you_mean == ""


def test_a_correction_leaves_longer_words_unchanged(
    library: Engine, found: Callable[..., list[str]]
) -> None:
    page = library.search(SearchRequest(text="renovatio renovations"))

    assert page.did_you_mean == "rénovation renovations"


def test_a_phrase_is_found_in_this_order_only(found: Callable[..., list[str]]) -> None:
    assert found("« économie sociale et solidaire »") == ["covoiturage"]
    assert set(found('"les habitants"')) == {"covoiturage", "lettre-1", "lettre-2"}
    assert set(found("“rencontrent les habitants”")) == {"lettre-1", "lettre-2"}


@words_only
def test_an_absent_phrase_falls_back_to_its_words(found: Callable[..., list[str]]) -> None:
    assert found("« toit de la cantine »") == ["cantine"]


@words_only
def test_a_phrase_and_an_acronym_are_found_in_names_of_themes_and_territories(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    themes = ("Économie sociale et solidaire", "Mobilité")
    engine.apply([entry("theme", "Une recyclerie", themes=themes, territories=("Plaine Commune",))])

    assert "theme" in found("ESS")
    assert "theme" in found("« économie sociale et solidaire »")
    assert found("« plaine commune »") == ["theme"]
    # From one theme to the next there is no phrase: the words alone are found.
    assert set(found('"solidaire mobilité"')) == set(found("solidaire mobilité"))


@words_only
def test_a_phrase_does_not_run_from_one_field_to_the_next(found: Callable[..., list[str]]) -> None:
    # The title ends with « Lisieux », the body begins with « Les habitants ».
    assert set(found('"Lisieux les habitants"')) == set(found("Lisieux les habitants"))


def test_an_excluded_word_leaves_out_its_forms_too(found: Callable[..., list[str]]) -> None:
    assert set(found("mobilité -lettres")) == {"covoiturage"}
    assert set(found("-lettre")) == {"covoiturage", "cantine", "nous"}


@words_only
def test_hits_list_their_matched_words(library: Engine) -> None:
    (hit,) = library.search(SearchRequest(text="covoiturage zzzzz")).hits

    assert hit.matched == ("covoiturage",)
