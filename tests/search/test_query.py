import pytest

from hub.search import query
from hub.search.analysis import Token, tokens
from hub.search.query import QUERY_TERMS, parse_query, replace_words, synonym_key, verbatim_text


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


def compounds_of(text: str) -> list[tuple[tuple[int, ...], str, bool]]:
    return [(c.terms, c.joined.exact, c.is_unit) for c in parse_query(text).compounds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un tiers-lieu", [((0, 1), "tierslieu", True)]),
        ("mini\u2011bus et tiers lieu", [((0, 1), "minibus", True), ((2, 3), "tierslieu", True)]),
        ("mini bus", [((0, 1), "minibus", True)]),
        ("budget participatif", [((0, 1), "budgetparticipatif", False)]),
        ("L’Île-Saint-Denis", [((0, 1, 2), "ilesaintdenis", True)]),
        ("porte-à-porte", [((0,), "porteaporte", True)]),
        ("un rendez-vous", [((0,), "rendezvous", True)]),
        ("covid-19", [((0, 1), "covid19", True)]),
        ("état des lieux", []),
        ("eau, école", []),
        ("peut-on dit-il 10-12 2025 2026", []),
    ],
)
def test_compounds_are_recognised(text: str, expected: list) -> None:
    assert compounds_of(text) == expected


def test_a_compound_has_the_stem_of_its_joined_form() -> None:
    forms = ["tiers-lieux", "tiers lieux", "Tiers-Lieu"]

    stems = {parse_query(form).compounds[0].joined.stem for form in forms}

    assert stems == {parse_query("tierslieu").terms[0].stem}


def test_an_excluded_compound_does_not_exclude_its_parts() -> None:
    query = parse_query("école -tiers-lieux -mairie")

    assert {term.exact for term in query.excluded} == {"mairie", "tierslieux"}


@pytest.mark.parametrize(
    ("text", "term", "other"),
    [("Lil’Ô", "lilo", ["lil", "o"]), ("PLU(i)", "plui", ["plu"]), ("l’école", "ecole", None)],
)
def test_other_spellings_are_expansions(text: str, term: str, other: list[str] | None) -> None:
    query = parse_query(text)

    assert [one.exact for one in query.terms] == [term]
    assert [[word.exact for word in one.words] for one in query.expansions] == (
        [other] if other else []
    )


def test_a_word_alone_in_quotation_marks_is_not_corrected() -> None:
    parsed = parse_query("« cantinne » scolaire « plan local »")

    assert [(term.exact, term.is_verbatim) for term in parsed.terms] == [
        ("cantinne", True),
        ("scolaire", False),
        ("plan", False),
        ("local", False),
    ]


def test_corrected_words_are_put_in_quotation_marks_to_be_searched_as_typed() -> None:
    assert verbatim_text("la Cantinne bio", "la cantine bio") == "la «\u00a0Cantinne\u00a0» bio"
    assert verbatim_text("l’ecoel bio", "l’école bio") == "l’«\u00a0ecoel\u00a0» bio"


def test_a_text_is_parsed_once_whatever_the_synonyms(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(text: str) -> list[Token]:
        parsed.append(text)
        return tokens(text)

    monkeypatch.setattr(query, "tokens", counted)
    text = "une question posée une seule fois"

    plain = parse_query(text)
    expanded = parse_query(text, {synonym_key("question"): ["demande"]})

    assert parsed.count(text) == 1
    assert plain.expansions == ()
    assert len(expanded.expansions) == 1
