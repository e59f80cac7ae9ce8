"""Text of PowerPoint files: visible slides in their order, SmartArt and charts; not the notes."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.sax.xmlreader import AttributesImpl

from .archives import Package, opened
from .limits import CHARACTERS, NOT_THIS_FORMAT, Extraction, Unreadable
from .markup import Frame, TextHandler, parse
from .office import OfficeHandler

SLIDE = re.compile(r"ppt/slides/slide(\d*)\.xml")
RELATED = ("diagramData", "chart")
# Placeholders of each slide: date and number are not read, footers are read once.
FOOTERS, NUMBERS = ("ftr", "hdr"), ("dt", "sldNum")
FIELDS = ("slidenum", "datetime")


class SlideHandler(OfficeHandler):
    """SAX handler of a slide."""

    def __init__(self) -> None:
        super().__init__()
        self.is_hidden = False

    def start(self, frame: Frame, parent: Frame, attributes: Mapping[str, str]) -> None:
        super().start(frame, parent, attributes)
        if frame.name == "sld":
            self.is_hidden = frame.hidden
        elif frame.name == "fld" and attributes.get("type", "").startswith(FIELDS):
            frame.hidden = True
        elif frame.name == "ph" and len(self.frames) > 3:
            shape = self.frames[-3]
            shape.footer = attributes.get("type") in FOOTERS
            shape.hidden = shape.hidden or attributes.get("type") in NUMBERS


class OrderHandler(TextHandler):
    """SAX handler of `presentation.xml`: relationship ids of the slides, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def is_text(self, frame: Frame) -> bool:
        return False

    def startElement(self, name: str, attrs: "AttributesImpl[str]") -> None:  # noqa: N802
        if name.rpartition(":")[2] == "sldId":
            self.ids += [value for key, value in attrs.items() if key.endswith(":id")]

    def endElement(self, name: str) -> None:  # noqa: N802
        """Ignore the end of elements."""


def read_pptx(path: Path) -> Extraction:
    texts: list[str] = []
    footers: dict[str, None] = {}
    with opened(path) as package:
        for slide in slides(package):
            handler = SlideHandler()
            parse(package.content(slide), handler)
            if handler.is_hidden:
                continue
            texts.append(handler.text())
            footers |= handler.footers
            for kind, target in package.relations(slide):
                if kind in RELATED:
                    related = OfficeHandler()
                    parse(package.content(target), related)
                    texts.append(related.text())
            if sum(map(len, texts)) >= CHARACTERS:
                break
    return Extraction("".join([*texts, *(f"{line}\n" for line in footers)]))


def slides(package: Package) -> list[str]:
    """Return the names of the slides in the order of the presentation, else of their numbers."""
    main = "ppt/presentation.xml"
    if main in package.parts:
        order = OrderHandler()
        parse(package.content(main), order)
        targets = {found: target for found, _, target in package.identified_relations(main)}
        if named := [targets[found] for found in order.ids if found in targets]:
            return named
    numbered = sorted(
        (int(match[1] or 0), name) for name in package.parts if (match := SLIDE.fullmatch(name))
    )
    if not numbered:
        raise Unreadable(NOT_THIS_FORMAT)
    return [name for _, name in numbered]
