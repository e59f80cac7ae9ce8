"""Reader of Word documents (.docx): mammoth converts them to HTML for the HTML reader.

mammoth has no limits on the XML that it reads, which is checked first.
"""

import io
import re
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError

import mammoth
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from hub.newsletters.importing.documents import Paragraph, SourceDocument, Span
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.archives import Archive, open_archive
from hub.newsletters.importing.readers.html import read_html_characters
from hub.newsletters.importing.readers.pictures import (
    MAX_FILE_BYTES,
    content_name,
    extension_of,
    within_limits,
)

MAX_WORD_BYTES = 25 * 1024 * 1024
DOCUMENT = "word/document.xml"
# A letter of 14,000 characters makes 200 kB of XML, 30 levels deep at most.
MAX_XML_BYTES, MAX_XML_DEPTH, MAX_ELEMENTS = 20 * 1024 * 1024, 150, 400_000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
EXTERNAL = re.compile(r"external image '?([^']{1,300}?)'?(?:,|:| |$)")


def read_word(name: str, data: bytes) -> SourceDocument:
    """Read a .docx file and its images."""
    archive = open_archive(data)
    if DOCUMENT not in archive.members:
        raise NewsletterImportError(
            "Ce fichier n’est pas un document Word\u00a0: il lui manque le texte "
            f"({DOCUMENT}). Enregistrez-le à nouveau au format .docx."
        )
    for member in archive.members:
        if member.endswith((".xml", ".rels")):
            _check(archive, member)
    files: dict[str, bytes] = {}
    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(lambda image: _keep_image(image, files)),
        )
    # mammoth has no exception of its own for a damaged document.
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError, OSError) as error:
        raise NewsletterImportError(
            "Ce document Word est abîmé\u00a0: il ne se lit pas."
        ) from error
    document = read_html_characters(name, converted.value, within_limits(files))
    document.format, document.encoding = "docx", ""
    document.left_out += _margins(archive, document)
    outside = [m.group(1) for w in converted.messages if (m := EXTERNAL.search(w.message))]
    if outside:
        document.notices.append(
            f"Images qui ne sont pas dans le document\u00a0: {', '.join(outside)}."
        )
    return document


def _check(archive: Archive, member: str) -> None:
    """Refuse XML with entities (XXE, "billion laughs"), too deep or with too many elements."""
    depth = elements = 0
    data = archive.read(member, MAX_XML_BYTES)
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            elements += event == "start"
            if depth > MAX_XML_DEPTH or elements > MAX_ELEMENTS:
                raise NewsletterImportError(
                    "Ce document Word est trop profond ou trop long pour une lettre."
                )
            if event == "end":
                element.clear()
    except DefusedXmlException as error:
        raise NewsletterImportError(
            "Ce document Word contient des définitions d’entités, qu’aucun traitement de texte "
            "n’écrit\u00a0: il n’est pas lu."
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise NewsletterImportError(
            f"Ce document Word est abîmé\u00a0: «\u00a0{member}\u00a0» ne se lit pas."
        ) from error


def _keep_image(image: Any, files: dict[str, bytes]) -> dict[str, str]:
    """Add an image of mammoth to `files`; return the attributes of its `<img>`."""
    with image.open() as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    extension = extension_of(data)
    if not extension:
        return {"src": f"image au format {PurePosixPath(image.content_type or 'inconnu').name}"}
    source = content_name(data, extension)
    files[source] = data
    return {"src": source}


def _margins(archive: Archive, document: SourceDocument) -> list[Paragraph]:
    """Return the texts of page headers and footers, listed in the report and not imported."""
    last = document.paragraphs[-1].span.end
    paragraphs = []
    for member in sorted(archive.members):
        if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", member):
            continue
        texts: list[str] = []
        for _, element in iterparse(
            io.BytesIO(archive.read(member, MAX_XML_BYTES)), forbid_dtd=True
        ):
            if element.tag == f"{WORD}t":
                texts.append(element.text or "")
            elif element.tag == f"{WORD}p":
                texts.append(" ")
        words = " ".join("".join(texts).split())
        if words:
            last += 1
            paragraphs.append(Paragraph(words, Span(last, last)))
    return paragraphs
