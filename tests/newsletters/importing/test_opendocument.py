"""OpenDocument texts (.odt): the same letter as in the other formats, and damaged files."""

import io
from html import escape
from zipfile import ZipFile

import pytest

from hub.newsletters.importing import NewsletterImportError, parse_letter
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers import read_source
from tests.newsletters.importing.test_around_the_letter import LETTER, texts
from tests.newsletters.importing.writers import PNG

NAMES = {
    **{
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("text", "style", "table", "office")
    },
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
STYLES = (
    '<style:style style:name="Standard"/>'
    '<style:style style:name="Title" style:parent-style-name="Standard"/>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:parent-style-name="Quotations"/>'
    '<style:style style:name="Quotations"/>'
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:parent-style-name="T1"/>'
    '<style:style style:name="T3"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T4"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Loop" style:parent-style-name="Loop"/>'
)


def odt(body: str, files: dict[str, bytes] | None = None, styles: str = "") -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    page = (
        f"<office:document-styles {SPACES}><office:master-styles>{styles}</office:master-styles>"
        "</office:document-styles>"
    )
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", page)
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


BODY = "".join(p(escape(line)) for line in LETTER)


def read(body: str, files: dict[str, bytes] | None = None, styles: str = "") -> SourceDocument:
    return read_source("Lettre 7.odt", odt(BODY + body, files, styles))


def test_letter_is_read() -> None:
    document = read("")
    assert texts(document) == list(LETTER)
    assert document.format == "odt"
    assert parse_letter(document.paragraphs).number == 7


def test_headings_titles_lists_and_quotations_have_their_kind() -> None:
    body = (
        f'{p("Le titre", "P1")}<text:h text:outline-level="2">Un intertitre</text:h>'
        "<text:list><text:list-item><text:p>Un point</text:p></text:list-item></text:list>"
        f"{p('Une parole', 'P2')}"
    )
    found = read(body).paragraphs[len(LETTER) :]
    assert [(f.text, f.level, f.kind.value) for f in found] == [
        ("Le titre", 1, "text"),
        ("Un intertitre", 2, "text"),
        ("Un point", 0, "list-item"),
        ("Une parole", 0, "quote"),
    ]


def test_bold_italics_links_spaces_and_line_breaks_are_kept() -> None:
    body = p(
        'Un <text:span text:style-name="T2">mot gras</text:span>,<text:s text:c="3"/>un'
        '<text:tab/><text:span text:style-name="T3">mot penché</text:span> et '
        '<text:a xlink:href="https://exemple.invalid/a?utm_source=x">un lien</text:a>.'
        "<text:line-break/>Une autre ligne",
        "Loop",
    )
    first, second = read(body).paragraphs[len(LETTER) :]
    assert first.text == "Un mot gras, un mot penché et un lien."
    assert second.text == "Une autre ligne"
    strong, italic = first.emphasis
    assert (first.text[strong.start : strong.end], strong.strong) == ("mot gras", True)
    assert (first.text[italic.start : italic.end], italic.strong) == ("mot penché", False)
    assert [link.url for link in first.links] == ["https://exemple.invalid/a"]


def test_tables_text_boxes_sections_and_notes_are_in_the_letter() -> None:
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>Une case</text:p>"
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
        "<text:section><text:p>Une section</text:p></text:section>"
        + p(
            "Avant <draw:frame><draw:text-box><text:p>Un cadre</text:p></draw:text-box>"
            "</draw:frame>"
        )
        + p(
            "Un appel<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>La note</text:p></text:note-body></text:note> suit."
        )
    )
    found = texts(read(body))[len(LETTER) :]
    assert found == [
        *("Une case", "Une section", "Avant", "Un cadre", "Un appel [1] suit.", "[1]", "La note"),
    ]


def test_comments_hidden_text_contents_and_margins_are_listed_and_changes_are_not() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:p>Supprimé</text:p>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Sommaire</text:p></text:index-body>"
        "</text:table-of-content>"
        + p(
            "Un mot<office:annotation><dc:creator>Alix</dc:creator><text:p>À revoir</text:p>"
            "</office:annotation> de plus."
        )
        + p('<text:span text:style-name="T4">Caché</text:span>')
    )
    margins = "<style:master-page><style:footer><text:p>Page 1</text:p></style:footer>"
    margins += "</style:master-page>"
    document = read(body, styles=margins)
    assert texts(document) == [*LETTER, "Un mot de plus."]
    left = " ".join(paragraph.text for paragraph in document.left_out)
    assert all(words in left for words in ("Sommaire", "À revoir", "Caché", "Page 1"))
    assert "Supprimé" not in left


def test_images_are_taken_with_their_alternative_text() -> None:
    frame = '<draw:frame><draw:image xlink:href="{}"/><svg:desc>Une haie</svg:desc></draw:frame>'
    body = p(frame.format("Pictures/a.png")) + p(frame.format("https://exemple.invalid/b.png"))
    document = read(body, {"Pictures/a.png": PNG})
    images = [paragraph.image for paragraph in document.paragraphs if paragraph.image]
    assert [(image.source, image.alt) for image in images if image] == [
        ("Pictures/a.png", "Une haie"),
        ("https://exemple.invalid/b.png", "Une haie"),
    ]
    assert document.files == {"Pictures/a.png": PNG}


BOMB = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "il lui manque le texte"),
        ({"content.xml": b"<a"}, "abîmé"),
        ({"content.xml": b""}, "abîmé"),
        ({"content.xml": BOMB}, "entités"),
        ({"content.xml": b"<a>" * 200 + b"</a>" * 200}, "trop profond"),
        ({"content.xml": b"<a/>"}, "classeur"),
        (
            {"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"},
            "mot de passe",
        ),
    ],
)
def test_unreadable_document_is_refused(files: dict[str, bytes], message: str) -> None:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, data in files.items():
            archive.writestr(name, data)
    with pytest.raises(NewsletterImportError, match=message):
        read_source("l.odt", stream.getvalue())


def test_empty_document_and_other_file_are_refused() -> None:
    for data in (odt(""), odt(p(" ")), b"PK\x03\x04abc", b"Lettre"):
        with pytest.raises(NewsletterImportError):
            read_source("l.odt", data)
