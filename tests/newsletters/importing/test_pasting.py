"""A letter pasted from Word, Google Docs or a mail program: its text, and the HTML beside it."""

import pytest

from hub.newsletters.importing.documents import ParagraphKind, SourceDocument
from hub.newsletters.importing.readers import read_pasted_page

TITLE = "Lettre n° 7 : Le marché"
URL = "https://exemple.invalid/guide"
LINK = f'<a href="{URL}">le guide</a>'


def word_item(label: str, text: str) -> str:
    return (
        "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
        f"<![if !supportLists]><span><span style='mso-list:Ignore'>{label}<span>&nbsp;&nbsp;</span>"
        f"</span></span><![endif]>{text}<o:p></o:p></p>"
    )


def links(document: SourceDocument) -> list[str]:
    return [
        paragraph.text[link.start : link.end]
        for paragraph in document.paragraphs
        for link in paragraph.links
    ]


@pytest.mark.parametrize(
    "label",
    ["1.", "12.", "1)", "(2)", "a.", "iv)", "o", "§", "·", "\uf0b7", "-", "1.2.", "–", "B)"],
)
@pytest.mark.parametrize("gap", ["\t", "   ", "\u00a0\u00a0"])
def test_list_of_word_keeps_its_links(label: str, gap: str) -> None:
    text = f"{TITLE}\n{label}{gap}Lire le guide.\n{label}{gap}Planter."
    items = word_item(label, f"Lire {LINK}.") + word_item(label, "<b>Planter.</b>")
    document = read_pasted_page(text, f"<p class=MsoNormal>{TITLE}</p>{items}")
    assert document.format == "html"
    assert links(document) == ["le guide"]
    assert document.paragraphs[2].is_strong
    assert document.notices == []


@pytest.mark.parametrize(
    "items",
    [
        f"<ol><li>Lire {LINK}.</li><li>Planter.</li></ol>",
        f'<ol><li aria-level="1"><p role="presentation">Lire {LINK}.</p></li>'
        "<li>Planter.</li></ol>",
        f"<ul><li>Lire {LINK}.<ul><li>Planter.</li></ul></li></ul>",
    ],
)
@pytest.mark.parametrize(
    "labels", [("1. ", "2. "), ("   1. ", "      1. "), ("o ", "o "), ("", "")]
)
def test_list_of_google_docs_keeps_its_links(items: str, labels: tuple[str, str]) -> None:
    text = f"{TITLE}\n{labels[0]}Lire le guide.\n{labels[1]}Planter."
    document = read_pasted_page(text, f"<b><p>{TITLE}</p>{items}</b>")
    assert links(document) == ["le guide"]
    assert [p.kind for p in document.paragraphs[1:]] == [ParagraphKind.LIST_ITEM] * 2


PAGE = (
    f"<h1>{TITLE}</h1><p>Lire {LINK}.</p>"
    f"<p>Avec <b>Camille</b> et <a href='{URL}/2'>la suite</a>.</p>"
    "<p><img src='https://exemple.invalid/a.png' alt=''></p><p>Fin.</p>"
)
TEXT = f"{TITLE}\nLire le guide.\nAvec Camille et la suite.\n\nFin."


def test_unedited_paste_is_read_from_its_page() -> None:
    document = read_pasted_page(TEXT, PAGE)
    assert links(document) == ["le guide", "la suite"]
    assert any(paragraph.image for paragraph in document.paragraphs)
    assert document.notices == []


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("Fin.", "Fin de la lettre.", ["le guide", "la suite"]),
        ("Avec Camille", "Avec Alix", ["le guide"]),
        ("Lire le guide.", "", ["la suite"]),
        ("Lire le guide.", "Ajout.\nLire le guide.", ["le guide", "la suite"]),
    ],
)
def test_edited_paste_keeps_the_links_of_the_other_paragraphs(
    before: str, after: str, kept: list[str]
) -> None:
    text = TEXT.replace(before, after)
    document = read_pasted_page(text, PAGE)
    assert links(document) == kept
    assert [p.text for p in document.paragraphs] == [line for line in text.splitlines() if line]
    assert "image(s)" in document.notices[0]
    for lost in {"le guide", "la suite"} - set(kept):
        assert lost in document.notices[0]


def test_sentence_deleted_after_the_paste_does_not_come_back() -> None:
    document = read_pasted_page(TEXT.replace("Avec Camille et la suite.\n", ""), PAGE)
    assert "Camille" not in " ".join(p.text for p in document.paragraphs)


@pytest.mark.parametrize("html", ["<!-- too large -->", "<p></p>", "x" * 6_000_000])
def test_page_that_is_not_read_is_reported(html: str) -> None:
    document = read_pasted_page(TEXT, html)
    assert document.format == "text"
    assert "images ne sont pas repris" in document.notices[-1]


def test_text_without_page_has_no_notice() -> None:
    assert read_pasted_page(TEXT, "").notices == []


def test_two_pastes_are_both_read() -> None:
    first, second = PAGE[: PAGE.index("<p>Avec")], PAGE[PAGE.index("<p>Avec") :]
    assert links(read_pasted_page(TEXT, first + second)) == ["le guide", "la suite"]
