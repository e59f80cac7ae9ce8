"""Spellings of a word: compounds, numbers, apostrophes, acronyms, forms, names, typos."""

from collections.abc import Callable

import pytest

from hub.search.contract import Engine, SearchRequest
from tests.factories import TerritoryFactory
from tests.search.contract.conftest import entry

Search = Callable[..., list[str]]


def fill(engine: Engine, **texts: str) -> None:
    """Store one entry for each text; its uid is the name of the argument."""
    engine.rebuild([entry(uid, "Titre", text) for uid, text in texts.items()])


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Un tiers-lieu ouvre.", "tierslieu"),
        ("Des tiers-lieux ouvrent.", "tierslieu"),
        ("Des tiers lieux ouvrent.", "tierslieux"),
        ("Des tiers lieux ouvrent.", "tiers-lieu"),
        ("Le mini-bus passe.", "minibus"),
        ("Le mini\u2011bus passe.", "minibus"),
        ("Le minibus passe.", "mini-bus"),
        ("Le minibus passe.", "mini bus"),
        ("Une visioconférence.", "visio-conférence"),
        ("La recyclerie ouvre.", "re-cyclerie"),
        ("En visio-conférence.", "visioconférence"),
        ("La re-cyclerie ouvre.", "recyclerie"),
        ("À Saint-Denis.", "saint denis"),
        ("À L’Île-Saint-Denis.", "ile saint denis"),
    ],
)
def test_a_compound_is_found_in_one_word_or_two(
    engine: Engine, found: Search, written: str, typed: str
) -> None:
    fill(engine, other="Une école.", wanted=written)

    assert found(typed) == ["wanted"]


def test_an_excluded_compound_keeps_entries_with_its_parts(engine: Engine, found: Search) -> None:
    fill(engine, place="Un lieu pour le tiers du budget.", compound="Le budget du tiers-lieu.")

    assert found("budget -tiers-lieu") == ["place"]


@pytest.mark.parametrize("written", ["18 500", "18\u00a0500", "18\u202f500", "18.500", "18500"])
@pytest.mark.parametrize("typed", ["18500", "18 500", "18.500"])
def test_a_number_is_found_with_or_without_separators(
    engine: Engine, found: Search, written: str, typed: str
) -> None:
    fill(engine, other="18 habitants et 500 arbres", wanted=f"Pour {written} habitants")

    assert found(typed) == ["wanted"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("L’E.S.S. en Touraine", "ESS"),
        ("L’ESS en Touraine", "E.S.S"),
        ("Le PLU(i) du pays", "PLUi"),
        ("Le PLU(i) du pays", "PLU"),
        ("Le PLUi du pays", "PLU(i)"),
        ("Le PLU du pays", "PLU(i)"),
        ("La ferme Lil’Ô", "Lil'O"),
        ("La ferme Lil Ô", "Lil’Ô"),
        ("La ferme LilʼÔ", "lil'ô"),
        ("Lʼécole du bourg", "école"),
        ("À Saint-Jean", "st jean"),
        ("À St-Jean", "saint jean"),
        ("À Ste. Anne", "sainte-anne"),
        ("Les élu·e·s du pays", "élu"),
        ("Les habitant(e)s du pays", "habitants"),
    ],
)
def test_spellings_of_a_word_are_equivalent(
    engine: Engine, found: Search, written: str, typed: str
) -> None:
    fill(engine, other="Une forêt.", wanted=written)

    assert found(typed) == ["wanted"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Les élues du pays", "élu"),
        ("Un élu du pays", "élues"),
        ("Un logement neuf", "loger"),
        ("Se loger au bourg", "logements"),
        ("Une terre agricole", "agriculture"),
        ("Des agriculteurs installés", "agricole"),
        ("Vulgariser les sciences", "vulgarisation"),
    ],
)
def test_forms_and_derivations_match(
    engine: Engine, found: Search, written: str, typed: str
) -> None:
    fill(engine, other="Une forêt.", wanted=written)

    assert found(typed) == ["wanted"]


def test_the_common_good_is_not_the_municipality(engine: Engine, found: Search) -> None:
    fill(engine, commune="La commune et ses communes voisines", common="Les communs, un bien")

    assert found("bien commun") == ["common"]


@pytest.mark.parametrize("typed", ["cantinne", "catnine", "cantline"])
def test_a_corrected_word_is_announced(engine: Engine, found: Search, typed: str) -> None:
    fill(engine, one="La cantine du bourg", other="Une forêt")

    assert found(typed) == ["one"]
    assert engine.search(SearchRequest(text=typed)).did_you_mean == "cantine"


@pytest.mark.parametrize("typed", ["cantine", "cantines", "bourgs"])
def test_a_form_of_a_known_word_is_not_a_correction(engine: Engine, typed: str) -> None:
    fill(engine, one="La cantine du bourg")

    assert engine.search(SearchRequest(text=typed)).did_you_mean == ""


def test_a_word_in_quotation_marks_is_not_corrected(engine: Engine, found: Search) -> None:
    fill(engine, one="La cantine du bourg", other="Une forêt")

    assert found("« catnine »") == []
    assert engine.search(SearchRequest(text="« catnine »")).did_you_mean == ""


def test_the_name_of_a_territory_is_not_corrected(engine: Engine, found: Search) -> None:
    fill(engine, everybody="Pour tous, toujours", happy="Des jours heureux")
    before = found("touts")
    TerritoryFactory(name="Touts-sur-Loire")

    assert before == ["everybody"]
    assert found("touts") == []
    assert engine.search(SearchRequest(text="touts heureux")).did_you_mean == ""


def test_the_name_of_a_territory_is_not_another_word(engine: Engine, found: Search) -> None:
    TerritoryFactory(name="Tours")
    fill(engine, town="La mairie de Tours.", turn="Chacun son tour.", all="Ouvert à tous.")
    assert found("Tours") == ["town"]
    assert set(found("tour")) == {"town", "turn"}


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("PLU", "plus"),
        ("PLU(i)", "plus"),
        ("port", "porteur"),
        ("sort", "sortie"),
        ("PAT", "patient"),
    ],
)
def test_acronyms_and_short_words_match_their_own_forms(
    engine: Engine, found: Search, typed: str, other: str
) -> None:
    fill(engine, own=f"Un texte avec {typed}.", other=f"Un texte avec {other}.")
    assert found(typed) == ["own"]
