"""Markup of Word and PowerPoint: hidden, struck and deleted text, text boxes written twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .markup import OFF, Frame, TextHandler

# Deletions, moved text at its former place, phonetic guides.
DELETED = frozenset(("del", "moveFrom", "rt"))
TOGGLES = ("vanish", "strike", "dstrike")
CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n"}
CHARACTERS |= {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Properties that hide their table row or cell.
HIDING = {("trPr", "hidden"), ("trPr", "del"), ("trPr", "moveFrom"), ("tcPr", "cellDel")}
MAX_PARENTS = 20


@dataclass(slots=True)
class Styles:
    """The styles of a Word document: the properties that each sets, and its parent."""

    toggles: dict[str, dict[str, bool]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def value(self, style: str, name: str) -> bool | None:
        """Return a property of a style or of its parents, None when it is not set."""
        for _ in range(MAX_PARENTS):
            own = self.toggles.get(style, {}).get(name)
            if own is not None or style not in self.parents:
                return own
            style = self.parents[style]
        return None


class StylesHandler(TextHandler):
    """SAX handler of `styles.xml`."""

    def __init__(self) -> None:
        super().__init__()
        self.styles = Styles()

    def is_text(self, frame: Frame) -> bool:
        return False

    def start(self, frame: Frame, parent: Frame, attributes: Mapping[str, str]) -> None:
        if frame.name == "style":
            frame.styles["id"] = attributes.get("styleId", "")
        elif frame.name == "basedOn" and "id" in parent.styles:
            self.styles.parents[parent.styles["id"]] = attributes.get("val", "")
        elif frame.name in TOGGLES and parent.name == "rPr":
            style = self.frames[-2].styles.get("id")
            if style is not None:
                self.styles.toggles.setdefault(style, {})[frame.name] = is_on(attributes)


class OfficeHandler(TextHandler):
    """SAX handler of a part of a Word or PowerPoint file.

    `is_footer`: the part is a header or a footer.
    """

    paragraph_names = frozenset(("p",))

    def __init__(self, styles: Styles | None = None, *, is_footer: bool = False) -> None:
        super().__init__()
        self.styles = styles or Styles()
        self.frames[0].footer = is_footer

    def is_text(self, frame: Frame) -> bool:
        return frame.name == "t"

    def start(self, frame: Frame, parent: Frame, attributes: Mapping[str, str]) -> None:
        name = frame.name
        if (parent.name, name) in HIDING:
            self.frames[-2].hidden = self.frames[-2].hidden or is_on(attributes)
        elif name in DELETED:
            frame.hidden = True
        elif name == "AlternateContent":
            frame.start = self.length
        elif name in ("Choice", "Fallback"):
            # The second branch repeats the first one for older programs.
            frame.hidden = frame.hidden or self.length > parent.start
        elif name == "r":
            frame.hidden = parent.hidden or self._hides(frame)
        elif parent.name == "r" and name in CHARACTERS:
            self.write("" if parent.hidden else CHARACTERS[name])
        elif parent.name == "p" and name == "br" and not parent.hidden:
            self.write("\n")
        else:
            self._read_property(frame, parent, attributes)

    def end(self, frame: Frame, parent: Frame) -> None:
        if frame.name == "rPr" and parent.name == "r":
            parent.hidden = self.frames[-2].hidden or self._hides(parent)

    def _read_property(self, frame: Frame, parent: Frame, attributes: Mapping[str, str]) -> None:
        """Read a property of a run, paragraph, table row, shape or slide."""
        name, outer = frame.name, self.frames[-2] if len(self.frames) > 1 else parent
        if name in TOGGLES and parent.name == "rPr":
            outer.toggles[name] = is_on(attributes)
        elif name in ("rStyle", "pStyle"):
            # A tracked change of format holds the former properties, in elements of other names.
            outer.styles[name] = attributes.get("val", "")
        elif name == "rPr" and attributes.get("strike", "noStrike") != "noStrike":
            parent.toggles["strike"] = True
        elif name in ("cNvPr", "docPr") and is_on({"val": attributes.get("hidden", "0")}):
            (outer if name == "cNvPr" else parent).hidden = True
        elif name == "showingPlcHdr" and is_on(attributes):
            outer.hidden = True  # a content control not filled in shows its instructions
        elif name == "sld" and attributes.get("show") in OFF:
            frame.hidden = True

    def _hides(self, run: Frame) -> bool:
        """Tell whether a run is hidden: by itself, else by its style, else by its paragraph's."""
        paragraph = next((f for f in reversed(self.frames) if f.name == "p"), None)
        for name in TOGGLES:
            value = run.toggles.get(name)
            if value is None and "rStyle" in run.styles:
                value = self.styles.value(run.styles["rStyle"], name)
            if value is None and paragraph and "pStyle" in paragraph.styles:
                value = self.styles.value(paragraph.styles["pStyle"], name)
            if value:
                return True
        return False


def is_on(attributes: Mapping[str, str]) -> bool:
    """Tell whether a property is on: present, without a value that turns it off."""
    return attributes.get("val", "").lower() not in OFF
