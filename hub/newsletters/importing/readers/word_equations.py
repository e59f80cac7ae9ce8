"""Equations of Word (OMML) on one line: « a/b », « x^2 », « √(x) », as Unicode text."""

from collections.abc import Callable
from xml.etree.ElementTree import Element


def linear(element: Element) -> str:
    """Return an equation on one line; no word of it is lost."""
    return " ".join(_linear(element).split())


def _linear(element: Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return _character(element) if name == "naryPr" else ""
    return FORMS.get(name, _joined)(element)


def _joined(element: Element) -> str:
    return "".join(map(_linear, element))


def _part(element: Element, name: str) -> str:
    return "".join(_linear(child) for child in element if child.tag.rpartition("}")[2] == name)


def _grouped(text: str) -> str:
    text = text.strip()
    return f"({text})" if len(text) > 1 and not text.isalnum() else text


def _character(properties: Element) -> str:
    """Return the sign of an n-ary operator: the integral by default (ECMA-376, 22.1.2.70)."""
    for child in properties:
        if child.tag.rpartition("}")[2] == "chr":
            return next(iter(child.attrib.values()), "∫")
    return "∫"


def _nary(element: Element) -> str:
    lower, upper = _part(element, "sub"), _part(element, "sup")
    bounds = (f"_{_grouped(lower)}" if lower else "") + (f"^{_grouped(upper)}" if upper else "")
    return f"{_part(element, 'naryPr')}{bounds} {_part(element, 'e')}"


def _scripts(element: Element) -> str:
    lower, upper = _part(element, "sub"), _part(element, "sup")
    text = _part(element, "e")
    text += f"_{_grouped(lower)}" if lower else ""
    return text + (f"^{_grouped(upper)}" if upper else "")


def _root(element: Element) -> str:
    degree = _part(element, "deg").strip()
    return f"{degree}√({_part(element, 'e')})"


FORMS: dict[str, Callable[[Element], str]] = {
    "f": lambda e: f"{_grouped(_part(e, 'num'))}/{_grouped(_part(e, 'den'))}",
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "rad": _root,
    "nary": _nary,
    "d": lambda e: f"({', '.join(_linear(c) for c in e if not c.tag.endswith('Pr'))})",
    "mr": lambda e: f"{' ; '.join(map(_linear, e))} ",
}
