"""Paragraphs of an XML part, read as a stream of SAX events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from .limits import CHARACTERS

OFF = ("false", "0", "off", "none")


class _EnoughText(Exception):  # noqa: N818  ends the parsing
    """The text is longer than what is kept."""


@dataclass(slots=True)
class Frame:
    """An open element.

    `hidden` and `footer` (a header or a footer) are inherited by its children.
    """

    name: str
    hidden: bool = False
    footer: bool = False
    # Of mc:AlternateContent: number of characters read before it.
    start: int = 0
    # Properties that hide text, True or False where set; styles, by the element that names them.
    toggles: dict[str, bool] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Paragraph:
    is_footer: bool = False
    words: list[str] = field(default_factory=list)
    # Paragraphs inside this one (text boxes, notes).
    inner: list[str] = field(default_factory=list)


class TextHandler(ContentHandler):
    """SAX handler that collects paragraphs; its subclasses know the elements of a format.

    A paragraph inside another (text box, note) comes after it, whole. Headers and footers are
    collected apart, each distinct paragraph once.
    """

    paragraph_names: frozenset[str] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self.frames = [Frame("")]
        self.paragraphs = [_Paragraph()]
        self.lines: list[str] = []
        self.footers: dict[str, None] = {}
        self.length = 0

    def start(self, frame: Frame, parent: Frame, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element; `attributes` have local names."""
        raise NotImplementedError

    def end(self, frame: Frame, parent: Frame) -> None:
        """Handle the end of an element."""

    def is_text(self, frame: Frame) -> bool:
        """Tell whether the characters of this element are read."""
        raise NotImplementedError

    def write(self, text: str) -> None:
        self.paragraphs[-1].words.append(text)
        self.length += len(text.strip())
        if self.length > CHARACTERS:
            raise _EnoughText

    def startElement(self, name: str, attrs: "AttributesImpl[str]") -> None:  # noqa: N802
        parent = self.frames[-1]
        frame = Frame(name.rpartition(":")[2], hidden=parent.hidden, footer=parent.footer)
        named = (
            {key.rpartition(":")[2]: value for key, value in attrs.items()} if len(attrs) else {}
        )
        self.start(frame, parent, named)
        self.frames.append(frame)
        if frame.name in self.paragraph_names:
            self.paragraphs.append(_Paragraph(is_footer=frame.footer))

    def endElement(self, name: str) -> None:  # noqa: N802
        frame = self.frames.pop()
        self.end(frame, self.frames[-1])
        if frame.name in self.paragraph_names:
            self._close_paragraph()

    def characters(self, content: str) -> None:
        frame = self.frames[-1]
        if not frame.hidden and self.is_text(frame):
            # Line ends of the XML are spaces.
            self.write(content.replace("\r", " ").replace("\n", " "))

    def text(self) -> str:
        """Return the paragraphs read, one per line, without headers and footers."""
        while len(self.paragraphs) > 1:  # the parsing ended early
            self._close_paragraph()
        outside = "".join(self.paragraphs[0].words)
        lines = [*self.lines, *([outside] if outside.strip() else [])]
        return "".join(f"{line}\n" for line in lines)

    def _close_paragraph(self) -> None:
        paragraph = self.paragraphs.pop()
        text = "".join(paragraph.words)
        if paragraph.is_footer:
            if text.strip():
                self.footers[text.strip()] = None
            return
        outer = self.paragraphs[-1].inner if len(self.paragraphs) > 1 else self.lines
        outer += [*([text] if text.strip() else []), *paragraph.inner]


def parse(content: bytes, handler: TextHandler) -> None:
    """Send the events of an XML part to `handler`, until it has enough text; refuse any DTD."""
    from defusedxml.sax import parseString

    try:
        parseString(content, handler, forbid_dtd=True)
    except _EnoughText:
        return
