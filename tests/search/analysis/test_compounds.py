import pytest

from hub.search.analysis import index_words, tokens


def joined(text: str) -> list[str]:
    return [token.exact for token in index_words(text, tokens(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les tiers-lieux et la re-cyclerie", ["tierslieux", "recyclerie"]),
        ("la visio‑conférence", ["visioconference"]),
        ("un mini bus, des tiers\u00a0lieux", ["minibus", "tierslieux"]),
        ("Val-de-Marne, porte-à-porte", ["valdemarne", "porteaporte"]),
        ("l’e-administration", ["eadministration"]),
        ("des rendez-vous", ["rendezvous"]),
        ("bien commun, plan local", []),
        ("peut-on, celui-ci, dit-elle", []),
        ("2024-2026, le 01-02-2026, 10-12 ans", []),
        ("un mot - un autre -mot", []),
    ],
)
def test_compounds_are_indexed_joined(text: str, expected: list[str]) -> None:
    assert joined(text) == expected


def test_a_joined_word_has_the_position_of_the_compound() -> None:
    text = "Un tiers-lieu."

    (found,) = index_words(text, tokens(text))

    assert text[found.start : found.end] == "tiers-lieu"
