"""JSON form of the objects of the parser, to keep a parsed letter between two requests.

A dataclass becomes `{"Span": [1, 2]}`, an enumeration `{"ParagraphKind": "text"}`, a tuple
`{"tuple": […]}`; lists, texts, numbers and None stay themselves.
"""

import hashlib
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from hub.newsletters.importing import documents, parsed
from hub.newsletters.importing.typography import Typography

CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        documents.Emphasis,
        documents.Image,
        documents.Link,
        documents.Paragraph,
        documents.ParagraphKind,
        documents.Span,
        Typography,
        *(getattr(parsed, name) for name in parsed.__all__ if name not in ("Item", "Place")),
    )
}


def encode(value: Any) -> Any:
    """Return the JSON form of a value."""
    if isinstance(value, Enum):
        return {type(value).__name__: value.value}
    if is_dataclass(value):
        return {type(value).__name__: [encode(getattr(value, f.name)) for f in fields(value)]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [encode(item) for item in value]}
    return value


def decode(data: Any) -> Any:
    """Return the value whose JSON form is `data`, written by the same `shape_of(CLASSES)`."""
    if isinstance(data, list):
        return [decode(item) for item in data]
    if isinstance(data, dict):
        [(name, content)] = data.items()
        if name == "tuple":
            return tuple(decode(item) for item in content)
        args = content if isinstance(content, list) else [content]
        return CLASSES[name](*map(decode, args))
    return data


def shape_of(*classes: type) -> str:
    """Return a digest of the fields and members of some classes, which changes with them."""
    shapes = [f"{cls.__name__} {_members(cls)}" for cls in classes]
    return hashlib.sha256("\n".join(shapes).encode()).hexdigest()[:16]


def _members(cls: Any) -> list[Any]:
    if issubclass(cls, Enum):
        return [member.value for member in cls]
    return [(field.name, str(field.type)) for field in fields(cls)]
