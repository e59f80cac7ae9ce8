"""Text extraction from office files: every way of writing words, without the hidden ones."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.search.attachments.extraction import ExtractionError
from hub.search.attachments.program import FORMATS

OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:a="{OFFICE}/drawingml/2006/main" '
    f'xmlns:mc="{OFFICE}/markup-compatibility/2006" '
    f'xmlns:m="{OFFICE}/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>Cadre</w:t></w:r></w:p></w:txbxContent>"
STYLES = (
    f'<w:styles {NAMESPACES}><w:style w:styleId="Cache"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Fils"><w:basedOn w:val="Cache"/></w:style></w:styles>'
)


def relations(**targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/x/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f"<Relationships>{inner}</Relationships>"


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[str, dict[str, str | bytes]], list[str]]:
    """Return the words of an office file made of these parts, read in this process."""

    def read(name: str, parts: dict[str, str | bytes]) -> list[str]:
        path = tmp_path / name
        path.write_bytes(packed(parts))
        return FORMATS[path.suffix[1:]](path).split()

    return read


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(body: str) -> str:
    first = f"<w:p><w:r><w:t>Vu </w:t></w:r>{body}</w:p>"
    return f"<w:document {NAMESPACES}><w:body>{first}</w:body></w:document>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


Reader = Callable[[str, dict[str, str | bytes]], list[str]]


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
def test_hidden_text_of_word_is_left_out(text_of: Reader, body: str) -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": document(f"{body}{run('fin')}" if "tbl" not in body else body),
        "word/_rels/document.xml.rels": relations(r1=("styles", "styles.xml")),
        "word/styles.xml": STYLES,
    }
    words = text_of("a.docx", parts)
    assert "Vu" in words
    assert "secret" not in words


def test_toggle_that_is_off_hides_nothing(text_of: Reader) -> None:
    body = run("visible", '<w:vanish w:val="0"/>') + run("!", '<w:strike w:val="false"/>')
    assert text_of("a.docx", {"word/document.xml": document(body)}) == ["Vu", "visible!"]


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
def test_text_box_is_read_once(text_of: Reader, content: str) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": document(f"<w:r>{content}</w:r>")}
    assert text_of("a.docx", parts) == ["Vu", "Cadre"]


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_main_document_is_found_by_its_relationship(text_of: Reader, target: str) -> None:
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(r1=("officeDocument", target)),
        "word/document2.xml": document("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"),
    }
    assert text_of("a.docx", parts) == ["Vu", "x=2"]


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
    text_of: Reader, kind: str, target: str, content: str | bytes
) -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": document(""),
        "word/_rels/document.xml.rels": relations(r1=(kind, target)),
        f"word/{target}": content,
    }
    assert text_of("a.docx", parts) == ["Vu", "Ajout"]


def test_documents_inserted_in_each_other_end(text_of: Reader) -> None:
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
    assert text_of("a.docx", parts) == ["Vu"] * 3


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
def test_hidden_text_of_opendocument_is_left_out(text_of: Reader, hidden: str) -> None:
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
    assert text_of("a.odt", {"content.xml": content}) == ["Vu", "fin"]


def test_hidden_slide_and_struck_text_of_slides_are_left_out(text_of: Reader) -> None:
    seen = f"<x {NAMESPACES}><a:p><a:r><a:rPr strike='sngStrike'/><a:t>secret</a:t></a:r>"
    seen += "<a:r><a:t>Vu</a:t></a:r></a:p></x>"
    hidden = f"<sld show='0' {NAMESPACES}><a:p><a:r><a:t>secret</a:t></a:r></a:p></sld>"
    parts: dict[str, str | bytes] = {"ppt/slides/slide1.xml": seen, "ppt/slides/slide2.xml": hidden}
    assert text_of("a.pptx", parts) == ["Vu"]


def test_package_without_document_is_refused(text_of: Reader) -> None:
    with pytest.raises(Exception, match="pas un fichier de ce format") as raised:
        text_of("a.docx", {"_rels/.rels": relations(r1=("officeDocument", "absent.xml"))})
    assert not isinstance(raised.value, ExtractionError)


@pytest.mark.parametrize("part", ["footnotes", "endnotes"])
def test_notes_of_a_word_file_without_relationships_are_read(text_of: Reader, part: str) -> None:
    parts = {"word/document.xml": document(""), f"word/{part}.xml": document(run("note"))}
    assert text_of("a.docx", parts) == ["Vu", "Vu", "note"]
