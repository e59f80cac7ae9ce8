"""French typography of imported text: punctuation and spaces change, words do not."""

import re

import pytest

from hub.core.values.typesetting import apply_corrections, find_corrections, has_doubtful_quotes


def shown(text: str) -> str:
    return apply_corrections(text).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("l'été d'Évry", "l’été d’Évry"),
        ('"un mot" ici', "«~un mot~» ici"),
        ('« a "b c" d »', "«~a “b c” d~»"),
        ("“l'eau''", "“l’eau”"),
        ("oui ? non ! si : a ; b", "oui~? non~! si~: a~; b"),
        ("Bonjour! Note: a", "Bonjour~! Note~: a"),
        ("«x»", "«~x~»"),
        ("« x »", "«~x~»"),
        ("12 % et 3 €", "12~% et 3~€"),
        ("la lettre n° 3", "la lettre n°~3"),
        ('d\'"amour"', "d’«~amour~»"),
    ],
)
def test_certain_signs_are_corrected(typed: str, expected: str) -> None:
    assert shown(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        'voir https://exemple.fr/l\'x?y="z"&a=b',
        "www.exemple.fr/l'eau",
        "écrire à d'arc@exemple.fr",
        'le code `l\'eau "x"` reste',
        "à 9:30, un écran de 5\" et 3'20",
        "un sourire :) ou :-)",
        "déjà juste\u00a0: l’eau, «\u00a0x\u00a0»\u202f!",
    ],
)
def test_addresses_code_and_what_is_right_are_left(typed: str) -> None:
    assert apply_corrections(typed) == typed


@pytest.mark.parametrize("typed", ['il dit "oui', 'a"b" c', '"a" et " b', '" " vide'])
def test_ambiguous_quotation_marks_are_left_and_reported(typed: str) -> None:
    assert apply_corrections(typed).count('"') == typed.count('"')
    assert has_doubtful_quotes(typed)


def test_corrected_text_needs_no_more_correction() -> None:
    text = "L'eau: \"oui\" ! n° 3 ; “a'' «b» 5 %"
    assert find_corrections(apply_corrections(text)) == []


def test_corrections_change_no_word() -> None:
    text = "L'eau: \"oui non\" ! d'Arras n° 3 ; https://a.fr/l'x «b» 5 %"
    assert re.findall(r"\w+", apply_corrections(text)) == re.findall(r"\w+", text)
