"""Text extraction from office files: their parts, each read once."""

import pytest

from hub.search.attachments.extraction import ExtractionError
from hub.search.attachments.program.limits import Unreadable
from tests.search.documents.office_files import (
    BOX,
    NAMESPACES,
    ODT,
    Reader,
    document,
    packed,
    relations,
    run,
)


@pytest.mark.parametrize(
    "content",
    [
        f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback><v:textbox>{BOX}</v:textbox>"
        "</mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice><w:p/></mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
        "</mc:AlternateContent>",
        "<a:p><a:r><a:t>Cadre</a:t></a:r></a:p>",
    ],
)
def test_text_box_is_read_once(words_of: Reader, content: str) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": document(f"<w:r>{content}</w:r>")}
    assert words_of("a.docx", parts) == ["Vu", "Cadre"]


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_main_document_is_found_by_its_relationship(words_of: Reader, target: str) -> None:
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(r1=("officeDocument", target)),
        "word/document2.xml": document("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"),
    }
    assert words_of("a.docx", parts) == ["Vu", "x=2"]


@pytest.mark.parametrize(
    ("kind", "target", "content"),
    [
        ("diagramData", "diagrams/data1.xml", f"<x {NAMESPACES}><a:p><a:t>Ajout</a:t></a:p></x>"),
        ("footnotes", "footnotes.xml", f"<x {NAMESPACES}><w:p>{run('Ajout')}</w:p></x>"),
        ("chart", "charts/c.xml", f"<x {NAMESPACES}><a:t>Ajout</a:t></x>"),
        (
            "aFChunk",
            "a.html",
            "<head><style>p{}</style></head><p>Aj<b>out</b></p>".replace("<b>", "").replace(
                "</b>", ""
            ),
        ),
        ("aFChunk", "a.txt", "Ajout"),
        ("aFChunk", "a.docx", packed({"word/document.xml": f"<x {NAMESPACES}>{run('Ajout')}</x>"})),
    ],
)
def test_related_parts_are_read(
    words_of: Reader, kind: str, target: str, content: str | bytes
) -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": document(""),
        "word/_rels/document.xml.rels": relations(r1=(kind, target)),
        f"word/{target}": content,
    }
    assert words_of("a.docx", parts) == ["Vu", "Ajout"]


def test_documents_inserted_in_each_other_end(words_of: Reader) -> None:
    inner = packed({"word/document.xml": document("")})
    for _ in range(5):
        inner = packed(
            {
                "word/document.xml": document(""),
                "word/_rels/document.xml.rels": relations(r1=("aFChunk", "a.docx")),
                "word/a.docx": inner,
            }
        )
    parts: dict[str, str | bytes] = {
        "word/document.xml": document(""),
        "word/_rels/document.xml.rels": relations(r1=("aFChunk", "a.docx")),
        "word/a.docx": inner,
    }
    assert words_of("a.docx", parts) == ["Vu"] * 3


def test_package_without_document_is_refused(words_of: Reader) -> None:
    with pytest.raises(Exception, match="pas un fichier de ce format") as raised:
        words_of("a.docx", {"_rels/.rels": relations(r1=("officeDocument", "absent.xml"))})
    assert not isinstance(raised.value, ExtractionError)


@pytest.mark.parametrize("part", ["footnotes", "endnotes"])
def test_notes_of_a_word_file_without_relationships_are_read(words_of: Reader, part: str) -> None:
    parts = {"word/document.xml": document(""), f"word/{part}.xml": document(run("note"))}
    assert words_of("a.docx", parts) == ["Vu", "Vu", "note"]


def test_headers_and_footers_of_word_are_read_once_and_comments_are_not(words_of: Reader) -> None:
    part = f"<x {NAMESPACES}><w:p>{run('En-tête')}</w:p></x>"
    parts: dict[str, str | bytes] = {
        "word/document.xml": document(""),
        "word/_rels/document.xml.rels": relations(
            r1=("header", "header1.xml"), r2=("header", "header2.xml"), r3=("comments", "c.xml")
        ),
        "word/header1.xml": part,
        "word/header2.xml": part,
        "word/c.xml": part.replace("En-tête", "Commentaire"),
    }
    assert words_of("a.docx", parts) == ["Vu", "En-tête"]


def test_headers_of_an_opendocument_are_read_once(words_of: Reader) -> None:
    header = "<text:p>En-tête <text:page-number>3</text:page-number></text:p>"
    styles = (
        f"<x {ODT}><style:master-page><style:header>{header}</style:header>"
        f"<style:header-left>{header}</style:header-left>"
        '<style:footer style:display="false"><text:p>secret</text:p></style:footer>'
        "</style:master-page></x>"
    )
    content = f"<x {ODT}><office:body><text:p>Vu</text:p></office:body></x>"
    parts: dict[str, str | bytes] = {"content.xml": content, "styles.xml": styles}
    assert words_of("a.odt", parts) == ["Vu", "En-tête"]


def test_encrypted_files_say_so(words_of: Reader) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    parts: dict[str, str | bytes] = {"META-INF/manifest.xml": manifest, "content.xml": b"\x91\x00"}
    with pytest.raises(Unreadable, match="mot de passe"):
        words_of("a.odt", parts)


def test_slides_are_read_in_order_with_their_footers_once(words_of: Reader) -> None:
    def slide(text: str, shape: str = "") -> str:
        words = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        return f"<p:sld {NAMESPACES} xmlns:p='p'>{words}{shape}</p:sld>"

    def shape(kind: str, text: str) -> str:
        return (
            f"<p:sp><p:nvSpPr><p:cNvPr/><p:nvPr><p:ph type='{kind}'/></p:nvPr></p:nvSpPr>"
            f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp>"
        )

    secret = "<p:sp><p:nvSpPr><p:cNvPr hidden='1'/></p:nvSpPr><a:p><a:t>secret</a:t></a:p></p:sp>"
    footer = shape("ftr", "Pied") + shape("sldNum", "12")
    order = "<p:sldId r:id='b'/><p:sldId r:id='a'/>"
    parts: dict[str, str | bytes] = {
        "ppt/presentation.xml": f"<p:x xmlns:p='p' xmlns:r='r'>{order}</p:x>",
        "ppt/_rels/presentation.xml.rels": relations(
            a=("slide", "slides/slide1.xml"), b=("slide", "slides/slide2.xml")
        ),
        "ppt/slides/slide1.xml": slide("Fin", footer + secret),
        "ppt/slides/slide2.xml": slide("Vu", footer),
        "ppt/slides/slide3.xml": slide("orpheline"),
        "ppt/slides/_rels/slide2.xml.rels": relations(
            r1=("diagramData", "../diagrams/data1.xml"), r2=("notesSlide", "../notes/n.xml")
        ),
        "ppt/diagrams/data1.xml": f"<x {NAMESPACES}><a:p><a:t>Schéma</a:t></a:p></x>",
        "ppt/notes/n.xml": slide("note"),
    }
    assert words_of("a.pptx", parts) == ["Vu", "Schéma", "Fin", "Pied"]
