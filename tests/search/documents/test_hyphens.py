"""Words cut at line ends are joined; compounds keep their hyphen."""

import pytest

from hub.search.attachments.program.hyphens import joined_lines


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("énergie re-\nnouvelable", "énergie renouvelable"),
        ("coopé- \r\n  ration", "coopération"),
        ("coopé\u00ad\nration", "coopération"),
        ("coopé¬\nration", "coopération"),
        ("co\u00adopé\u00adration", "coopération"),
        ("COMMU-\nNAUTÉ", "COMMUNAUTÉ"),
        ("sous-\ncription", "souscription"),
        ("ex-\nposition", "exposition"),
        ("mi-\nlieu", "milieu"),
        ("au-\ntomne", "automne"),
        ("librement, aimable-\nment", "librement, aimablement"),
        ("entre-\nprise", "entreprise"),
        ("porte-\nfeuille", "portefeuille"),
        ("é-\ncole", "école"),
    ],
)
def test_cut_word_is_joined(text: str, joined: str) -> None:
    assert joined_lines(text) == joined


@pytest.mark.parametrize(
    "compound",
    [
        "tiers-|lieux", "TIERS-|LIEUX", "peut-|être", "Saint-|Denis", "Île-|de-France",
        "Châlons-en-|Champagne", "2025-|2026", "COVID-|19", "dix-|sept", "quatre-|vingts",
        "vis-|à-vis", "vis-à-|vis", "c’est-|à-dire", "main-|d’œuvre", "dit-|il", "a-t-|il",
        "celui-|ci", "rendez-|vous", "est-|ce", "lui-|même", "sous-|préfet", "ex-|maire",
        "mi-|temps", "au-|delà", "socio-|économique", "e-|mail", "ESS-|climat", "porte-|parole",
        "bien-|être", "peut\u2011|être",
    ],
)  # fmt: skip
def test_compound_keeps_its_hyphen(compound: str) -> None:
    text = compound.replace("|", "\n")
    assert joined_lines(text) == compound.replace("|", "").replace("\u2011", "-")


def test_rest_of_the_text_decides() -> None:
    assert joined_lines("Un café-\nconcert. Les cafés-concerts") == (
        "Un café-concert. Les cafés-concerts"
    )
    assert joined_lines("Un tiers-\nlieu. Les tierslieux.") == "Un tierslieu. Les tierslieux."


def test_hyphen_shared_by_two_words_is_kept_with_its_space() -> None:
    assert joined_lines("micro-\net macro-économie") == "micro- et macro-économie"


@pytest.mark.parametrize("text", ["- un\n- deux\n", "mot -\nmot", "(re-)\ndire", "fin –\nsuite"])
def test_other_dashes_are_unchanged(text: str) -> None:
    assert joined_lines(text) == text


@pytest.mark.parametrize("text", ["a" * 500_000 + "-\nb", "a-" * 250_000 + "\nb"])
def test_endless_words_are_read_in_linear_time(text: str) -> None:
    assert len(joined_lines(text)) in (len(text) - 1, len(text) - 2)
