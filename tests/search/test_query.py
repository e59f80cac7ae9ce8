import pytest

from hub.search.query import QUERY_TERMS, parse_query, replace_words, synonym_key


def asked(text: str) -> list[str]:
    return [term.exact for term in parse_query(text).terms]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Qu’est-ce que la médiation familiale ?", ["mediation", "familiale"]),
        ("école École ECOLE", ["ecole"]),
        ("rénovation : énergétique !", ["renovation", "energetique"]),
        ("a AND b OR NOT NEAR(c) title:d*", ["and", "b", "not", "near", "title"]),
        ("?! … « »", []),
        ("où et quand", ["ou", "et", "quand"]),
        ("\x00\ud800\u202e", []),
    ],
)
def test_words_are_kept_and_punctuation_dropped(text: str, terms: list[str]) -> None:
    assert asked(text) == terms


@pytest.mark.parametrize("marks", ["« {} »", "«\u00a0{}\u00a0»", "“{}”", '"{}"'])
def test_a_phrase_stands_in_any_quotation_marks(marks: str) -> None:
    query = parse_query(f"projet {marks.format('budget de l’eau')}")

    assert query.phrases == (("budget", "de", "eau"),)
    assert [term.exact for term in query.terms] == ["projet", "budget", "eau"]


@pytest.mark.parametrize("text", ['"eau', '""', '"eau"', "«", "» eau «", "“eau"])
def test_marks_that_enclose_no_phrase_are_dropped(text: str) -> None:
    assert parse_query(text).phrases == ()


def test_a_word_after_a_hyphen_is_left_out() -> None:
    query = parse_query("école -maternelle porte-à-porte - rural")

    assert [term.exact for term in query.excluded] == ["maternelle"]
    assert [term.exact for term in query.terms] == ["ecole", "porte", "rural"]


def test_a_long_text_is_cut() -> None:
    query = parse_query(" ".join(f"mot{number}" for number in range(20_000)))

    assert len(query.text) <= 200
    assert len(query.terms) == QUERY_TERMS


def test_synonyms_expand_their_words() -> None:
    synonyms = {synonym_key("économie sociale et solidaire"): ["ESS"]}

    (expansion,) = parse_query("aides à l’économie sociale et solidaire", synonyms).expansions

    assert expansion.terms == (1, 2, 3)
    assert [word.exact for word in expansion.words] == ["ess"]
    assert expansion.phrase == ()
    assert 0 < expansion.weight < 1


def test_a_synonym_of_several_words_is_a_phrase() -> None:
    synonyms = {synonym_key("ESS"): ["économie sociale et solidaire"]}

    (expansion,) = parse_query("ess", synonyms).expansions

    assert expansion.phrase == ("economie", "sociale", "et", "solidaire")
    assert [word.stem for word in expansion.words] == ["econom", "social", "solidair"]


def test_a_synonym_matches_in_the_plural() -> None:
    synonyms = {synonym_key("piste cyclable"): ["voie verte"]}

    assert parse_query("des pistes cyclables", synonyms).expansions


@pytest.mark.parametrize(
    ("text", "replacements", "expected"),
    [
        ("territoir territoires", {"territoir": "territoire"}, "territoire territoires"),
        ("cole école primaire", {"cole": "clé"}, "clé école primaire"),
        ("l’ecoel, « l’ecoel »", {"ecoel": "école"}, "l’école, « l’école »"),
        ("RENOVATOIN renovatoin", {"renovatoin": "rénovation"}, "rénovation rénovation"),
        ("rien à changer", {"rein": "rien"}, "rien à changer"),
    ],
)
def test_whole_words_alone_are_replaced(text: str, replacements: dict, expected: str) -> None:
    assert replace_words(text, replacements) == expected
