"""Layers of a PDF file (optional content, ISO 32000-1, 8.11): their hidden text is left out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

SHOWING = (b"Tj", b"TJ", b"'", b'"', b"Do")


class Layers:
    """The layers that a file hides when it is opened, by object number."""

    def __init__(self, reader: "PdfReader") -> None:
        properties = resolved(reader.root_object.get("/OCProperties")) or {}
        default = resolved(properties.get("/D")) or {}
        self.hidden: set[int] = set()
        if default.get("/BaseState") == "/OFF":
            self.hidden = numbers(properties.get("/OCGs")) - numbers(default.get("/ON"))
        self.hidden |= numbers(default.get("/OFF"))

    def remove_hidden_text(self, page: "PageObject") -> None:
        """Remove from a page the text and the drawings of the hidden layers."""
        from pypdf.generic import NameObject

        content = page.get_contents() if self.hidden else None
        if content is None:
            return
        resources = resolved(page.get("/Resources")) or {}
        properties = resolved(resources.get("/Properties")) or {}
        objects = resolved(resources.get("/XObject")) or {}
        kept, marks = [], []
        for operands, operator in content.operations:
            if operator in (b"BMC", b"BDC"):
                is_layer = operator == b"BDC" and operands[0] == "/OC"
                marks.append(is_layer and self._hides(reference(properties, operands[1])))
            elif operator == b"EMC" and marks:
                marks.pop()
            is_hidden = any(marks)
            if operator == b"Do" and not is_hidden:
                drawn = resolved(reference(objects, operands[0])) or {}
                is_hidden = self._hides(reference(drawn, "/OC"))
            if not (is_hidden and operator in SHOWING):
                kept.append((operands, operator))
        content.operations = kept
        page[NameObject("/Contents")] = content

    def _hides(self, layer: Any) -> bool:
        """Tell whether a layer, or a set of layers (OCMD), is hidden."""
        found = resolved(layer) or {}
        if found.get("/Type") != "/OCMD":
            return getattr(layer, "idnum", 0) in self.hidden
        group = reference(found, "/OCGs")
        layers = numbers(group if isinstance(resolved(group), list) else [group])
        shown, hidden = layers - self.hidden, layers & self.hidden
        policies = {"/AllOn": not hidden, "/AnyOff": bool(hidden), "/AllOff": not shown}
        return bool(layers) and not policies.get(found.get("/P", "/AnyOn"), bool(shown))


def resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def reference(dictionary: Any, key: Any) -> Any:
    """Return a value without following its reference, None if it is absent."""
    return dictionary.raw_get(key) if key in dictionary else None


def numbers(references: Any) -> set[int]:
    """Return the object numbers of an array of references."""
    return {found.idnum for found in resolved(references) or () if hasattr(found, "idnum")}
