"""Word documents as Word Online, LibreOffice, Google Docs and Word for Mac write them."""

import pytest

from hub.newsletters.importing import read_source
from hub.newsletters.importing.documents import SourceDocument
from tests.newsletters.importing.word_parts import (
    DRAWING,
    OFFICE,
    PICTURE,
    RELATIONS,
    W,
    relations,
    word_paragraph,
    word_parts,
)
from tests.newsletters.importing.writers import PNG, archive

STRICT = "http://purl.oclc.org/ooxml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{RELATIONS}" xmlns:a="{DRAWING}/main" '
    f'xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:dgm="{DRAWING}/diagram" '
    f'xmlns:c="{DRAWING}/chart" xmlns:m="{OFFICE}/officeDocument/2006/math" '
    f'xmlns:mc="{OFFICE}/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TITLE = word_paragraph("Lettre n° 7 : Le marché couvert")
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
ADDRESS = "https://exemple.invalid/p"
LINK = f'{BEGIN}<w:r><w:instrText> HYPERLINK "{ADDRESS}" </w:instrText></w:r>{SEPARATE}'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def box(text: str) -> str:
    return f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"


def shape(content: str) -> str:
    return (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def graphic(content: str) -> str:
    return paragraph(
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def read(
    body: str,
    links: dict[str, tuple[str, str]] | None = None,
    parts: dict[str, str | bytes] | None = None,
) -> SourceDocument:
    """Read a document with this body, these relationships of the document and parts."""
    document = f"<w:document {NAMESPACES}><w:body>{TITLE}{body}</w:body></w:document>"
    members = word_parts(document, PNG)
    members["word/_rels/document.xml.rels"] = relations(
        rId9=("image", "media/haie.png"), **(links or {})
    )
    return read_source("lettre.docx", archive(members | (parts or {})))


def texts(document: SourceDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs[1:]]


def left_out(document: SourceDocument) -> list[str]:
    return [paragraph.text for paragraph in document.left_out]


@pytest.mark.parametrize(
    ("main", "target"),
    [
        ("word/document2.xml", "word/document2.xml"),
        ("word/document2.xml", "/word/document2.xml"),
        ("word/document22.xml", "./word/document22.xml"),
        ("doc/main.xml", "doc/main.xml"),
        ("word/le texte.xml", "word/le%20texte.xml"),
    ],
)
def test_main_document_is_found_by_its_relationship(main: str, target: str) -> None:
    members = word_parts(
        f"<w:document {NAMESPACES}><w:body>{TITLE}{PICTURE}</w:body></w:document>", PNG
    )
    folder, name = main.split("/")
    members[main] = members.pop("word/document.xml")
    del members["word/_rels/document.xml.rels"]
    members[f"{folder}/_rels/{name}.rels"] = relations(rId9=("image", "/word/media/haie.png"))
    members["_rels/.rels"] = relations(rId1=("officeDocument", target))
    document = read_source("lettre.docx", archive(members))
    assert document.paragraphs[0].text == "Lettre n° 7 : Le marché couvert"
    assert len(document.files) == 1


def test_strict_document_is_read() -> None:
    members = word_parts(
        f"<w:document {NAMESPACES}><w:body>{TITLE}{PICTURE}</w:body></w:document>", PNG
    )
    strict = {
        name: content.replace(f"{OFFICE}/wordprocessingml/2006", f"{STRICT}/wordprocessingml")
        .replace(f"{OFFICE}/officeDocument/2006", f"{STRICT}/officeDocument")
        .replace(f"{OFFICE}/drawingml/2006", f"{STRICT}/drawingml")
        if isinstance(content, str)
        else content
        for name, content in members.items()
    }
    document = read_source("lettre.docx", archive(strict))
    assert document.paragraphs[0].text == "Lettre n° 7 : Le marché couvert"
    assert len(document.files) == 1


@pytest.mark.parametrize(
    "content",
    [
        f'<mc:AlternateContent><mc:Choice Requires="wps">{shape(box("CADRE"))}</mc:Choice>'
        "</mc:AlternateContent>",
        f'<mc:AlternateContent><mc:Choice Requires="wps">{shape(box("CADRE"))}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box('CADRE')}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent>",
        f'<mc:AlternateContent><mc:Choice Requires="wps">{shape(box("CADRE"))}</mc:Choice>'
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>",
        shape(box("CADRE")),
        f"<w:pict><v:oval><v:textbox>{box('CADRE')}</v:textbox></v:oval></w:pict>",
        '<w:pict><v:shape><v:textpath string="CADRE"/></v:shape></w:pict>',
        shape("<a:p><a:r><a:t>CAD</a:t></a:r><a:r><a:t>RE</a:t></a:r></a:p>"),
    ],
)
def test_text_box_is_read_once(content: str) -> None:
    document = read(f"<w:p><w:r>{content}</w:r></w:p>{paragraph(run('Après.'))}")
    assert texts(document) == ["CADRE", "Après."]
    assert document.notices == []


def test_smart_art_is_read() -> None:
    data = (
        f'<dgm:dataModel xmlns:dgm="{DRAWING}/diagram" xmlns:a="{DRAWING}/main"><dgm:ptLst>'
        "<dgm:pt><dgm:t><a:p><a:r><a:t>Repérer</a:t></a:r></a:p></dgm:t></dgm:pt>"
        "<dgm:pt><dgm:t><a:p/></dgm:t></dgm:pt>"
        "<dgm:pt><dgm:t><a:p><a:r><a:t>Agir</a:t></a:r></a:p></dgm:t></dgm:pt>"
        "</dgm:ptLst></dgm:dataModel>"
    )
    document = read(
        graphic('<dgm:relIds r:dm="rId5"/>'),
        {"rId5": ("diagramData", "diagrams/data1.xml")},
        {"word/diagrams/data1.xml": data},
    )
    assert texts(document) == ["Repérer", "Agir"]


def test_chart_is_reported_with_its_words() -> None:
    data = (
        f'<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main">'
        "<a:t>Haies plantées</a:t><c:v>2023</c:v></c:chartSpace>"
    )
    document = read(
        graphic('<c:chart r:id="rId5"/>') + paragraph(run("Après.")),
        {"rId5": ("chart", "charts/chart1.xml")},
        {"word/charts/chart1.xml": data},
    )
    assert texts(document) == ["Après."]
    assert left_out(document) == ["Graphique\u00a0: Haies plantées ; 2023"]
    assert "Graphiques à refaire" in document.notices[0]


def inner_docx(text: str) -> bytes:
    body = f"<w:body>{paragraph(run(text))}</w:body>"
    return archive(word_parts(f"<w:document {NAMESPACES}>{body}</w:document>", PNG))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.html",
            "<html><head><title>x</title></head><body><p>Texte <b>inséré</b>.</p></body></html>",
        ),
        ("a.htm", "<p>Texte inséré.</p>"),
        ("a.docx", inner_docx("Texte inséré.")),
        ("a.txt", "Texte inséré.\n"),
        ("a.html", "<meta charset=windows-1252><p>Texte inséré.</p>".encode("cp1252")),
    ],
)
def test_inserted_document_is_read_at_its_place(name: str, content: str | bytes) -> None:
    document = read(
        f'{paragraph(run("Avant."))}<w:altChunk r:id="rId5"/>{paragraph(run("Après."))}',
        {"rId5": ("aFChunk", name)},
        {f"word/{name}": content},
    )
    assert texts(document) == ["Avant.", "Texte inséré.", "Après."]
    assert document.notices == []


