"""Reader of OpenDocument texts (.odt): `content.xml` is converted to HTML for the HTML reader.

OASIS OpenDocument 1.3, part 3. Deleted text (tracked changes) is not in the letter; comments,
hidden text, tables of contents, headers and footers are listed in the report.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from hub.newsletters.importing.documents import Paragraph, SourceDocument, Span
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.archives import Archive, open_archive
from hub.newsletters.importing.readers.html import read_html_characters
from hub.newsletters.importing.readers.pictures import MAX_FILE_BYTES, within_limits

MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
# A letter of 14,000 characters makes 100 kB of XML, 20 levels deep.
MAX_XML_BYTES, MAX_XML_DEPTH, MAX_ELEMENTS = 20 * 1024 * 1024, 150, 400_000
MAX_SPACES, MAX_STYLES = 1000, 20
CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, TABLE, OFFICE, DRAW, SVG = (
    f"{{{OASIS}{name}:1.0}}"
    for name in ("text", "style", "table", "office", "drawing", "svg-compatible")
)
FORMAT = f"{{{OASIS}xsl-fo-compatible:1.0}}"
HREF = "{http://www.w3.org/1999/xlink}href"
# Elements of the body that hold no text of the letter.
SKIPPED = frozenset(
    (
        *(f"{TEXT}{name}" for name in ("tracked-changes", "sequence-decls", "variable-decls")),
        *(f"{TEXT}{name}" for name in ("user-field-decls", "note-citation", "bibliography-mark")),
        *(f"{OFFICE}{name}" for name in ("forms", "scripts", "annotation-end")),
        *(f"{TABLE}covered-table-cell", f"{DRAW}object", f"{DRAW}object-ole"),
    )
)
BLOCKS = {
    f"{TEXT}list": "ul",
    f"{TEXT}list-item": "li",
    f"{TEXT}list-header": "li",
    f"{TEXT}section": "div",
    f"{DRAW}text-box": "div",
    f"{TABLE}table": "table",
    f"{TABLE}table-row": "tr",
    f"{TABLE}table-cell": "td",
}
HIDDEN = frozenset(
    (
        *(f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "user-index")),
        *(f"{TEXT}{name}" for name in ("illustration-index", "hidden-text", "hidden-paragraph")),
    )
)
TITLES, QUOTATIONS = ("Title",), ("Quotations", "Quote")


def read_opendocument(name: str, data: bytes) -> SourceDocument:
    """Read an .odt file and its images."""
    archive = open_archive(data)
    if CONTENT not in archive.members:
        raise NewsletterImportError(
            "Ce fichier n’est pas un document OpenDocument\u00a0: il lui manque le texte "
            f"({CONTENT}). Enregistrez-le à nouveau au format .odt."
        )
    if MANIFEST in archive.members and b"encryption-data" in archive.read(MANIFEST, MAX_XML_BYTES):
        raise NewsletterImportError(
            "Ce document est protégé par un mot de passe\u00a0: enlevez-le d’abord."
        )
    content = _parse(archive, CONTENT)
    styles = _parse(archive, STYLES) if STYLES in archive.members else None
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise NewsletterImportError(
            "Ce document n’est pas un texte\u00a0: c’est un classeur, un dessin ou une "
            "présentation."
        )
    converter = _Converter(archive, _styles_of(styles, content))
    html = converter.inside(body) + "".join(converter.notes)
    document = read_html_characters(name, html, within_limits(converter.files))
    document.format = "odt"
    if styles is not None:
        document.left_out += _margins(styles, document.paragraphs[-1].span.end)
    return document


def _parse(archive: Archive, member: str) -> Element:
    """Return the root of a member; refuse entities, XML too deep or with too many elements."""
    depth = elements = 0
    root: Element | None = None
    data = archive.read(member, MAX_XML_BYTES)
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            elements += event == "start"
            if depth > MAX_XML_DEPTH or elements > MAX_ELEMENTS:
                raise NewsletterImportError(
                    "Ce document est trop profond ou trop long pour une lettre."
                )
    except DefusedXmlException as error:
        raise NewsletterImportError(
            "Ce document contient des définitions d’entités, qu’aucun traitement de texte "
            "n’écrit\u00a0: il n’est pas lu."
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise NewsletterImportError(
            f"Ce document est abîmé\u00a0: «\u00a0{member}\u00a0» ne se lit pas."
        ) from error
    if root is None:
        raise NewsletterImportError("Ce document est abîmé\u00a0: il est vide.")
    return root


@dataclass(frozen=True, slots=True)
class _Style:
    """A style, with its parent's name; None for a property that it inherits."""

    name: str
    parent: str = ""
    strong: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None


def _styles_of(*roots: Element | None) -> dict[str, _Style]:
    """Return the styles of the files by name."""
    styles = {}
    for root in roots:
        for element in root.iter(f"{STYLE}style") if root is not None else ():
            properties = element.find(f"{STYLE}text-properties")
            values = properties.attrib if properties is not None else {}
            weight = values.get(f"{FORMAT}font-weight")
            slant = values.get(f"{FORMAT}font-style")
            display = values.get(f"{TEXT}display")
            name = element.get(f"{STYLE}name", "")
            styles[name] = _Style(
                name,
                element.get(f"{STYLE}parent-style-name", ""),
                None if weight is None else weight in ("bold", "600", "700", "800", "900"),
                None if slant is None else slant in ("italic", "oblique"),
                None if display is None else display == "none",
            )
    return styles


