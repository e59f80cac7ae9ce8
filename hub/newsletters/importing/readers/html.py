"""HTML: files, pasted pages, the HTML part of an e-mail, what mammoth makes of a Word document."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from hub.newsletters.importing.documents import (
    Image,
    Link,
    Paragraph,
    ParagraphKind,
    SourceDocument,
    Span,
)
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.boilerplate import sort_out
from hub.newsletters.importing.readers.decoding import decode_declared, refuse_binary
from hub.newsletters.importing.readers.flattening import Flattener
from hub.newsletters.importing.readers.links import clean_address
from hub.newsletters.importing.readers.pictures import embedded_image
from hub.newsletters.importing.readers.runs import Line
from hub.newsletters.importing.readers.text import bare_links
from hub.newsletters.importing.readers.titles import with_title

CHUNK = 65_536
# Longest words that a notice repeats, and how many of them it lists.
LONGEST_LABEL, MOST_LABELS = 80, 10
# Most characters left out that are kept for the report: beyond, it is no boilerplate.
MOST_LEFT_OUT = 20_000
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<!--.{0,40}-->\s*)?<(?:!doctype\s+html|html|head|body|meta|table|div|p|h[1-6]|span|ul|b|"
    r"center|style)\b[^>]*>",
    re.IGNORECASE,
)


def read_html(name: str, data: bytes) -> SourceDocument:
    """Bytes of an HTML file to neutral paragraphs."""
    refuse_binary(data)
    declared = DECLARED.search(data[:4096])
    text, encoding, notices = decode_declared(data, declared.group(1).decode() if declared else "")
    document = read_html_characters(name, text)
    document.encoding = encoding
    document.notices[:0] = notices
    return document


def read_html_characters(
    name: str, text: str, files: dict[str, bytes] | None = None, title: str = ""
) -> SourceDocument:
    """HTML already decoded.

    `files` are the images that came along, by the address that the HTML gives them (`cid:…`,
    a path in the archive); `title` is what stands for the title when the text tells none.
    Nothing is fetched. Raises `NewsletterImportError` for what holds no word, or harms.
    """
    flattened = _flatten(text)
    reading = _Reading(files or {})
    lines = _with_their_emoji(flattened.lines)
    paragraphs = [p for n, line in enumerate(lines, 1) if (p := reading.paragraph(line, n))]
    paragraphs = _unquoted(paragraphs)
    kept, left = sort_out([p for p in paragraphs if p.span not in reading.hidden])
    left += [p for p in paragraphs if p.span in reading.hidden and p.text]
    if not any(character.isalnum() for paragraph in kept for character in paragraph.text):
        raise NewsletterImportError("Ce fichier est vide\u00a0: il ne contient aucun mot.")
    document = SourceDocument(name=name, format="html", paragraphs=kept, files=reading.files)
    document.left_out = _bounded(sorted(left, key=lambda p: p.span), document.notices)
    document.notices += reading.notices(flattened)
    return with_title(document, title or flattened.title)


def _flatten(text: str) -> Flattener:
    parser = etree.HTMLParser(target=Flattener(), huge_tree=True, no_network=True)
    for start in range(0, len(text), CHUNK):
        parser.feed(text[start : start + CHUNK])
    return parser.close()


def _with_their_emoji(lines: list[Line]) -> list[Line]:
    """Mail tools put the emoji of a title in a cell of its own: back before its words."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        alone = before and before.text and len(before.text) <= 8 and before.rows
        alone = alone and not any(c.isalnum() or c.isspace() for c in before.text)
        if alone and line.text and line.rows[: len(before.rows)] == before.rows:
            shift = len(before.text) + 1
            line.text = f"{before.text} {line.text}"
            line.links = [(start + shift, end + shift, url) for start, end, url in line.links]
            line.emphasis = [
                replace(mark, start=mark.start + shift, end=mark.end + shift)
                for mark in line.emphasis
            ]
            joined[-1] = line
        else:
            joined.append(line)
    return joined


