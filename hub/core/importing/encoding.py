"""JSON form of parsed objects, to keep them between two requests.

A dataclass becomes `{"Span": [1, 2]}`, an enumeration `{"ParagraphKind": "text"}`, a tuple
`{"tuple": […]}`, a date and time `{"datetime": "…"}`; lists, texts, numbers and None stay
themselves.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any


class Codec:
    """Encoder and decoder of objects of the given dataclasses and enumerations."""

    def __init__(self, classes: Iterable[type]) -> None:
        self.classes = {cls.__name__: cls for cls in classes}

    def encode(self, value: Any) -> Any:
        """Return the JSON form of a value."""
        if isinstance(value, Enum):
            return {type(value).__name__: value.value}
        if is_dataclass(value):
            content = [self.encode(getattr(value, field.name)) for field in fields(value)]
            return {type(value).__name__: content}
        if isinstance(value, list):
            return [self.encode(item) for item in value]
        if isinstance(value, tuple):
            return {"tuple": [self.encode(item) for item in value]}
        if isinstance(value, datetime):
            return {"datetime": value.isoformat()}
        return value

    def decode(self, data: Any) -> Any:
        """Return the value whose JSON form is `data`, written with the same `shape`."""
        if isinstance(data, list):
            return [self.decode(item) for item in data]
        if not isinstance(data, dict):
            return data
        [(name, content)] = data.items()
        if name == "tuple":
            return tuple(self.decode(item) for item in content)
        if name == "datetime":
            return datetime.fromisoformat(content)
        args = content if isinstance(content, list) else [content]
        return self.classes[name](*map(self.decode, args))

    def shape(self, *others: type) -> str:
        """Return a digest of the fields and members of the classes, which changes with them."""
        classes = (*self.classes.values(), *others)
        shapes = [f"{cls.__name__} {_members(cls)}" for cls in classes]
        return hashlib.sha256("\n".join(shapes).encode()).hexdigest()[:16]


def _members(cls: Any) -> list[Any]:
    if issubclass(cls, Enum):
        return [member.value for member in cls]
    return [(field.name, str(field.type)) for field in fields(cls)]
