import pytest

from hub.core.values.typography import alphabetical_key, french, thousands


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pourquoi coopérer ?", "Pourquoi coopérer\u00a0?"),
        ("Un défi : s'écouter !", "Un défi\u00a0: s’écouter\u00a0!"),
        ("« Ensemble »", "«\u00a0Ensemble\u00a0»"),
        ("«Ensemble »", "«\u00a0Ensemble\u00a0»"),
        ("Lettre n° 3", "Lettre n°\u00a03"),
        ("12 %", "12\u00a0%"),
        ("9:30 sur https://example.org/?a", "9:30 sur https://example.org/?a"),
        ("5' chrono", "5' chrono"),
        (None, ""),
    ],
)
def test_french_binds_signs_and_leaves_addresses(typed: str | None, shown: str) -> None:
    assert french(typed) == shown


def test_french_applied_twice_changes_nothing_more() -> None:
    once = french("« L'été » : enfin !")
    assert french(once) == once


def test_thousands_separates_every_three_digits() -> None:
    assert [thousands(n) for n in (0, 999, 1204, 1234567)] == [
        "0",
        "999",
        "1\u00a0204",
        "1\u00a0234\u00a0567",
    ]


def test_alphabetical_key_sets_accents_and_case_aside() -> None:
    names = ["Tiers-lieux", "Économie", "emploi", "Écologie", "Eau"]
    assert sorted(names, key=alphabetical_key) == [
        "Eau",
        "Écologie",
        "Économie",
        "emploi",
        "Tiers-lieux",
    ]
