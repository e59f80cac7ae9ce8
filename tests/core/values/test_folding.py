import pytest

from hub.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’ÉCOLE", "l’ecole"),
        ("lʼécole l‘été d´hiver", "l’ecole l’ete d’hiver"),
        ("Cœur d’œuvre, curriculum vitæ", "coeur d’oeuvre, curriculum vitae"),
        ("Ærø, Łódź, Đakovo", "aero, lodz, dakovo"),
        ("e\u0301te\u0301", "ete"),
        ("co\u00adopé\u200bration", "cooperation"),
        ("ﬁnances CO₂ le 1ᵉʳ", "finances co2 le 1er"),
        ("\ud800", "\ud800"),
        ("", ""),
    ],
)
def test_case_accents_and_invisible_characters_are_removed(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_compatibility_forms_are_kept_on_request() -> None:
    assert fold("ÉTÉ CO₂", with_compatibility=False) == "ete co₂"
