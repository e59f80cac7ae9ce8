import pytest

from hub.folding import fold
from hub.search.analysis import stem


@pytest.mark.parametrize(
    "forms",
    [
        "rencontre rencontres rencontrent rencontrer rencontré rencontrait rencontraient",
        "commune communes",
        "rénovation rénovations rénover rénovent",
        "travail travaux travailler travaillent",
        "territorial territoriaux territoriale territoriales",
        "lieu lieux",
        "habitant habitants habitante",
        "social sociaux",
        "agriculteur agriculteurs",
        "financement financements",
        "développement développements",
        "participation participations participer",
        "élu élus élue élues",
        "loger loge loges logé logée logement logements",
        "aider aide aides aidé aidée aidant",
        "agriculture agricole agricoles agriculteur agriculteurs agricultrice",
        "viticulture viticole viticultrice",
        "vulgarisation vulgariser vulgarisé vulgarisateur",
        "organisation organiser organisateur organisatrice",
        "coopération coopérer",
        "modification modifier",
        "application appliquer",
        "publication publier",
        "public publique publics publiques",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "commune communication",
        "commune commun",
        "communes communs",
        "communiqué commun",
        "crue cru",
        "loue lou",
        "pays payer",
        "réparation repas",
        "climatisation climat",
        "école écologie",
        "ville village",
        "maire marie",
        "jeu jeune",
    ],
)
def test_different_words_keep_apart(pair: str) -> None:
    first, second = pair.split()

    assert stem(fold(first)) != stem(fold(second))


@pytest.mark.parametrize("word", ["", "a", "ess", "2026", "co2", "x" * 1000, "ss", "aux"])
def test_short_words_and_numbers_are_let_alone_and_nothing_raises(word: str) -> None:
    assert isinstance(stem(word), str)
    if len(word) <= 3 or not word.isalpha():
        assert stem(word) == word
