import pytest

from hub.search.analysis import clean, content_tokens, exact_text, tokens


def words(text: str) -> list[str]:
    return [token.exact for token in content_tokens(text)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("l'école de l’été", ["ecole", "ete"]),
        ("jusqu’à l‘énergie d`ici", ["energie"]),
        ("qu'est-ce que la mobilité ?", ["mobilite"]),
        ("les prud’hommes, l’entr’aide", ["prudhommes", "entraide"]),
        ("l’E.S.S. et l’ESS", ["ess", "ess"]),
        ("« rénovation\u00a0» :\u202fénergétique\u00a0!", ["renovation", "energetique"]),
        ("Saint-Étienne (75 000 hab.)", ["saint", "etienne", "75", "000", "hab"]),
        ("🌱 \x00 … ?", []),
    ],
)
def test_words_other_than_stop_words_are_kept(text: str, kept: list[str]) -> None:
    assert words(text) == kept


def test_a_token_has_its_position_in_the_text() -> None:
    text = "Les élus de l’Œuvre"

    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Les",
        "élus",
        "de",
        "Œuvre",
    ]


def test_exact_text_keeps_small_words_for_phrases() -> None:
    assert exact_text("L’économie sociale ET solidaire.") == " economie sociale et solidaire "


def test_clean_text_suits_every_database() -> None:
    assert clean("a\0b\ud800c") == "a b?c"


def test_an_overlong_word_is_truncated() -> None:
    assert len(words("a" * 100_000)[0]) == 60