@pytest.mark.parametrize("target", ["a.rtf", "absent.html"])
def test_inserted_document_that_is_not_read_is_reported(target: str) -> None:
    document = read(
        '<w:altChunk r:id="rId5"/>', {"rId5": ("aFChunk", target)}, {"word/a.rtf": "{\\rtf1 x}"}
    )
    assert target in document.notices[0]


def math(content: str) -> str:
    return content.replace("[", "<m:r><m:t>").replace("]", "</m:t></m:r>")


@pytest.mark.parametrize(
    ("equation", "text"),
    [
        ("[a=b]", "a=b"),
        ("<m:f><m:num>[a+1]</m:num><m:den>[b]</m:den></m:f>", "(a+1)/b"),
        ("<m:sSup><m:e>[x]</m:e><m:sup>[2]</m:sup></m:sSup>", "x^2"),
        ("<m:rad><m:deg/><m:e>[x]</m:e></m:rad>", "√(x)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>[i]</m:sub><m:sup>[n]</m:sup>'
            "<m:e>[x]</m:e></m:nary>",
            "∑_i^n x",
        ),
        ("<m:d><m:dPr/><m:e>[a]</m:e><m:e>[b]</m:e></m:d>", "(a, b)"),
    ],
)
def test_equation_is_written_on_one_line_and_reported(equation: str, text: str) -> None:
    document = read(paragraph(run("Avec "), f"<m:oMath>{math(equation)}</m:oMath>", run(" ici.")))
    assert texts(document) == [f"Avec {text} ici."]
    assert document.notices == [f"Équations écrites sur une ligne, à vérifier\u00a0: {text}."]


