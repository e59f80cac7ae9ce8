"""Extraction of quotations from sentences: no word lost or repeated, readable remainder."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from hub.newsletters.importing import parse_letter, read_path
from hub.newsletters.importing.documents import Emphasis, Link, Paragraph, Span
from hub.newsletters.importing.parsed import Prose, Quotation
from hub.newsletters.importing.parser.extraction import Extraction, extract, is_extractable
from hub.newsletters.importing.parser.quotations import QUOTED
from hub.newsletters.importing.typography import typeset
from tests.newsletters.importing.conftest import EXAMPLE, REAL
from tests.newsletters.importing.words import words_of


def paragraph(text: str, **hints: tuple[Link | Emphasis, ...]) -> Paragraph:
    return Paragraph(text, Span(1, 1), **hints)


def quotations(source: Paragraph) -> list[Quotation]:
    return [
        Quotation(m[m.lastindex], source.span, *m.span(m.lastindex), speaker="Ana")
        for m in QUOTED.finditer(source.text)
    ]


def pieces(text: str) -> tuple[list[tuple[str, str]], Extraction]:
    source = paragraph(text)
    made = extract(source, quotations(source))
    return [("Q" if isinstance(p, Quotation) else "P", p.text) for p in made.pieces], made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Elle est là. « Il faut planter » ajoute-t-elle.",
            [("P", "Elle est là. Elle ajoute\u00a0:"), ("Q", "Il faut planter")],
        ),
        (
            "« Il faut planter », dit-elle. Et puis voilà.",
            [("P", "Elle dit\u00a0:"), ("Q", "Il faut planter"), ("P", "Et puis voilà.")],
        ),
        (
            "De manière globale, « que faire ? » se demande le maire. Puis : « planter tout »",
            [
                ("P", "De manière globale. Le maire se demande\u00a0:"),
                ("Q", "que faire ?"),
                ("P", "Puis :"),
                ("Q", "planter tout"),
            ],
        ),
        (
            "« Il faut planter », a-t-il ajouté, souriant.",
            [("P", "Il a ajouté, souriant\u00a0:"), ("Q", "Il faut planter")],
        ),
        (
            "« Il faut planter », explique Ana Do, maire de Valombrette.",
            [("P", "Ana Do, maire de Valombrette, explique\u00a0:"), ("Q", "Il faut planter")],
        ),
        (
            "Pour Ana, « rien ne pousse ». Selon elle, tout va.",
            [("P", "Pour Ana\u00a0:"), ("Q", "rien ne pousse"), ("P", "Selon elle, tout va.")],
        ),
        (
            "Le Phares, (« notre centre du monde ») est né ici. Il grandit.",
            [
                ("P", "Le Phares, est né ici."),
                ("Q", "notre centre du monde"),
                ("P", "Il grandit."),
            ],
        ),
    ],
)
def test_sentence_around_a_quotation_is_repaired(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found, made = pieces(text)
    assert found == expected
    assert not made.cut


def test_sentence_that_goes_on_after_its_quotation_is_told() -> None:
    found, made = pieces("Pour elle, « planter une haie » est la seule réponse.")
    assert found[-1] == ("P", "…\u00a0est la seule réponse.")
    assert made.cut


def test_incise_is_told_as_written_and_as_it_becomes() -> None:
    _, made = pieces("« Il faut planter », ajoute-t-elle.")
    assert made.incises == [("ajoute-t-elle", "Elle ajoute\u00a0:")]


def test_links_and_bold_stay_on_their_words() -> None:
    text = "Lire la note. « Il faut planter » Puis le site."
    source = paragraph(
        text, links=(Link("https://a.example/", 39, 43),), emphasis=(Emphasis(5, 12),)
    )
    first, _, last = extract(source, quotations(source)).pieces
    assert [first.text[e.start : e.end] for e in first.emphasis] == ["la note"]
    assert [last.text[k.start : k.end] for k in last.links] == [text[39:43]]


def test_quotation_that_holds_a_link_may_not_leave() -> None:
    source = paragraph("Ana : « voir ce site ici »", links=(Link("https://a.example/", 13, 17),))
    assert not is_extractable(source, quotations(source)[0])


def words(texts: list[str]) -> Counter[str]:
    """The words, but the « t » of « ajoute-t-il », which is a sound between two of them."""
    return Counter(words_of(re.sub(r"-t-", "-", text) for text in texts))


@pytest.mark.parametrize("path", [EXAMPLE, REAL], ids=["example", "real"])
def test_every_choice_of_quotations_keeps_the_words_once(path: Path) -> None:
    if not path.exists():
        path = EXAMPLE  # the real letter is not public
    letter = parse_letter(typeset(read_path(path).paragraphs)[0])
    quoting = [item for item in letter.all_items() if isinstance(item, Prose) and item.quotations]
    assert sum(len(item.quotations) for item in quoting) == (14 if path == REAL else 4)
    for item in quoting:
        for count in range(1, len(item.quotations) + 1):
            for chosen in combinations(item.quotations, count):
                made = extract(item.paragraph, chosen)
                assert [p for p in made.pieces if isinstance(p, Quotation)] == list(chosen)
                after = [piece.text for piece in made.pieces]
                assert words(after) == words([item.paragraph.text])
                prose = [p.text for p in made.pieces if isinstance(p, Paragraph)]
                assert not any(q.text in text for q in chosen for text in prose)
