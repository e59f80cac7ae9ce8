"""From tags to lines: what HTML shows, in reading order, whatever tables it is laid out with.

lxml reads the tags and closes those left open; it calls the `Flattener` for each of them, so
that no tree is built and no tag, script or address is ever acted upon.
"""

import re
from dataclasses import dataclass, field, replace

from hub.newsletters.importing.documents import Image, ParagraphKind
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.inline_styles import is_pixel, style_of
from hub.newsletters.importing.readers.runs import Line, Run, lines_of

# A letter made by a mailing tool nests some forty elements and holds some five thousand.
DEEPEST, MOST_TAGS, MOST_CHARACTERS = 400, 60_000, 600_000
# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "html", "legend", "li", "main", "nav", "ol", "option", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
# Nothing that they hold is text for readers; `head` is read for its title only.
# fmt: off
SKIPPED = frozenset((
    "applet", "audio", "canvas", "embed", "frame", "frameset", "head", "iframe", "math", "meta",
    "noembed", "noframes", "object", "script", "style", "svg", "template", "video", "xml",
))
# fmt: on
EMBEDS = frozenset(["audio", "embed", "iframe", "object", "source", "video"])
STRONG, ITALIC = frozenset(("b", "strong")), frozenset(("i", "em", "cite"))
HEADING = re.compile(r"^h([1-6])$")


@dataclass(slots=True)
class Frame:
    """An open element: what it hands down to the text inside it."""

    tag: str = ""
    skipped: bool = False
    hidden: bool = False
    tiny: bool = False
    strong: bool = False
    italic: bool = False
    preformatted: bool = False
    level: int = 0
    kind: ParagraphKind = ParagraphKind.TEXT
    link: tuple[int, str] | None = None
    rows: tuple[int, ...] = ()


@dataclass(slots=True)
class Flattener:
    """The target of lxml's HTML parser; `close` returns itself, `lines` filled."""

    lines: list[Line] = field(default_factory=list)
    title: str = ""
    embeds: list[str] = field(default_factory=list)
    pixels: int = 0
    _open: list[Frame] = field(default_factory=lambda: [Frame()])
    _runs: list[Run] = field(default_factory=list)
    _hidden: list[Run] = field(default_factory=list)
    _images: list[tuple[Image, Frame]] = field(default_factory=list)
    _tags: int = 0
    _characters: int = 0

    def start(self, tag: str, attributes) -> None:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise NewsletterImportError(
                f"Ce fichier HTML a plus de {MOST_TAGS} balises\u00a0: ce n’est pas une lettre."
            )
        if len(self._open) > DEEPEST:
            raise NewsletterImportError(
                f"Ce fichier HTML emboîte plus de {DEEPEST} balises\u00a0: ce n’est pas une lettre."
            )
        tag = tag.lower() if isinstance(tag, str) else ""
        if tag in BLOCKS or tag == "hr":
            self._flush()
        self._open.append(self._frame(tag, attributes))
        if not self._open[-1].skipped:
            self._show(tag, attributes)
        if tag in EMBEDS and (address := attributes.get("src") or attributes.get("data")):
            self.embeds.append(address)

    def end(self, tag: str) -> None:
        tag = tag.lower()
        if tag in BLOCKS:
            self._flush()
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                break

    def data(self, text: str) -> None:
        frame = self._open[-1]
        if frame.tag == "title":
            self.title += text
        elif not frame.skipped:
            self._add(text)

    def comment(self, text: str) -> None:
        """Comments hold what only one mail program shows: dropped."""

    def close(self) -> "Flattener":
        self._flush()
        return self

    def _frame(self, tag: str, attributes) -> Frame:
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
            skipped=above.skipped or tag in SKIPPED or _is_word_bullet(attributes),
            hidden=above.hidden or style.hidden,
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
        )

    def _show(self, tag: str, attributes) -> None:
        if tag == "br":
            self._add("\n", is_break=True)
        elif tag == "hr":
            self.lines.append(Line(kind=ParagraphKind.SEPARATOR))
        elif tag == "img":
            self._image(attributes)

    def _image(self, attributes) -> None:
        frame = self._open[-1]
        alt = " ".join(attributes.get("alt", "").split())
        source = attributes.get("src", "").strip()
        if alt and len(alt) <= 8 and not any(c.isalnum() or c.isspace() for c in alt):
            self._add(alt)  # an emoji that the mail program has drawn
        elif is_pixel(attributes) or (frame.hidden and not alt):
            self.pixels += 1
        elif source or alt:
            self._images.append((Image(source, alt), frame))

    def _add(self, text: str, is_break: bool = False) -> None:
        frame = self._open[-1]
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise NewsletterImportError(
                f"Ce fichier contient plus de {MOST_CHARACTERS} caractères de texte\u00a0: "
                "ce n’est pas une lettre."
            )
        runs = self._hidden if frame.hidden or frame.tiny else self._runs
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
        """Close the paragraph that was being read; what it hides, then its images, follow it."""
        frame = self._open[-1]
        for runs, hidden in ((self._runs, False), (self._hidden, True)):
            for line in lines_of(runs):
                line.level, line.hidden, line.rows = frame.level, hidden, frame.rows
                if line.kind is ParagraphKind.TEXT:
                    line.kind = frame.kind
                self.lines.append(line)
        for image, holder in self._images:
            links = [(0, 0, holder.link[1])] if holder.link else []
            self.lines.append(Line(image=image, links=links, hidden=holder.hidden))
        self._runs, self._hidden, self._images = [], [], []


def _kind(tag: str, attributes, above: ParagraphKind) -> ParagraphKind:
    if tag == "li" or (tag == "p" and _is_word_list_item(attributes)):
        return ParagraphKind.LIST_ITEM
    if tag == "blockquote":
        return ParagraphKind.QUOTE
    return above


def _is_word_list_item(attributes) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "mso-list:" in style and "mso-list:none" not in style


def _is_word_bullet(attributes) -> bool:
    """Word draws the bullet of a list item as text, and says that it is to be ignored."""
    return "mso-list:ignore" in attributes.get("style", "").replace(" ", "").lower()