def _unquoted(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A forwarded letter is one long quotation for mail programs: then it is none."""
    kinds = Counter(paragraph.kind for paragraph in paragraphs)
    if 2 * kinds[ParagraphKind.QUOTE] <= len(paragraphs):
        return paragraphs
    return [
        replace(p, kind=ParagraphKind.TEXT) if p.kind is ParagraphKind.QUOTE else p
        for p in paragraphs
    ]


def _bounded(left: list[Paragraph], notices: list[str]) -> list[Paragraph]:
    kept, characters = [], 0
    for paragraph in left:
        characters += len(paragraph.text)
        if characters > MOST_LEFT_OUT:
            notices.append(
                f"{len(left) - len(kept)} paragraphe(s) caché(s) de plus, "
                "trop longs pour ce rapport."
            )
            break
        kept.append(paragraph)
    return kept


@dataclass(slots=True)
class _Reading:
    """What is noted while lines become paragraphs."""

    available: dict[str, bytes]
    files: dict[str, bytes] = field(default_factory=dict)
    hidden: set[Span] = field(default_factory=set)
    cleaned: int = 0
    refused: list[str] = field(default_factory=list)
    opaque: list[str] = field(default_factory=list)

    def paragraph(self, line: Line, number: int) -> Paragraph | None:
        """The paragraph of a line, None when nothing of it is to be seen."""
        span = Span(number, number)
        if line.hidden:
            self.hidden.add(span)
        image = self._image(line.image) if line.image else None
        if line.image and not image:
            return None
        links = self._links(line)
        taken = [(link.start, link.end) for link in links]
        bare = [
            b for b in bare_links(line.text) if not any(s < b.end and b.start < e for s, e in taken)
        ]
        return Paragraph(
            text=line.text,
            span=span,
            level=line.level if line.text else 0,
            kind=line.kind,
            emphasis=tuple(line.emphasis),
            links=tuple(sorted([*links, *bare], key=lambda link: link.start)),
            image=image,
        )

    def _links(self, line: Line) -> list[Link]:
        links = []
        for start, end, written in line.links:
            words = line.text[start:end].strip() or (line.image.alt if line.image else "")
            if not written or written.startswith(("#", "*|", "{{")):
                continue
            address = clean_address(written)
            if not address.url:
                self.refused.append(words or written)
                continue
            self.cleaned += address.tracked
            if address.opaque:
                self.opaque.append(words or address.url)
            links.append(Link(address.url, start, end))
        return links

    def _image(self, image: Image) -> Image | None:
        if image.source.startswith("data:"):
            held = embedded_image(image.source)
            if held is None:
                return Image("", image.alt) if image.alt else None
            source, data = held
            self.files[source] = data
            return Image(source, image.alt)
        if key := self._held(image.source):
            self.files[key] = self.available[key]
            return Image(key, image.alt)
        return Image(clean_address(image.source).url or image.source[:500], image.alt)

    def _held(self, source: str) -> str:
        """The name, among the files at hand, of the image at an address; else empty.

        Mailchimp exports the images beside a letter that still tells where they were hosted:
        one file of the same name is that image.
        """
        path = unquote(source.removeprefix("./"))
        if path in self.available:
            return path
        last = PurePosixPath(path.partition("?")[0]).name
        same = [name for name in self.available if last and PurePosixPath(name).name == last]
        return same[0] if len(same) == 1 else ""

    def notices(self, flattened: Flattener) -> list[str]:
        told = []
        if flattened.pixels:
            told.append(f"{flattened.pixels} image(s) de suivi, invisibles, retirée(s).")
        if self.cleaned:
            told.append(f"{self.cleaned} lien(s) débarrassé(s) de ce qui suivait les lecteurs.")
        if self.opaque:
            told.append(
                "Ces liens passent par un outil d’envoi qui cache leur adresse\u00a0: "
                f"remplacez-les ({_listed(self.opaque)})."
            )
        if self.refused:
            told.append(
                "Ces liens ne mènent nulle part hors de leur page d’origine, ou lancent un "
                f"programme\u00a0: ils sont retirés ({_listed(self.refused)})."
            )
        if flattened.embeds:
            told.append(
                "Films, sons ou cadres qui n’ont pas été repris\u00a0: "
                f"{_listed(flattened.embeds)}."
            )
        return told


def _listed(words: list[str]) -> str:
    shown = [f"«\u00a0{word[:LONGEST_LABEL]}\u00a0»" for word in dict.fromkeys(words)]
    more = f" et {len(shown) - MOST_LABELS} autre(s)" if len(shown) > MOST_LABELS else ""
    return ", ".join(shown[:MOST_LABELS]) + more
