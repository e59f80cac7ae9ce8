"""Conversion of HTML to lines in reading order, including HTML laid out with nested tables.

The parser of lxml calls a `Flattener` for each tag (SAX-like target): no tree is built, no script
is run and no address is fetched.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hub.newsletters.importing.documents import Image, ParagraphKind
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.inline_styles import is_pixel, style_of
from hub.newsletters.importing.readers.runs import Line, Run, lines_of
from hub.newsletters.importing.readers.style_sheets import HidingRules
from hub.newsletters.importing.readers.tables import TableShape, shape_of

# A letter made by a mailing tool has about forty levels of elements and five thousand tags.
MAX_DEPTH, MAX_TAGS, MAX_CHARACTERS = 400, 60_000, 600_000
# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "html", "legend", "li", "main", "nav", "ol", "option", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
# Their content is not shown; only the title of `head` is read.
# fmt: off
SKIPPED = frozenset((
    "applet", "audio", "canvas", "embed", "frame", "frameset", "head", "iframe", "math", "meta",
    "noembed", "noframes", "object", "script", "style", "svg", "template", "video", "xml",
))
# fmt: on
EMBEDS = frozenset(["audio", "embed", "iframe", "object", "source", "video"])
STRUCK = frozenset(("s", "strike", "del"))
STRONG, ITALIC = frozenset(("b", "strong")), frozenset(("i", "em", "cite"))
SIGNATURES = frozenset(
    ("gmail_signature", "moz-signature", "signature", "applemailsignature", "x_signature")
)
# Comments of Google Docs: the marker in the text, and the note at the end that refers to it.
COMMENT_MARKER, COMMENT_NOTE = re.compile(r"^#cmnt\d+$"), re.compile(r"^#cmnt_ref\d+$")
HEADING = re.compile(r"^h([1-6])$")


@dataclass(slots=True)
class Frame:
    """An open element: the properties that the text inside inherits."""

    tag: str = ""
    skipped: bool = False
    hidden: bool = False
    signature: bool = False
    struck: bool = False
    tiny: bool = False
    strong: bool = False
    italic: bool = False
    preformatted: bool = False
    level: int = 0
    kind: ParagraphKind = ParagraphKind.TEXT
    link: tuple[int, str] | None = None
    rows: tuple[int, ...] = ()
    table: int = 0
    cell: tuple[int, int] | None = None
    first_line: int = 0


@dataclass(slots=True)
class Flattener:
    """Target of the HTML parser of lxml; `close` returns the flattener, with `lines` filled."""

    rules: HidingRules = field(default_factory=HidingRules)
    lines: list[Line] = field(default_factory=list)
    title: str = ""
    embeds: list[str] = field(default_factory=list)
    pixels: int = 0
    tables: dict[int, TableShape] = field(default_factory=dict)
    _open: list[Frame] = field(default_factory=lambda: [Frame()])
    _runs: list[Run] = field(default_factory=list)
    _hidden: list[Run] = field(default_factory=list)
    _images: list[tuple[Image, Frame]] = field(default_factory=list)
    _tags: int = 0
    _characters: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element; raise `NewsletterImportError` above the limits."""
        self._tags += 1
        if self._tags > MAX_TAGS:
            raise NewsletterImportError(
                f"Ce fichier HTML a plus de {MAX_TAGS} balises\u00a0: ce n’est pas une lettre."
            )
        if len(self._open) > MAX_DEPTH:
            raise NewsletterImportError(
                f"Ce fichier HTML emboîte plus de {MAX_DEPTH} balises\u00a0: "
                "ce n’est pas une lettre."
            )
        tag = tag.lower() if isinstance(tag, str) else ""
        if tag in BLOCKS or tag == "hr":
            self._flush()
        self._open.append(self._frame(tag, attributes))
        self._table(self._open[-1], attributes)
        if tag == "a" and COMMENT_NOTE.match(attributes.get("href", "")):
            self._hide_comment()
        if not self._open[-1].skipped:
            self._show(tag, attributes)
        if tag in EMBEDS and (address := attributes.get("src") or attributes.get("data")):
            self.embeds.append(address)

    def end(self, tag: str) -> None:
        """Close the nearest open element of that name, and those inside."""
        tag = tag.lower()
        if tag in BLOCKS:
            self._flush()
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                break

    def data(self, text: str) -> None:
        """Add text to the current paragraph, or to the title."""
        frame = self._open[-1]
        if frame.tag == "title":
            self.title += text
        elif not frame.skipped:
            self._add(text)

    def comment(self, text: str) -> None:
        """Ignore comments: they hold conditional content of one mail program."""

    def close(self) -> "Flattener":
        """Close the last paragraph and return the flattener."""
        self._flush()
        return self

    def _frame(self, tag: str, attributes: Mapping[str, str]) -> Frame:
        above = self._open[-1]
        style = style_of(attributes)
        heading = HEADING.match(tag)
        level = above.level
        if heading:
            level = int(heading.group(1))
        elif attributes.get("role") == "heading" and attributes.get("aria-level", "").isdigit():
            level = min(6, max(1, int(attributes["aria-level"])))
        return replace(
            above,
            tag=tag,
            skipped=above.skipped
            or tag in SKIPPED
            or _is_word_bullet(attributes)
            or bool(tag == "a" and COMMENT_MARKER.match(attributes.get("href", ""))),
            hidden=above.hidden or style.hidden or self.rules.hide(tag, attributes),
            signature=above.signature or _is_signature(attributes),
            struck=above.struck or style.struck or tag in STRUCK,
            tiny=above.tiny if style.tiny is None else style.tiny,
            strong=(above.strong or tag in STRONG) if style.strong is None else style.strong,
            italic=(above.italic or tag in ITALIC) if style.italic is None else style.italic,
            preformatted=above.preformatted or tag == "pre",
            level=level,
            kind=_kind(tag, attributes, above.kind),
            link=(self._tags, attributes["href"])
            if tag == "a" and attributes.get("href")
            else above.link,
            rows=(*above.rows, self._tags) if tag == "tr" else above.rows,
            first_line=len(self.lines),
        )

    def _table(self, frame: Frame, attributes: Mapping[str, str]) -> None:
        """Record a table or a cell that opens; a table that holds another one is not data."""
        if frame.tag == "table":
            if frame.table in self.tables:
                self.tables[frame.table].regular = False
            frame.table, frame.cell = self._tags, None
            self.tables[frame.table] = shape_of(attributes)
        elif frame.tag in ("td", "th") and frame.table and frame.rows:
            frame.cell = (frame.table, self._tags)
            self.tables[frame.table].add(frame.rows[-1], self._tags, frame.tag, attributes)

    def _hide_comment(self) -> None:
        """Hide the note of a comment: the `<div>` that holds only it, or its paragraph."""
        for depth in range(len(self._open) - 1, 0, -1):
            frame = self._open[depth]
            if frame.tag in BLOCKS and frame.first_line < len(self.lines):
                break
            frame.hidden = True
            if frame.tag == "div":
                break

    def _show(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._add("\n", is_break=True)
        elif tag == "hr":
            self.lines.append(Line(kind=ParagraphKind.SEPARATOR))
        elif tag == "img":
            self._image(attributes)

    def _image(self, attributes: Mapping[str, str]) -> None:
        frame = self._open[-1]
        alt = " ".join(attributes.get("alt", "").split())
        source = attributes.get("src", "").strip()
        if alt and len(alt) <= 8 and not any(c.isalnum() or c.isspace() for c in alt):
            self._add(alt)  # an emoji that the mail program replaced by an image
        elif is_pixel(attributes) or (frame.hidden and not alt):
            self.pixels += 1
        elif source or alt:
            self._images.append((Image(source, alt), frame))

    def _add(self, text: str, is_break: bool = False) -> None:
        frame = self._open[-1]
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise NewsletterImportError(
                f"Ce fichier contient plus de {MAX_CHARACTERS} caractères de texte\u00a0: "
                "ce n’est pas une lettre."
            )
        is_hidden = frame.hidden or frame.tiny or frame.struck
        runs = self._hidden if is_hidden else self._runs
        if frame.preformatted and not is_break:
            pieces = text.split("\n")
            for piece in pieces[:-1]:
                runs += [self._run(piece), self._run("\n", is_break=True)]
            text = pieces[-1]
        runs.append(self._run(text, is_break))

    def _run(self, text: str, is_break: bool = False) -> Run:
        frame = self._open[-1]
        return Run(text, frame.strong, frame.italic, frame.link, is_break)

    def _flush(self) -> None:
        """Close the current paragraph: add its lines, its hidden lines, then its images."""
        frame = self._open[-1]
        for runs, hidden in ((self._runs, False), (self._hidden, True)):
            for line in lines_of(runs):
                line.level, line.hidden, line.rows = frame.level, hidden, frame.rows
                line.signature, line.cell = frame.signature, frame.cell
                if line.kind is ParagraphKind.TEXT:
                    line.kind = frame.kind
                self.lines.append(line)
        for image, holder in self._images:
            links = [(0, 0, holder.link[1])] if holder.link else []
            line = Line(image=image, links=links, hidden=holder.hidden, cell=holder.cell)
            line.signature = holder.signature
            self.lines.append(line)
        self._runs, self._hidden, self._images = [], [], []


def _kind(tag: str, attributes: Mapping[str, str], above: ParagraphKind) -> ParagraphKind:
    if tag == "li" or (tag == "p" and _is_word_list_item(attributes)):
        return ParagraphKind.LIST_ITEM
    if tag == "blockquote":
        return ParagraphKind.QUOTE
    return above


def _is_signature(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is a signature of Gmail, Thunderbird, Outlook or Apple Mail."""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    return any(name in SIGNATURES for name in names)


def _is_word_list_item(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "mso-list:" in style and "mso-list:none" not in style


def _is_word_bullet(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is the text bullet of a Word list item, marked as ignorable."""
    return "mso-list:ignore" in attributes.get("style", "").replace(" ", "").lower()
