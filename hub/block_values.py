"""Values of the fields of a StructBlock."""

from collections.abc import Mapping
from typing import Any

from wagtail.images.models import AbstractImage


def struct_values(value: Any) -> Mapping[str, Any]:
    """Return {name: value} of the fields of a StructBlock, from its value.

    The value of Wagtail's ImageBlock is not a mapping but the image, with its alternative text.
    Empty for None.
    """
    if isinstance(value, AbstractImage):
        return {
            "image": value,
            "alt_text": value.contextual_alt_text,
            "decorative": value.decorative,
        }
    return value or {}
