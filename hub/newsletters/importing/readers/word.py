"""Reader of Word documents (.docx): mammoth converts them to HTML for the HTML reader.

mammoth has no limits on the XML that it reads, which is checked first.
"""

import io
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError

import mammoth
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from hub.newsletters.importing.documents import Paragraph, SourceDocument, Span
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.archives import Archive, open_archive
from hub.newsletters.importing.readers.decoding import clean, decode_declared
from hub.newsletters.importing.readers.html import META_CHARSET, read_html_characters
from hub.newsletters.importing.readers.pictures import (
    MAX_FILE_BYTES,
    content_name,
    extension_of,
    within_limits,
)
from hub.newsletters.importing.readers.word_markup import Rewriting, words_of
from hub.newsletters.importing.readers.word_package import MAX_XML_BYTES, Package, open_package
from hub.newsletters.importing.readers.word_styles import WordStyles

MAX_WORD_BYTES = 25 * 1024 * 1024
# A letter of 14,000 characters makes 200 kB of XML, 30 levels deep at most.
MAX_XML_DEPTH, MAX_ELEMENTS = 150, 400_000
WORD, SPACES = re.compile(r"[^\W_]+"), re.compile(r"[ \t\n]+")
# Number of lost words that a notice lists.
MAX_LOST = 30
# Levels of documents inserted in each other.
MAX_INSERTED = 2
BODY = re.compile(r"<body[^>]*>(.*?)(?:</body>|$)", re.IGNORECASE | re.DOTALL)
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
EXTERNAL = re.compile(r"external image '?([^']{1,300}?)'?(?:,|:| |$)")


def read_word(name: str, data: bytes) -> SourceDocument:
    """Read a .docx file and its images."""
    files: dict[str, bytes] = {}
    converted = convert_word(data, files)
    document = read_html_characters(
        name, converted.html, within_limits(files), undeclared_tables=True
    )
    document.format, document.encoding = "docx", ""
    converted.report(document)
    return document


def convert_word(data: bytes, files: dict[str, bytes], depth: int = 0) -> "ConvertedWord":
    """Convert a document to HTML, its images added to `files`.

    Raise `NewsletterImportError` when it cannot be read, or inserts documents in each other at
    more than `MAX_INSERTED` levels.
    """
    archive = open_archive(data)
    for member in archive.members:
        if member.endswith((".xml", ".rels")):
            _check(archive, member)
    package = open_package(archive)
    styles = package.parts("styles")
    rewriting = Rewriting(package, WordStyles.of(package.tree(styles[0]) if styles else None))
    written = ""
    for part in (package.document, *package.parts("footnotes", "endnotes")):
        written += words_of(package.tree(part))
        rewriting.part(part)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(package.rewritten()),
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
    messages = [message.message for message in result.messages]
    converted = ConvertedWord(result.value, written, package, rewriting, messages)
    converted.insert_chunks(files, depth)
    return converted


@dataclass(slots=True)
class ConvertedWord:
    """A document converted to HTML, and what must be reported about it.

    `written` is the text of its XML, before the conversion.
    """

    html: str
    written: str
    package: Package
    rewriting: Rewriting
    messages: list[str]
    unread: list[str] = field(default_factory=list)

    def insert_chunks(self, files: dict[str, bytes], depth: int) -> None:
        """Replace the markers of inserted documents (altChunk) by their content."""
        for marker, member in self.rewriting.chunks.items():
            html = self._chunk(member, files, depth)
            self.html = self.html.replace(f"<p>{marker}</p>", html).replace(marker, html)

    def _chunk(self, member: str, files: dict[str, bytes], depth: int) -> str:
        """Return the HTML of an inserted document, "" when its format is not read."""
        if member not in self.package.archive.members or depth >= MAX_INSERTED:
            self.unread.append(PurePosixPath(member).name or "sans nom")
            return ""
        data = self.package.archive.read(member, MAX_WORD_BYTES)
        if data.startswith(b"PK"):
            inner = convert_word(data, files, depth + 1)
            self.rewriting.add(inner.rewriting)
            self.messages += inner.messages
            self.unread += inner.unread
            return inner.html
        if any(data.startswith(mark) for mark in (b"{\\rtf", b"MIME-Version", b"From:")):
            self.unread.append(PurePosixPath(member).name)
            return ""
        declared = META_CHARSET.search(data[:4096])
        text = decode_declared(data, declared.group(1).decode() if declared else "")[0]
        if "<" in text:
            body = BODY.search(text)
            return f"<div>{body.group(1) if body else text}</div>"
        return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())

    def report(self, document: SourceDocument) -> None:
        """Add what was left out, and the notices, to the document."""
        rewriting = self.rewriting
        texts = [*rewriting.hidden, *_margins(self.package), *_comments(self.package)]
        texts += [f"Graphique\u00a0: {chart}" for chart in rewriting.charts]
        last = max(p.span.end for p in (*document.paragraphs, *document.left_out))
        for words in filter(None, (SPACES.sub(" ", text).strip() for text in texts)):
            last += 1
            document.left_out.append(Paragraph(words, Span(last, last)))
        outside = [m.group(1) for text in self.messages if (m := EXTERNAL.search(text))]
        symbols = sum("unsupported character" in text for text in self.messages)
        for words, found in (
            ("Images qui ne sont pas dans le document", outside),
            ("Images qui manquent dans le document, à remettre", rewriting.missing_images),
            ("Équations écrites sur une ligne, à vérifier", rewriting.equations),
            ("Graphiques à refaire, leur texte est laissé de côté", rewriting.charts),
            ("Liens sans adresse dans le document, à remettre", rewriting.broken_links),
            ("Documents insérés dans celui-ci et non lus, à ouvrir", self.unread),
            ("Symboles non repris", [str(symbols)] if symbols else []),
        ):
            if found:
                document.notices.append(f"{words}\u00a0: {', '.join(dict.fromkeys(found))}.")
        if lost := self._lost_words(document):
            document.notices.append(
                "Ces mots du document n’ont pas été repris, cherchez-les dans Word\u00a0: "
                f"{', '.join(lost[:MAX_LOST])}{', …' if len(lost) > MAX_LOST else ''}."
            )

    def _lost_words(self, document: SourceDocument) -> list[str]:
        """Return the words of the XML that are neither in the letter nor in what was left out."""
        texts = [paragraph.text for paragraph in (*document.paragraphs, *document.left_out)]
        found = set(WORD.findall(" ".join((*texts, *document.notices))))
        written = WORD.findall(clean(self.written)[0])
        return [word for word in dict.fromkeys(written) if word not in found]


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


def _margins(package: Package) -> list[str]:
    """Return the texts of page headers and footers, listed in the report and not imported."""
    members = sorted(package.archive.members)
    found = [m for m in members if re.fullmatch(r"word/(?:header|footer)\d*\.xml", m)]
    return [words_of(package.tree(member)) for member in found]


def _comments(package: Package) -> list[str]:
    """Return the comments of reviewers, listed in the report and not imported."""
    parts = package.parts("comments")
    return [
        f"Commentaire\u00a0: {words_of(comment)}"
        for comment in (package.tree(parts[0]) if parts else ())
    ]
