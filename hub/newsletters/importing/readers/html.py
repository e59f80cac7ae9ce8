"""Reader of HTML: files, pasted pages, e-mail parts, and the output of mammoth and Markdown."""

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
from hub.newsletters.importing.readers.boilerplate import as_text, split_boilerplate
from hub.newsletters.importing.readers.comments import split_comments
from hub.newsletters.importing.readers.decoding import decode_declared, refuse_binary
from hub.newsletters.importing.readers.flattening import Flattener
from hub.newsletters.importing.readers.links import clean_address
from hub.newsletters.importing.readers.pictures import embedded_image
from hub.newsletters.importing.readers.runs import Line
from hub.newsletters.importing.readers.style_sheets import HidingRules
from hub.newsletters.importing.readers.tables import with_rows
from hub.newsletters.importing.readers.text import bare_links
from hub.newsletters.importing.readers.titles import title_of, with_title

CHUNK = 65_536
# Length of a label quoted in a notice, and number of labels listed.
MAX_LABEL_LENGTH, MAX_LABELS = 80, 10
# Number of left-out characters listed in the report.
MAX_LEFT_OUT_CHARACTERS = 20_000
# A longer text marked as a signature is a letter written inside one.
MAX_SIGNATURE_LENGTH = 800
META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<!--.{0,40}-->\s*)?<(?:!doctype\s+html|html|head|body|meta|table|div|p|h[1-6]|span|ul|b|"
    r"center|style)\b[^>]*>",
    re.IGNORECASE,
)


def read_html(name: str, data: bytes) -> SourceDocument:
    """Read an HTML file."""
    refuse_binary(data)
    declared = META_CHARSET.search(data[:4096])
    text, encoding, notices = decode_declared(data, declared.group(1).decode() if declared else "")
    document = read_html_characters(name, text)
    document.encoding = encoding
    document.notices[:0] = notices
    return document


def read_html_characters(
    name: str,
    text: str,
    files: dict[str, bytes] | None = None,
    title: str = "",
    undeclared_tables: bool = False,
) -> SourceDocument:
    """Read decoded HTML.

    `files` are the images that came with it, by their address in the HTML (`cid:…`, a path in the
    archive); `title` is used when the text has no title; `undeclared_tables`: tables without
    borders or header cells are data too. Nothing is fetched. Raise
    `NewsletterImportError` when there is no word, or when the limits of the flattener are exceeded.
    """
    flattened = _flatten(text, HidingRules.of(text))
    if not any(line.text and not line.hidden for line in flattened.lines):
        # A style sheet that hides everything expects a script to show it.
        flattened = _flatten(text, HidingRules())
    reading = _Reading(files or {})
    lines = with_rows(flattened.lines, flattened.tables, undeclared_tables)
    lines = _join_leading_emoji(lines)
    paragraphs = [p for n, line in enumerate(lines, 1) if (p := reading.paragraph(line, n))]
    signature = _signature(lines, [p for p in paragraphs if p.span not in reading.hidden])
    reading.hidden |= signature
    shown, notes = split_comments([p for p in paragraphs if p.span not in reading.hidden])
    split = split_boilerplate(shown)
    kept, left = _unquote_forwarded(split.kept), split.left + notes
    left += [q for p in paragraphs if p.span in reading.hidden and (q := as_text(p)).text]
    _require_words(kept, flattened)
    document = SourceDocument(name=name, format="html", paragraphs=kept, files=reading.files)
    document.left_out = _truncate_left_out(sorted(left, key=lambda p: p.span), document.notices)
    document.notices += reading.notices(flattened)
    document.is_forwarded, document.sent = split.is_forwarded, split.sent
    return with_title(document, title_of(title or flattened.title, split.subject))


def _flatten(text: str, rules: HidingRules) -> Flattener:
    flattener = Flattener(rules)
    parser = etree.HTMLParser(
        # The stubs give bytes to targets too; lxml gives text.
        target=flattener,  # type: ignore[arg-type]
        huge_tree=True,
        no_network=True,
    )
    try:
        for start in range(0, len(text), CHUNK):
            parser.feed(text[start : start + CHUNK])
        parser.close()
    except etree.XMLSyntaxError:
        # libxml2 refuses a text without any element or character data (empty, comments only).
        flattener.close()
    return flattener


def _signature(lines: list[Line], paragraphs: list[Paragraph]) -> set[Span]:
    """Return the positions of the signatures that the mail program marked, if they are short."""
    marked = [p for p in paragraphs if lines[p.span.start - 1].signature]
    length = sum(len(paragraph.text) for paragraph in marked)
    return {p.span for p in marked} if length <= MAX_SIGNATURE_LENGTH else set()


