"""Minimal parts of a Word document (ECMA-376)."""

from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org"
W = f"{OFFICE}/wordprocessingml/2006/main"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
DRAWING = f"{OFFICE}/drawingml/2006"
TYPE = "application/vnd.openxmlformats"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
CONTENT_TYPES = (
    f'{XML}<Types xmlns="{OFFICE}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{TYPE}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" '
    f'ContentType="{TYPE}-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
STYLES = (
    f'{XML}<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Titre2">'
    '<w:name w:val="heading 2"/></w:style></w:styles>'
)
NUMBERING = (
    f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing">'
    f'<wp:docPr id="1" name="i" descr="Une haie"/><a:graphic xmlns:a="{DRAWING}/main">'
    f'<a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture"><pic:blipFill>'
    f'<a:blip xmlns:r="{RELATIONS}" r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
PROPERTIES = {
    "heading": '<w:pPr><w:pStyle w:val="Titre2"/></w:pPr>',
    "item": '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
}


def relations(**targets: tuple[str, str]) -> str:
    """The relations of a part: {identifier: (kind, target)}."""
    rows = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{XML}<Relationships xmlns="{OFFICE}/package/2006/relationships">{rows}</Relationships>'


def word_paragraph(text: str, kind: str = "", strong: bool = False) -> str:
    """A paragraph, its text cut in two runs as Word does at each correction."""
    bold = "<w:rPr><w:b/></w:rPr>" if strong else ""
    half = len(text) // 2
    runs = "".join(
        f'<w:r>{bold}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for piece in (text[:half], text[half:])
    )
    return f"<w:p>{PROPERTIES.get(kind, '')}{runs}</w:p>"


def word_document(body: str, prologue: str = "") -> str:
    return f'{XML}{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def word_parts(document: str, image: bytes) -> dict[str, str | bytes]:
    """The members of the archive."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(rId1=("officeDocument", "word/document.xml")),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(rId9=("image", "media/haie.png")),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/media/haie.png": image,
    }
