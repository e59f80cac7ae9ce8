"""Hidden, struck and internal text of pages and texts: left out of the letter, and listed."""

import pytest

from hub.newsletters.importing import read_pasted, read_source
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers.style_sheets import HidingRules

TITLE = "Lettre n° 7 : Le marché"


def read(body: str, style: str = "") -> SourceDocument:
    page = f"<html><head>{style}</head><body><h1>{TITLE}</h1>{body}</body></html>"
    return read_source("lettre.html", page.encode())


def shown(document: SourceDocument) -> list[str]:
    return [p.text for p in document.paragraphs if p.text and p.text != TITLE]


def left_out(document: SourceDocument) -> list[str]:
    return [p.text for p in document.left_out]


PAIR = '<p class="bureau large">Visible</p><p class="mobile">Caché</p>'


@pytest.mark.parametrize(
    "style",
    [
        "<style>.mobile{display:none}</style>",
        "<style>p.mobile { display : none !important; }</style>",
        "<style>.autre, .mobile {display:none}</style>",
        "<style>/* { */ .mobile{visibility:hidden}</style>",
        "<style><!-- .mobile{max-height:0;overflow:hidden} --></style>",
        "<style>.mobile{display:none} @media (max-width:600px){.bureau{display:none!important}"
        ".mobile{display:block!important}}</style>",
        "<style>@import url(x.css); .mobile{display:none}</style>",
        "<style>@media screen and (min-width:601px){.mobile{display:none}}</style>",
        '<style>.mobile{display:none}</style><style media="print">.bureau{display:none}</style>',
        "<style>@media print{.bureau{display:none}} @media all{.mobile{display:none}}</style>",
        "<style>.bureau{display:none}.bureau.large{display:block}.mobile{display:none}</style>",
        "<style>.MOBILE{DISPLAY:NONE}</style>",
    ],
)
def test_block_hidden_by_a_class_is_left_out_and_listed(style: str) -> None:
    document = read(PAIR, style)
    assert shown(document) == ["Visible"]
    assert left_out(document) == ["Caché"]


@pytest.mark.parametrize(
    "style",
    [
        "<style>@media (max-width:600px){.mobile{display:none}}</style>",
        "<style>.mobile a{display:none}</style>",
        "<style>td.mobile{display:none}</style>",
        "<style>.mobile.seul{display:none}</style>",
        "<style>.mobile{display:none}.mobile{display:block}</style>",
        "<style>.mobile{display:none",
        "<style>@media print{.mobile{display:none}}</style>",
    ],
)
def test_rule_that_does_not_apply_hides_nothing(style: str) -> None:
    document = read(PAIR, f"{style}</style>" if "</style>" not in style else style)
    assert "Visible" in shown(document)
    assert ("Caché" in shown(document)) == ("none</style>" not in f"{style}</style>")


def test_page_that_expects_a_script_to_show_it_is_read() -> None:
    document = read_source(
        "l.html",
        f"<style>.page{{display:none}}</style><div class=page><p>{TITLE}</p></div>".encode(),
    )
    assert [p.text for p in document.paragraphs] == [TITLE]


def test_inline_display_takes_precedence() -> None:
    style = "<style>.mobile{display:none}</style>"
    assert shown(read('<p class=mobile style="display:block">Vu</p>', style)) == ["Vu"]


def test_enormous_sheet_is_read_in_time() -> None:
    assert HidingRules.of("<style>" + "a{" * 150_000 + "</style>").selectors == {}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Prix : <s>20</s> 10 euros</p>",
        "<p>Prix : <strike>20</strike> 10 euros</p>",
        "<p>Prix : <del>20</del> 10 euros</p>",
        '<p>Prix : <span style="text-decoration: line-through">20</span> 10 euros</p>',
        '<p>Prix : <i style="text-decoration-line:underline line-through">20</i> 10 euros</p>',
    ],
)
def test_struck_text_is_left_out_and_listed(html: str) -> None:
    document = read(html)
    assert shown(document) == ["Prix : 10 euros"]
    assert left_out(document) == ["20"]


def test_struck_text_of_markdown_is_left_out_and_listed() -> None:
    document = read_source("l.md", f"# {TITLE}\n\nPrix : ~~20~~ 10 euros\n".encode())
    assert shown(document) == ["Prix : 10 euros"]
    assert left_out(document) == ["20"]


NOTE = '<a href="#cmnt_ref{n}" id="cmnt{n}">[{l}]</a>'
MARK = '<sup><a href="#cmnt{n}" id="cmnt_ref{n}">[{l}]</a></sup>'


def test_comments_of_google_docs_are_left_out_and_listed() -> None:
    marks = [MARK.format(n=1, l="a"), MARK.format(n=2, l="b")]
    notes = [NOTE.format(n=1, l="a"), NOTE.format(n=2, l="b")]
    document = read(
        f"<p>Les élus{marks[0]} rouvrent{marks[1]} le marché.</p><p>Fin.</p>"
        f"<div><p>{notes[0]}<span>À vérifier</span></p><p><span>avec Camille</span></p></div>"
        f"<div><p>{notes[1]}<span>Non</span></p></div>"
    )
    assert shown(document) == ["Les élus rouvrent le marché.", "Fin."]
    assert left_out(document) == ["[a]À vérifier", "avec Camille", "[b]Non"]


def test_comment_without_its_own_block_hides_its_paragraph_only() -> None:
    document = read(
        f"<div><p>Un{MARK.format(n=1, l='a')}.</p><p>{NOTE.format(n=1, l='a')}Note</p>"
        "<p>Suite.</p></div>"
    )
    assert shown(document) == ["Un.", "Suite."]
    assert left_out(document) == ["[a]Note"]


@pytest.mark.parametrize("name", ["l.txt", "l.md", "paste"])
def test_comments_of_an_exported_text_are_left_out_and_listed(name: str) -> None:
    text = (
        f"{TITLE}\n\nLes élus[a] rouvrent[b] le marché. https://exemple.invalid/x\n\n"
        "[a]À vérifier\n\navec Camille\n\n[b]Non\n"
    )
    document = read_pasted(text) if name == "paste" else read_source(name, text.encode())
    assert shown(document) == ["Les élus rouvrent le marché. https://exemple.invalid/x"]
    link = document.paragraphs[1].links[0]
    assert document.paragraphs[1].text[link.start : link.end] == "https://exemple.invalid/x"
    assert left_out(document) == ["[a]À vérifier", "avec Camille", "[b]Non"]


@pytest.mark.parametrize(
    "text", [f"{TITLE}\n\n[a]Premier choix\n\n[b]Second choix", f"{TITLE}\n\nVoir [a] et [b]."]
)
def test_brackets_that_are_not_comments_are_kept(text: str) -> None:
    assert read_pasted(text).left_out == []
