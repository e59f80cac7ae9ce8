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
        ("Saint-Étienne (75 000 hab.)", ["saint", "etienne", "75000", "hab"]),
        ("18 500, 18\u00a0500, 18\u202f500, 18.500, 18500", ["18500"] * 5),
        ("1 200 300 500m", ["1200300500"]),
        ("2025 2026, le 12.05.2026", ["2025", "2026", "12", "05", "2026"]),
        ("en 2026 18 500 habitants", ["2026", "18500", "habitants"]),
        ("01 23 45 67 89", ["01", "23", "45", "67", "89"]),
        ("0 800 123 456", ["0", "800", "123", "456"]),
        ("l’E.S.S, l’E.S.S. et l’ESS", ["ess", "ess", "ess"]),
        ("lʼécole, les prudʼhommes, ʼété", ["ecole", "prudhommes", "ete"]),
        ("Lil’Ô, Lil'O, LilʼÔ", ["lilo", "lilo", "lilo"]),
        (
            "PLU(i), PLUi(H), élu(e)s, animateur(rice)s",
            ["plui", "pluih", "elues", "animateurrices"],
        ),
        ("élu·e·s, l’élu·e, élu.e.s", ["elu", "elu", "elu"]),
        ("une phrase.elle, un mot(s’il)", ["phrase", "mot"]),
        ("St-Jean, st jean, St. Jean", ["saint", "jean", "saint", "jean", "saint", "jean"]),
        ("Ste-Anne, la Sté Anne, la rue St", ["sainte", "anne", "ste", "anne", "rue", "st"]),
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
