"""Inline styles of an element: hidden, struck, tiny, bold, italic."""

from collections.abc import Mapping
from dataclasses import dataclass

BOLD = ("bold", "bolder", "600", "700", "800", "900")
PIXEL = 2  # size in pixels of the largest tracking image


@dataclass(frozen=True, slots=True)
class Style:
    """The properties of an element; None when it does not set one and inherits it."""

    hidden: bool = False
    struck: bool = False
    tiny: bool | None = None
    strong: bool | None = None
    italic: bool | None = None


def style_of(attributes: Mapping[str, str]) -> Style:
    """Return the style of an element, from its `style` and `hidden` attributes."""
    style = declarations(attributes.get("style", ""))
    hidden = "hidden" in attributes or is_hidden(style)
    size, weight, slant = (style.get(f"font-{key}") for key in ("size", "weight", "style"))
    return Style(
        hidden,
        any("line-through" in style.get(f"text-decoration{part}", "") for part in ("", "-line")),
        None if size is None else _is_zero(size) or size == "1px",
        None if weight in (None, "inherit") else weight in BOLD,
        None if slant in (None, "inherit") else slant in ("italic", "oblique"),
    )


def declarations(style: str) -> dict[str, str]:
    """Return the declarations of a `style` attribute, in lower case, without `!important`."""
    pairs = (part.split(":", 1) for part in style.lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def is_hidden(style: Mapping[str, str]) -> bool:
    """Tell whether declarations hide an element."""
    return (
        style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or _is_zero(style.get("max-height"))
        or _is_zero(style.get("opacity"))
    )


def is_pixel(attributes: Mapping[str, str]) -> bool:
    """Tell whether an image is a tracking pixel, too small to be seen."""
    style = declarations(attributes.get("style", ""))
    sizes = [attributes.get(side) or style.get(side, "") for side in ("width", "height")]
    numbers = [_number(size) for size in sizes]
    return any(number is not None and number <= PIXEL for number in numbers)


def _number(size: str) -> float | None:
    try:
        return float(size.strip().removesuffix("px"))
    except ValueError:
        return None


def _is_zero(value: str | None) -> bool:
    return value is not None and _number(value.removesuffix("pt").removesuffix("em")) == 0
