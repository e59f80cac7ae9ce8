"""Text extraction from office files: every way of writing words, without the hidden ones."""

import pytest

from tests.search.documents.office_files import (
    BOX,
    NAMESPACES,
    ODT,
    STYLES,
    Reader,
    document,
    relations,
    run,
)


@pytest.mark.parametrize(
    "body",
    [
        run("secret", "<w:vanish/>"),
        run("secret", "<w:strike/>"),
        run("secret", "<w:dstrike/>"),
        run("secret", '<w:rStyle w:val="Cache"/>'),
        run("secret", '<w:rStyle w:val="Fils"/>'),
        f"<w:moveFrom>{run('secret')}</w:moveFrom>",
        f"</w:p><w:p><w:pPr><w:pStyle w:val='Fils'/></w:pPr>{run('secret')}",
        f"</w:p><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('secret')}</w:p></w:tc></w:tr>"
        "</w:tbl><w:p>",
        f"</w:p><w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run('secret')}</w:p></w:tc>"
        "</w:tr></w:tbl><w:p>",
    ],
)
def test_hidden_text_of_word_is_left_out(words_of: Reader, body: str) -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": document(f"{body}{run('fin')}" if "tbl" not in body else body),
        "word/_rels/document.xml.rels": relations(r1=("styles", "styles.xml")),
        "word/styles.xml": STYLES,
    }
    words = words_of("a.docx", parts)
    assert "Vu" in words
    assert "secret" not in words


def test_toggle_that_is_off_hides_nothing(words_of: Reader) -> None:
    body = run("visible", '<w:vanish w:val="0"/>') + run("!", '<w:strike w:val="false"/>')
    assert words_of("a.docx", {"word/document.xml": document(body)}) == ["Vu", "visible!"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p>Vu <text:span text:style-name="T1">secret</text:span></text:p>',
        '<text:p>Vu <text:span text:style-name="T2">secret</text:span></text:p>',
        '<text:p>Vu</text:p><text:p text:style-name="T1">secret</text:p>',
        "<text:p>Vu <text:hidden-text>secret</text:hidden-text></text:p>",
        '<text:p>Vu</text:p><text:section text:display="none"><text:p>secret</text:p>'
        "</text:section>",
    ],
)
def test_hidden_text_of_opendocument_is_left_out(words_of: Reader, hidden: str) -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T2">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    content = (
        f"<office:document-content {ODT}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body>{hidden}<text:p>fin</text:p></office:body>"
        "</office:document-content>"
    )
    assert words_of("a.odt", {"content.xml": content}) == ["Vu", "fin"]


def test_hidden_slide_and_struck_text_of_slides_are_left_out(words_of: Reader) -> None:
    seen = f"<x {NAMESPACES}><a:p><a:r><a:rPr strike='sngStrike'/><a:t>secret</a:t></a:r>"
    seen += "<a:r><a:t>Vu</a:t></a:r></a:p></x>"
    hidden = f"<sld show='0' {NAMESPACES}><a:p><a:r><a:t>secret</a:t></a:r></a:p></sld>"
    parts: dict[str, str | bytes] = {"ppt/slides/slide1.xml": seen, "ppt/slides/slide2.xml": hidden}
    assert words_of("a.pptx", parts) == ["Vu"]


HIDDEN_STYLE = "<w:pPr><w:pStyle w:val='Fils'/></w:pPr>"
FORMER = "<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='Fils'/></w:pPr></w:pPrChange></w:pPr>"


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        # The run decides before its style, its style before the paragraph's.
        (HIDDEN_STYLE + run("visible", "<w:vanish w:val='0'/>") + run("secret"), ["visible"]),
        (FORMER + run("visible"), ["visible"]),
        (run("visible", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), ["visible"]),
        (f"<w:moveFrom>{run('mis')}</w:moveFrom><w:moveTo>{run('mis')}</w:moveTo>", ["mis"]),
        (f"<w:ins>{run('mis')}</w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del>", ["mis"]),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"{run('Cliquez ici')}</w:sdtContent></w:sdt>{run('fin')}",
            ["fin"],
        ),
        (
            f"<w:r><w:drawing><inline><docPr hidden='1'/>{BOX}</inline></w:drawing></w:r>"
            f"{run('fin')}",
            ["fin"],
        ),
        ("<w:r><w:t>peut</w:t><w:noBreakHyphen/><w:t>être</w:t></w:r>", ["peut-être"]),
        ("<w:r><w:t>ter</w:t><w:softHyphen/><w:t>ritoire</w:t></w:r>", ["territoire"]),
        ("<w:r><w:t>terri-</w:t><w:br/><w:t>toire</w:t></w:r>", ["territoire"]),
        (
            f"{run('ver')}<w:r>{BOX}</w:r>{run('ger')}",
            ["verger", "Cadre"],
        ),
    ],
)  # fmt: skip
def test_words_of_a_word_paragraph(words_of: Reader, paragraph: str, words: list[str]) -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": document(f"</w:p><w:p>{paragraph}"),
        "word/_rels/document.xml.rels": relations(r1=("styles", "styles.xml")),
        "word/styles.xml": STYLES,
    }
    assert words_of("a.docx", parts) == ["Vu", *words]


def test_cell_deleted_with_track_changes_is_left_out(words_of: Reader) -> None:
    cell = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p>{run('secret')}</w:p></w:tc>"
    body = f"</w:p><w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p>{run('fin')}"
    assert words_of("a.docx", {"word/document.xml": document(body)}) == ["Vu", "fin"]


TABLE = "table:table-row xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<text:p>Vu <text:span text:style-name="T">secret</text:span>fin</text:p>', "Vu fin"),
        ("<text:p>ver<text:soft-page-break/>ger</text:p>", "verger"),
        ("<text:p>terri-<text:line-break/>toire</text:p>", "territoire"),
        (
            "<text:p>Le verger<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>Une note</text:p></text:note-body></text:note>, clos</text:p>",
            "Le verger, clos Une note",
        ),
        (
            "<text:p>ver<office:annotation><text:p>commentaire</text:p></office:annotation>ger</text:p>",
            "verger",
        ),
        (
            "<text:p>secret<text:hidden-paragraph text:is-hidden='true'/></text:p>"
            "<text:p>fin</text:p>",
            "fin",
        ),
        ("<text:p>Vu<text:hidden-text text:is-hidden='false'>!</text:hidden-text></text:p>", "Vu!"),
        (
            '<text:p text:style-name="Fils">secret <text:span text:style-name="V">vu</text:span>'
            "</text:p>",
            "vu",
        ),
        (f"<{TABLE} table:visibility='collapse'><text:p>secret</text:p></table:table-row>", ""),
        ('<text:section text:style-name="T"><text:p>fin</text:p></text:section>', "fin"),
    ],
)  # fmt: skip
def test_words_of_an_opendocument(words_of: Reader, body: str, words: str) -> None:
    hidden = '<style:text-properties text:display="none"/>'
    styles = (
        f'<style:style style:name="T" style:family="text">{hidden}</style:style>'
        f'<style:style style:name="P" style:family="paragraph">{hidden}</style:style>'
        '<style:style style:name="Fils" style:family="paragraph" style:parent-style-name="P"/>'
        '<style:style style:name="V" style:family="text">'
        '<style:text-properties text:display="true"/></style:style>'
    )
    content = f"<x {ODT}>{styles}<office:body>{body}</office:body></x>"
    assert words_of("a.odt", {"content.xml": content}) == words.split()