@pytest.mark.parametrize(
    "field",
    [
        f'{LINK}{run("Lire la suite")}<w:del w:id="9">{END}</w:del>',
        f'{LINK}{run("Lire la suite")}<w:moveFrom w:id="9">{END}</w:moveFrom>',
        f"{LINK}{run('Lire la suite')}",
        f"{LINK}{run('Lire la suite')}<w:r><w:rPr><w:vanish/></w:rPr>"
        '<w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr=" HYPERLINK &quot;https://exemple.invalid/p&quot; ">'
        f"{run('Lire la suite')}</w:fldSimple>",
    ],
)
def test_link_field_ends_with_its_words(field: str) -> None:
    document = read(paragraph(field) + paragraph(run("Sans lien.")) + paragraph(run("Encore.")))
    assert texts(document) == ["Lire la suite", "Sans lien.", "Encore."]
    assert [link.url for p in document.paragraphs for link in p.links] == [
        "https://exemple.invalid/p"
    ]


@pytest.mark.parametrize(
    "picture",
    [
        PICTURE.replace("rId9", "rId404"),
        PICTURE.replace("rId9", "rId5"),
        paragraph('<w:r><w:pict><v:shape><v:imagedata r:id="rId404"/></v:shape></w:pict></w:r>'),
        PICTURE.replace(' r:embed="rId9"', ""),
    ],
)
def test_missing_image_does_not_prevent_the_import(picture: str) -> None:
    document = read(
        picture + PICTURE + paragraph(run("Après.")), {"rId5": ("image", "media/perdue.png")}
    )
    assert texts(document) == ["", "Après."]
    assert len(document.files) == 1
    assert "Images qui manquent" in document.notices[0]


def test_link_without_relationship_keeps_its_words_and_is_reported() -> None:
    document = read(paragraph(f'<w:hyperlink r:id="rId404">{run("Le guide")}</w:hyperlink>'))
    assert texts(document) == ["Le guide"]
    assert "Le guide" in document.notices[0]


STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Cache"><w:rPr><w:vanish/>'
    '</w:rPr></w:style><w:style w:type="character" w:styleId="Fils"><w:basedOn w:val="Cache"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Barre"><w:rPr><w:strike/></w:rPr></w:style></w:styles>'
)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Visible."), run("NOTE interne", "<w:vanish/>")),
        paragraph(run("Visible."), run("NOTE ", "<w:vanish/>"), run("interne", "<w:vanish/>")),
        paragraph(run("Visible."), run("NOTE interne", '<w:rStyle w:val="Cache"/>')),
        paragraph(run("Visible."), run("NOTE interne", '<w:rStyle w:val="Fils"/>')),
        paragraph(run("Visible."))
        + paragraph(run("NOTE interne"), properties='<w:pStyle w:val="Note"/>'),
        paragraph(run("Visible."), run("NOTE interne", "<w:strike/>")),
        paragraph(run("Visible."), run("NOTE interne", "<w:dstrike/>")),
        paragraph(run("Visible."), run("NOTE interne", '<w:rStyle w:val="Barre"/>')),
        paragraph(run("Visible."))
        + "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>"
        + paragraph(run("NOTE interne"))
        + "</w:tc></w:tr></w:tbl>",
    ],
)
def test_hidden_or_struck_text_is_left_out_and_listed(body: str) -> None:
    document = read(body, parts={"word/styles.xml": STYLES})
    assert texts(document) == ["Visible."]
    assert left_out(document) == ["NOTE interne"]


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_toggle_that_is_off_hides_nothing(value: str) -> None:
    document = read(
        paragraph(
            run("Visible", f'<w:vanish w:val="{value}"/>'),
            run(" aussi.", f'<w:strike w:val="{value}"/>'.replace("off", "0")),
        )
    )
    assert texts(document) == ["Visible aussi."]


def test_comments_of_reviewers_are_listed_and_left_out() -> None:
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{paragraph(run("À vérifier"))}'
        "</w:comment></w:comments>"
    )
    document = read(
        paragraph(run("Visible."), '<w:r><w:commentReference w:id="0"/></w:r>'),
        {"rId5": ("comments", "comments.xml")},
        {"word/comments.xml": comments},
    )
    assert texts(document) == ["Visible."]
    assert left_out(document) == ["Commentaire\u00a0: À vérifier"]


def test_words_that_no_rule_reads_are_reported() -> None:
    unknown = "<w:inconnu><w:r><w:t>oublié</w:t></w:r></w:inconnu>"
    assert "oublié" in read(paragraph(run("Visible."), unknown)).notices[0]


def test_deleted_text_is_neither_imported_nor_reported() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>supprimé</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("déplacé")}</w:moveFrom>'
    document = read(paragraph(run("Visible."), deleted, moved))
    assert texts(document) == ["Visible."]
    assert document.notices == []
    assert document.left_out == []
