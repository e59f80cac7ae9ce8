"""Sentences of French text."""

import pytest

from hub.core.values.sentences import excerpt, sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["Le verger est là.", "Il pousse\u00a0!", "Et vous\u00a0?", "Nous aussi…"],
        ["M. Roy et Mme A. Dupont, maire de St. Jean, arrivent.", "Ils parlent."],
        ["«\u00a0À quoi sert ce pré\u00a0? Et ce bois\u00a0?\u00a0»", "Personne ne sait."],
        ["«\u00a0Ça va\u00a0?\u00a0» demande-t-elle.", "Fin."],
        ["Le 3. mai à 14.30, 2,5 t. de choux."],
        ["(Une parenthèse.)", "Puis une phrase."],
        ["Le climax.", "Puis la fin, au chap. 3 de l’œuvre."],
    ],
)
def test_text_is_cut_at_the_ends_of_sentences(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[span.start : span.end] for span in sentences(text)] == parts


def test_line_break_ends_a_sentence() -> None:
    text = "Un titre\n1. Planter des haies.\n2. Arroser"
    assert [text[span.start : span.end] for span in sentences(text)] == text.split("\n")


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("Une phrase courte.", 40, "Une phrase courte."),
        ("Une phrase. Une autre phrase. Une troisième.", 30, "Une phrase. Une autre phrase."),
        ("Le verger, le pré, la haie, le bois", 25, "Le verger, le pré\u00a0…"),
        ("Le verger et le pré et la haie du bourg", 25, "Le verger et le pré et\u00a0…"),
        ("", 10, ""),
    ],
)
def test_excerpt_is_cut_after_a_sentence_else_after_a_clause(
    text: str, length: int, shown: str
) -> None:
    assert excerpt(text, length) == shown


def test_excerpt_of_a_long_word_is_cut() -> None:
    assert len(excerpt("anticonstitutionnellement" * 8, 90)) <= 90
