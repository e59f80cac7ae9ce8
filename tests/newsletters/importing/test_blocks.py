"""Texts longer than a field of a block: truncated there, kept in full in a paragraph."""

from typing import Any

import pytest

from hub.newsletters.importing.builder.blocks import BlockBuilder
from hub.newsletters.importing.builder.images import ImageMatches
from hub.newsletters.importing.builder.initiatives import InitiativeMatches
from hub.newsletters.importing.builder.people import PeopleMatches
from hub.newsletters.importing.builder.territories import TerritoryMatches
from hub.newsletters.importing.documents import (
    Emphasis,
    Link,
    Paragraph,
    ParagraphKind,
    SourceDocument,
    Span,
)
from hub.newsletters.importing.parsed import (
    Answer,
    Heading,
    Interview,
    ItemList,
    ParsedLetter,
    ParsedRubrique,
    Prose,
)

pytestmark = pytest.mark.django_db

LONG = "mot " * 130 + "fin"


def paragraph(text: str, **hints: Any) -> Paragraph:
    return Paragraph(text, Span(1, 1), **hints)


def new_builder() -> BlockBuilder:
    territories = TerritoryMatches([])
    people = PeopleMatches(ParsedLetter(), territories)
    images = ImageMatches(SourceDocument("lettre", "text", []), ParsedLetter())
    return BlockBuilder(people, territories, InitiativeMatches(), images)


@pytest.fixture
def builder() -> BlockBuilder:
    return new_builder()


def content(
    builder: BlockBuilder, *items: object, **fields: str
) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    rubrique = ParsedRubrique("Édito", Span(1, 1), items=list(items), **fields)
    value = builder.rubrique(rubrique, None)["value"]
    return value, [(block["type"], block["value"]) for block in value["content"]]


def test_headline_too_long_is_whole_in_a_paragraph(builder: BlockBuilder) -> None:
    value, blocks = content(builder, headline=LONG)
    assert len(value["headline"]) <= 160
    assert blocks == [("paragraph", f"<p><b>{LONG}</b></p>")]
    assert "Titre de rubrique" in builder.notes[0].message


def test_question_too_long_is_whole_in_a_paragraph(builder: BlockBuilder) -> None:
    answer = Answer("Ada Exemple", "", "", "", Span(1, 1), [paragraph("Oui.")])
    _, blocks = content(builder, Interview(paragraph(LONG), [answer]))
    assert blocks[0] == ("paragraph", f"<p>{LONG}</p>")
    assert len(blocks[1][1]["question"]) <= 400


def test_function_too_long_is_whole_in_the_answer(builder: BlockBuilder) -> None:
    answer = Answer("Ada Exemple", LONG, LONG, "", Span(1, 1), [paragraph("Oui.")])
    _, [(_, interview)] = content(builder, Interview(paragraph("Quoi ?"), [answer]))
    value = interview["answers"][0]["value"]
    assert len(value["role"]) <= 255
    assert value["text"] == f"<p>Ada Exemple, {LONG}</p><p>Oui.</p>"


def test_interview_without_question_is_reported(builder: BlockBuilder) -> None:
    answer = Answer("Ada Exemple", "", "", "", Span(1, 1), [paragraph("Oui.")])
    _, [(kind, interview)] = content(builder, Interview(None, [answer]))
    assert (kind, interview["question"]) == ("interview", "")
    assert "sans question" in builder.notes[0].message


def test_heading_too_long_becomes_a_paragraph(builder: BlockBuilder) -> None:
    _, blocks = content(builder, Heading(paragraph(LONG)), Heading(paragraph("Court")))
    assert [kind for kind, _ in blocks] == ["paragraph", "heading"]


def test_bullets_are_a_list_and_guessed_items_paragraphs(builder: BlockBuilder) -> None:
    bullets = [paragraph(text, kind=ParagraphKind.LIST_ITEM) for text in ("un", "deux")]
    guessed = ItemList([paragraph("trois"), paragraph("quatre")], announced=True)
    numbered = ItemList([paragraph("1. cinq", kind=ParagraphKind.LIST_ITEM)])
    _, blocks = content(builder, ItemList(bullets), guessed, numbered)
    assert [value for _, value in blocks] == [
        "<ul><li>un</li><li>deux</li></ul>",
        "<p>trois</p>",
        "<p>quatre</p>",
        "<p>1. cinq</p>",
    ]


def test_links_and_emphasis_are_kept_when_they_are_safe(builder: BlockBuilder) -> None:
    marked = paragraph(
        "Lire ceci et cela, <vite>",
        links=(Link("https://a.example/?b&c", 5, 9), Link("javascript:alert(1)", 13, 17)),
        emphasis=(Emphasis(0, 9), Emphasis(10, 12, strong=False)),
    )
    _, [(_, html)] = content(builder, Prose(marked))
    assert html == (
        '<p><b>Lire </b><a href="https://a.example/?b&amp;c"><b>ceci</b></a> '
        "<i>et</i> cela, &lt;vite&gt;</p>"
    )


def test_same_words_give_the_same_ids_and_twins_their_own(builder: BlockBuilder) -> None:
    items = [Prose(paragraph("Un mot.")), Prose(paragraph("Un mot."))]
    rubrique = ParsedRubrique("Édito", Span(1, 1), items=items)
    first, second = builder.rubrique(rubrique, None), new_builder().rubrique(rubrique, None)
    assert first == second
    assert len({block["id"] for block in first["value"]["content"]}) == 2
