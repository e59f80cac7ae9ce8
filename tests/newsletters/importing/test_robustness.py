"""Letters that are truncated, shuffled or without punctuation, and texts that are no letters."""

import codecs
import random
import re
from dataclasses import replace

import pytest

from hub.newsletters.importing import NewsletterImportError, parse_letter, read_pasted, read_source
from hub.newsletters.importing.documents import ParagraphKind, SourceDocument, Span
from hub.newsletters.importing.parsed import ParsedLetter
from hub.newsletters.importing.parser.letter import MAX_CHARACTERS
from tests.newsletters.importing.words import assert_faithful, keys, parse, words_of


def test_letter_truncated_at_any_paragraph_still_parses(example_document: SourceDocument) -> None:
    paragraphs = example_document.paragraphs
    for end in range(1, len(paragraphs) + 1):
        letter = parse_letter(paragraphs[:end])
        assert letter.number == 12
        assert_faithful(letter, paragraphs[:end])


def test_letter_without_its_beginning_parses_while_a_rubrique_is_left(
    example_document: SourceDocument,
) -> None:
    paragraphs = example_document.paragraphs
    last_heading = next(i for i, p in enumerate(paragraphs) if p.text.startswith("👉"))
    for start in range(1, last_heading + 1):
        letter = parse_letter(paragraphs[start:])
        assert letter.number is None
        assert any("numéro" in warning.message for warning in letter.warnings)
        assert_faithful(letter, paragraphs[start:])
    with pytest.raises(NewsletterImportError, match="ne ressemble pas à une lettre"):
        parse_letter(paragraphs[last_heading + 1 :])


@pytest.mark.parametrize("seed", range(20))
def test_paragraphs_in_any_order_are_all_kept(example_document: SourceDocument, seed: int) -> None:
    paragraphs = list(example_document.paragraphs)
    random.Random(seed).shuffle(paragraphs)
    assert_faithful(parse_letter(paragraphs), paragraphs)


def test_rubriques_in_another_order_keep_their_content(
    example_document: SourceDocument, example_letter: ParsedLetter
) -> None:
    paragraphs = example_document.paragraphs
    starts = [rubrique.span.start - 1 for rubrique in example_letter.rubriques]
    ends = [*starts[1:], len(paragraphs)]
    sections = [paragraphs[start:end] for start, end in zip(starts, ends, strict=True)]
    shuffled = paragraphs[: starts[0]] + [p for section in reversed(sections) for p in section]
    letter = parse_letter(shuffled)
    assert keys(letter) == keys(example_letter)[::-1]
    assert len(letter.interviews) == 2
    assert_faithful(letter, shuffled)


def test_letter_without_emoji_gives_the_same_rubriques(
    example_document: SourceDocument, example_letter: ParsedLetter
) -> None:
    bare = [
        replace(p, text=re.sub("[🗣📖📝🔎📍🔜👉➡️]+ ?", "", p.text))
        for p in example_document.paragraphs
    ]
    letter = parse_letter(bare)
    assert keys(letter) == keys(example_letter)
    assert [stub.title for stub in letter.initiatives] == [
        stub.title for stub in example_letter.initiatives
    ]
    assert {rubrique.emoji for rubrique in letter.rubriques} == {""}


def test_straight_quotes_and_plain_spaces_change_nothing(
    example_document: SourceDocument, example_letter: ParsedLetter
) -> None:
    signs = str.maketrans({"’": "'", "«": '"', "»": '"', "\u00a0": " ", "…": "..."})
    plain = [replace(p, text=p.text.translate(signs)) for p in example_document.paragraphs]
    letter = parse_letter(plain)
    assert keys(letter) == keys(example_letter)
    assert [p.name for p in letter.people] == [p.name for p in example_letter.people]
    assert len(letter.interviews) == 2
    assert [d.month for d in letter.dates] == [d.month for d in example_letter.dates]
    assert len(letter.lost_links) == len(example_letter.lost_links)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("cp1252", b"")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_letter_is_the_same_in_any_encoding(
    example_bytes: bytes, example_letter: ParsedLetter, encoding: str, mark: bytes, line_end: str
) -> None:
    text = example_bytes.decode().replace("\n", line_end)
    if encoding == "cp1252":
        text = "".join(c for c in text if c.encode("cp1252", "ignore"))
    document = read_source("lettre.txt", mark + text.encode(encoding))
    letter = parse_letter(document.paragraphs)
    assert keys(letter) == keys(example_letter)
    assert words_of(letter.texts()) == words_of(example_letter.texts())
    assert letter.closing[-1].span == Span(54, 54)


@pytest.mark.parametrize(
    "text",
    [
        "Une recette de soupe.\nÉplucher les légumes.\nServir chaud.",
        "Facture du 12 mars 2031\nTotal : 12 €",
        "Bonjour,\nPouvez-vous me rappeler ?\nMerci",
    ],
)
def test_text_that_is_no_letter_is_refused(text: str) -> None:
    with pytest.raises(NewsletterImportError, match="Ce fichier ne ressemble pas à une lettre"):
        parse(text)


def test_text_as_long_as_a_book_is_refused() -> None:
    paragraphs = read_pasted("Lettre n° 1 : un\n" + "mot " * (MAX_CHARACTERS // 4)).paragraphs
    with pytest.raises(NewsletterImportError, match="trop long"):
        parse_letter(paragraphs)


def test_right_to_left_and_emoji_only_paragraphs_are_kept() -> None:
    document = read_pasted(
        "Lettre n° 1 : un\nEn pratique…\nمرحبا بكم في الرسالة\n🌳🌳🌳\n👩🏽‍🌾 שלום"
    )
    letter = parse_letter(document.paragraphs)
    assert_faithful(letter, document.paragraphs)
    assert len(letter.rubriques[0].items) == 3


def test_separators_are_kept_apart() -> None:
    document = read_pasted("Lettre n° 1 : un\n-----\nEn pratique…\nDu texte.\n*****\n")
    letter = parse_letter(document.paragraphs)
    assert [p.kind for p in letter.separators] == [ParagraphKind.SEPARATOR] * 2
    assert_faithful(letter, document.paragraphs)