@dataclass(slots=True)
class _Converter:
    """Conversion of elements to HTML; `files` are the images, `notes` the footnotes."""

    archive: Archive
    styles: dict[str, _Style]
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def inside(self, element: Element) -> str:
        """Return the HTML of the content of an element, which has at most MAX_XML_DEPTH levels."""
        parts = [escape(element.text or "")]
        for child in element:
            parts += [self._convert(child), escape(child.tail or "")]
        return "".join(parts)

    def _convert(self, element: Element) -> str:
        tag = element.tag
        if tag in SKIPPED:
            return ""
        if make := ELEMENTS.get(tag):
            return make(self, element)
        if tag in HIDDEN or element.get(f"{TEXT}display") == "none":
            return f"<div hidden>{self.inside(element)}</div>"
        content = self.inside(element)
        if block := BLOCKS.get(tag):
            return f"<{block}>{content}</{block}>"
        return content

    def paragraph(self, element: Element) -> str:
        """Return a paragraph: `div`, since HTML has no paragraph inside a paragraph."""
        name = element.get(f"{TEXT}style-name", "")
        chain = [style.name for style in self._chain(name)]
        content = self._styled(name, self.inside(element))
        if any(style in TITLES for style in chain):
            return f"<h1>{content}</h1>"
        if any(style in QUOTATIONS for style in chain):
            return f"<blockquote>{content}</blockquote>"
        return f"<div>{content}</div>"

    def heading(self, element: Element) -> str:
        written = element.get(f"{TEXT}outline-level", "1")
        level = min(6, max(1, int(written))) if written.isdecimal() else 1
        return f"<h{level}>{self.inside(element)}</h{level}>"

    def span(self, element: Element) -> str:
        return self._styled(element.get(f"{TEXT}style-name", ""), self.inside(element))

    def link(self, element: Element) -> str:
        return f'<a href="{escape(element.get(HREF, ""))}">{self.inside(element)}</a>'

    def spaces(self, element: Element) -> str:
        written = element.get(f"{TEXT}c", "1")
        return " " * (min(int(written), MAX_SPACES) if written.isdecimal() else 1)

    def note(self, element: Element) -> str:
        """Return the mark of a footnote, whose text goes to the end of the letter."""
        citation, body = element.find(f"{TEXT}note-citation"), element.find(f"{TEXT}note-body")
        mark = escape("".join(citation.itertext()) if citation is not None else "*")
        if body is not None:
            self.notes.append(f"<div>[{mark}] {self.inside(body)}</div>")
        return f" [{mark}]"

    def comment(self, element: Element) -> str:
        texts = [" ".join("".join(p.itertext()).split()) for p in element.iter(f"{TEXT}p")]
        return f"<span hidden>{escape(' '.join(texts))}\n</span>"

    def frame(self, element: Element) -> str:
        """Return the images or the text boxes of a frame, with its alternative text."""
        image = element.find(f"{DRAW}image")
        if image is None:
            return self.inside(element)
        alts = (element.find(f"{SVG}{name}") for name in ("title", "desc"))
        alt = next((found.text for found in alts if found is not None and found.text), "")
        source = image.get(HREF, "").removeprefix("./")
        held = self.archive.members.get(source)
        if held and held.file_size <= MAX_FILE_BYTES:
            self.files[source] = self.archive.read(source, MAX_FILE_BYTES)
        return f'<img src="{escape(source)}" alt="{escape(alt)}">'

    def _chain(self, name: str) -> list[_Style]:
        """Return a style and its ancestors."""
        chain: list[_Style] = []
        while (style := self.styles.get(name)) and len(chain) < MAX_STYLES:
            chain.append(style)
            name = style.parent
        return chain

    def _styled(self, name: str, content: str) -> str:
        chain = self._chain(name)

        def inherited(values: list[bool | None]) -> bool | None:
            return next((value for value in values if value is not None), None)

        strong = inherited([style.strong for style in chain])
        italic = inherited([style.italic for style in chain])
        css = "".join(
            rule if value else other
            for value, rule, other in (
                (strong, "font-weight:bold;", "font-weight:normal;"),
                (italic, "font-style:italic;", "font-style:normal;"),
            )
            if value is not None
        )
        hidden = " hidden" if inherited([style.hidden for style in chain]) else ""
        return f'<span style="{css}"{hidden}>{content}</span>' if css or hidden else content


ELEMENTS: dict[str, Callable[[_Converter, Element], str]] = {
    f"{TEXT}p": _Converter.paragraph,
    f"{TEXT}h": _Converter.heading,
    f"{TEXT}span": _Converter.span,
    f"{TEXT}a": _Converter.link,
    f"{DRAW}a": _Converter.link,
    f"{TEXT}s": _Converter.spaces,
    f"{TEXT}tab": lambda converter, element: " ",
    f"{TEXT}line-break": lambda converter, element: "<br>",
    f"{TEXT}note": _Converter.note,
    f"{OFFICE}annotation": _Converter.comment,
    f"{DRAW}frame": _Converter.frame,
}


def _margins(styles: Element, last: int) -> list[Paragraph]:
    """Return the texts of page headers and footers, listed in the report and not imported."""
    tags = ("header", "footer", "header-first", "footer-first", "header-left", "footer-left")
    texts = [
        " ".join(" ".join(p.itertext()) for p in element.iter(f"{TEXT}p"))
        for tag in tags
        for element in styles.iter(f"{STYLE}{tag}")
    ]
    words = list(dict.fromkeys(text for text in (" ".join(t.split()) for t in texts) if text))
    return [Paragraph(text, Span(last + n, last + n)) for n, text in enumerate(words, 1)]
