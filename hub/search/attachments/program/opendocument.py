"""Text of OpenDocument texts: paragraphs, notes, text boxes, headers and footers once."""

from collections.abc import Mapping
from pathlib import Path

from .archives import opened
from .limits import NOT_THIS_FORMAT, PASSWORD, Extraction, Unreadable
from .markup import Frame, TextHandler, parse

PARAGRAPHS = frozenset(("p", "h"))
# Deletions and moved text, comments, calls of notes, phonetic guides, fields of page numbers.
DROPPED = frozenset(
    ("tracked-changes", "annotation", "note-citation", "ruby-text", "binary-data")
    + ("page-number", "page-count")
)
SPACES = {"tab": " ", "s": " ", "line-break": "\n"}
# Families of styles, by the element that names a style.
FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text", "a": "text"}
CONTAINERS = {"section": "section", "table": "table", "table-row": "table-row"}
ALTERNATIVE_TEXTS = ("title", "desc")  # of images
FOOTERS = ("header", "footer")
MAX_PARENTS = 20

Style = tuple[str, str]  # (family, name)


class DocumentHandler(TextHandler):
    """SAX handler of `styles.xml` (headers and footers), then of `content.xml`.

    Collects the styles that hide or strike their text, and leaves this text out. The styles of a
    part come before its text.
    """

    paragraph_names = PARAGRAPHS

    def __init__(self) -> None:
        super().__init__()
        self.toggles: dict[Style, dict[str, bool]] = {}
        self.parents: dict[Style, Style] = {}

    def is_text(self, frame: Frame) -> bool:
        return len(self.paragraphs) > 1 and not any(frame.toggles.values())

    def start(self, frame: Frame, parent: Frame, attributes: Mapping[str, str]) -> None:
        name = frame.name
        frame.toggles = parent.toggles
        if name == "style" or name.endswith("-properties"):
            self._read_style(frame, parent, attributes)
        elif name in DROPPED or is_hidden_by_itself(name, attributes):
            frame.hidden = True
        elif name == "hidden-paragraph" and attributes.get("is-hidden") != "false":
            self._hide_paragraph()
        elif name.startswith(FOOTERS) and "master-page" in [f.name for f in self.frames]:
            frame.footer = True
            frame.hidden = attributes.get("display") == "false"
        elif name in FAMILIES:
            style = (FAMILIES[name], attributes.get("style-name", ""))
            frame.toggles = parent.toggles | self._toggles_of(style)
        elif name in CONTAINERS:
            style = (CONTAINERS[name], attributes.get("style-name", ""))
            frame.hidden = frame.hidden or any(self._toggles_of(style).values())
        elif name in SPACES and not frame.hidden and self.is_text(frame):
            self.write(SPACES[name])
        elif name in ALTERNATIVE_TEXTS:
            self.write(" ")

    def end(self, frame: Frame, parent: Frame) -> None:
        if frame.name in ALTERNATIVE_TEXTS:
            self.write(" ")
        elif frame.name in PARAGRAPHS and "is-hidden" in frame.styles:
            self.paragraphs[-1].words.clear()

    def _hide_paragraph(self) -> None:
        for frame in reversed(self.frames):
            if frame.name in PARAGRAPHS:
                frame.styles["is-hidden"] = ""
                return

    def _read_style(self, frame: Frame, parent: Frame, attributes: Mapping[str, str]) -> None:
        if frame.name == "style":
            style = (attributes.get("family", ""), attributes.get("name", ""))
            frame.styles = {"family": style[0], "name": style[1]}
            # An automatic style of the text may have the name of one of `styles.xml`.
            self.toggles[style] = {}
            self.parents.pop(style, None)
            if "parent-style-name" in attributes:
                self.parents[style] = (style[0], attributes["parent-style-name"])
            return
        if "name" not in parent.styles:
            return
        found = self.toggles.setdefault((parent.styles["family"], parent.styles["name"]), {})
        if "display" in attributes:
            found["display"] = attributes["display"] in ("none", "false")
        for key in ("text-line-through-style", "text-line-through-type"):
            if key in attributes:
                found["strike"] = attributes[key] != "none"

    def _toggles_of(self, style: Style) -> dict[str, bool]:
        """Return the properties that a style and its parents set; some have no family."""
        found: dict[str, bool] = {}
        for _ in range(MAX_PARENTS):
            found = self.toggles.get(("", style[1]), {}) | self.toggles.get(style, {}) | found
            if style not in self.parents:
                break
            style = self.parents[style]
        return found


def is_hidden_by_itself(name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether the attributes of an element hide it."""
    if name in ("section", "frame"):
        return attributes.get("display") == "none"
    if name == "table-row":
        return attributes.get("visibility") in ("collapse", "filter")
    return name == "hidden-text" and attributes.get("is-hidden") != "false"


def read_odt(path: Path) -> Extraction:
    handler = DocumentHandler()
    with opened(path) as package:
        manifest = "META-INF/manifest.xml"
        if manifest in package.parts and b"encryption-data" in package.content(manifest):
            raise Unreadable(PASSWORD)
        if "content.xml" not in package.parts:
            raise Unreadable(NOT_THIS_FORMAT)
        for name in ("styles.xml", "content.xml"):
            if name in package.parts:
                parse(package.content(name), handler)
    return Extraction("".join([handler.text(), *(f"{line}\n" for line in handler.footers)]))
