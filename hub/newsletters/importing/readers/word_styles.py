"""Hidden and struck text of Word, given by a run or by its styles."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

OFF = ("false", "0", "off", "none")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAX_PARENTS = 20


def _named(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next((child for child in element if child.tag.rpartition("}")[2] == name), None)


def _value(element: Element | None) -> str:
    if element is None:
        return ""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "val"), "")


def _toggle(properties: Element | None, name: str) -> bool | None:
    """Return a toggle property (w:vanish, w:strike), None when it is not set."""
    found = _named(properties, name)
    return None if found is None else _value(found).lower() not in OFF


@dataclass(slots=True)
class WordStyles:
    """The styles of a document that set hidden or struck text, by id."""

    styles: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "WordStyles":
        """Return the styles of the part `styles.xml`."""
        styles = {}
        for style in root if root is not None else ():
            for key, value in style.attrib.items():
                if key.rpartition("}")[2] == "styleId":
                    styles[value] = style
        return cls(styles)

    def is_hidden_paragraph(self, paragraph: Element) -> bool:
        """Tell whether the style of a paragraph hides its runs."""
        return bool(self._of_style(_value(_named(_named(paragraph, "pPr"), "pStyle")), "vanish"))

    def is_hidden_run(self, run: Element, hidden: bool) -> bool:
        """Tell whether a run is hidden; `hidden` is what the style of its paragraph says."""
        own = self._of_run(run, "vanish")
        return hidden if own is None else own

    def mark_struck(self, run: Element) -> None:
        """Set the strike of a run that is struck by its style, or struck twice.

        mammoth reads only the simple strike of the run itself.
        """
        properties = _named(run, "rPr")
        if _toggle(properties, "strike"):
            return
        if self._of_run(run, "dstrike") or self._of_run(run, "strike"):
            if properties is None:
                properties = Element(f"{{{W}}}rPr")
                run.insert(0, properties)
            if (own := _named(properties, "strike")) is not None:
                properties.remove(own)
            SubElement(properties, f"{{{W}}}strike")

    def _of_run(self, run: Element, name: str) -> bool | None:
        properties = _named(run, "rPr")
        own = _toggle(properties, name)
        return (
            own if own is not None else self._of_style(_value(_named(properties, "rStyle")), name)
        )

    def _of_style(self, identifier: str, name: str) -> bool | None:
        for _ in range(MAX_PARENTS):
            style = self.styles.get(identifier)
            if style is None:
                return None
            if (found := _toggle(_named(style, "rPr"), name)) is not None:
                return found
            identifier = _value(_named(style, "basedOn"))
        return None
