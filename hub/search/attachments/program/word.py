"""Text of Word files: document, notes, SmartArt, charts, inserted documents, headers, footers."""

import re
from html import unescape
from pathlib import Path

from .archives import Package, opened
from .limits import CHARACTERS, Extraction
from .markup import parse
from .office import OfficeHandler, Styles, StylesHandler
from .plain import decoded

# Parts that a document refers to, by the last word of the type of their relationship. Comments are
# not read.
RELATED = ("footnotes", "endnotes", "diagramData", "chart")
FOOTERS = ("header", "footer")
# Names of the parts in a file without relationships.
USUAL = re.compile(r"word/((styles|footnotes|endnotes|header|footer)\d*)\.xml")
INSERTED, MAX_INSERTED = "aFChunk", 2


def read_docx(path: Path) -> Extraction:
    with opened(path) as package:
        return Extraction(package_text(package))


def package_text(package: Package, depth: int = 0) -> str:
    """Return the text of a Word package; `depth` is the number of packages it is inserted in."""
    main = package.main_part("word/document.xml")
    related = package.relations(main) or usual_parts(package)
    styles = StylesHandler()
    for kind, target in related:
        if kind == "styles":
            parse(package.content(target), styles)
    texts = [part_text(package.content(main), styles.styles)]
    footers: dict[str, None] = {}
    for kind, target in related:
        if sum(map(len, texts)) >= CHARACTERS:
            break
        if kind in RELATED:
            texts.append(part_text(package.content(target), styles.styles))
        elif kind in FOOTERS:
            handler = OfficeHandler(styles.styles, is_footer=True)
            parse(package.content(target), handler)
            footers |= handler.footers
        elif kind == INSERTED and depth < MAX_INSERTED:
            texts.append(inserted_text(package.content(target), depth))
    return "".join([*texts, *(f"{line}\n" for line in footers)])


def usual_parts(package: Package) -> list[tuple[str, str]]:
    """Return the parts of a package without relationships, as (kind, name)."""
    matches = (USUAL.fullmatch(name) for name in package.parts)
    return [(match[2], match[0]) for match in matches if match]


def part_text(content: bytes, styles: Styles) -> str:
    handler = OfficeHandler(styles)
    parse(content, handler)
    return handler.text()


def inserted_text(content: bytes, depth: int) -> str:
    """Return the text of a document inserted in another one: Word, HTML or plain text."""
    if content.startswith(b"PK"):
        with opened(content) as package:
            return package_text(package, depth + 1)
    text = "" if content.startswith((b"{\\rtf", b"MIME-Version")) else decoded(content)
    if "<" in text:
        text = re.sub(r"(?is)<(style|script|head)\b.*?</\1\s*>|<!--.*?-->", " ", text)
        text = unescape(re.sub(r"<[^<>]*>", " ", text))
    return f"{text}\n"