def _require_words(kept: list[Paragraph], flattened: Flattener) -> None:
    """Raise `NewsletterImportError`, with the reason, unless a paragraph has a word."""
    if any(character.isalnum() for paragraph in kept for character in paragraph.text):
        return
    images = sum(paragraph.image is not None for paragraph in kept) + flattened.pixels
    if images:
        raise NewsletterImportError(
            f"Ce fichier ne contient que des images ({images})\u00a0: leur texte ne peut pas être "
            "lu. Collez le texte de la lettre, ou importez le fichier dont ces images sont tirées."
        )
    raise NewsletterImportError("Ce fichier est vide\u00a0: il ne contient aucun mot.")


def _join_leading_emoji(lines: list[Line]) -> list[Line]:
    """Join an emoji alone in a table cell, as mail tools write it, to the title in the next one."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if (
            before
            and _is_emoji_of_a_cell(before)
            and line.text
            and line.rows[: len(before.rows)] == before.rows
        ):
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


def _is_emoji_of_a_cell(line: Line) -> bool:
    return bool(
        line.rows
        and 0 < len(line.text) <= 8
        and not any(c.isalnum() or c.isspace() for c in line.text)
    )


def _unquote_forwarded(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return quotes as text when they are the majority: mail programs quote a forwarded letter."""
    kinds = Counter(paragraph.kind for paragraph in paragraphs)
    if 2 * kinds[ParagraphKind.QUOTE] <= len(paragraphs):
        return paragraphs
    return [
        replace(p, kind=ParagraphKind.TEXT) if p.kind is ParagraphKind.QUOTE else p
        for p in paragraphs
    ]


def _truncate_left_out(left: list[Paragraph], notices: list[str]) -> list[Paragraph]:
    """Return the first left-out paragraphs, within the limit; add a notice about the others."""
    kept, characters = [], 0
    for paragraph in left:
        characters += len(paragraph.text)
        if characters > MAX_LEFT_OUT_CHARACTERS:
            notices.append(
                f"{len(left) - len(kept)} paragraphe(s) caché(s) de plus, "
                "trop longs pour ce rapport."
            )
            break
        kept.append(paragraph)
    return kept


@dataclass(slots=True)
class _Reading:
    """State of the conversion of lines to paragraphs: images used, notices."""

    available: dict[str, bytes]
    files: dict[str, bytes] = field(default_factory=dict)
    hidden: set[Span] = field(default_factory=set)
    cleaned: int = 0
    refused: list[str] = field(default_factory=list)
    opaque: list[str] = field(default_factory=list)

    def paragraph(self, line: Line, number: int) -> Paragraph | None:
        """Return the paragraph of a line, None for an image that cannot be kept."""
        span = Span(number, number)
        if line.hidden:
            self.hidden.add(span)
        if not line.text and not line.image and line.kind is ParagraphKind.TEXT:
            return None
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
            embedded = embedded_image(image.source)
            if embedded is None:
                return Image("", image.alt) if image.alt else None
            source, data = embedded
            self.files[source] = data
            return Image(source, image.alt)
        if key := self._file_key(image.source):
            self.files[key] = self.available[key]
            return Image(key, image.alt)
        return Image(clean_address(image.source).url or image.source[:500], image.alt)

    def _file_key(self, source: str) -> str:
        """Return the key, in the available files, of the image at an address, or "".

        Mailchimp exports the images next to a letter that has their hosted addresses: a single file
        of the same name is that image.
        """
        path = unquote(source.removeprefix("./"))
        if path in self.available:
            return path
        last = PurePosixPath(path.partition("?")[0]).name
        same = [name for name in self.available if last and PurePosixPath(name).name == last]
        return same[0] if len(same) == 1 else ""

    def notices(self, flattened: Flattener) -> list[str]:
        """Return the French notices of the conversion."""
        notices = []
        if flattened.pixels:
            notices.append(f"{flattened.pixels} image(s) de suivi, invisibles, retirée(s).")
        if self.cleaned:
            notices.append(f"{self.cleaned} lien(s) débarrassé(s) de ce qui suivait les lecteurs.")
        if self.opaque:
            notices.append(
                "Ces liens passent par un outil d’envoi qui cache leur adresse\u00a0: "
                f"remplacez-les ({_listed(self.opaque)})."
            )
        if self.refused:
            notices.append(
                "Ces liens ne mènent nulle part hors de leur page d’origine, ou lancent un "
                f"programme\u00a0: ils sont retirés ({_listed(self.refused)})."
            )
        if flattened.embeds:
            notices.append(
                "Films, sons ou cadres qui n’ont pas été repris\u00a0: "
                f"{_listed(flattened.embeds)}."
            )
        return notices


def _listed(words: list[str]) -> str:
    shown = [f"«\u00a0{word[:MAX_LABEL_LENGTH]}\u00a0»" for word in dict.fromkeys(words)]
    more = f" et {len(shown) - MAX_LABELS} autre(s)" if len(shown) > MAX_LABELS else ""
    return ", ".join(shown[:MAX_LABELS]) + more
