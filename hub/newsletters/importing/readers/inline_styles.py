"""What the `style` of an element says: hidden, bold, italic, size. Style sheets are ignored."""

from collections.abc import Mapping
from dataclasses import dataclass

BOLD = ("bold", "bolder", "600", "700", "800", "900")
PIXEL = 2  # an image that small shows nothing: it counts its readers


@dataclass(frozen=True, slots=True)
class Style:
    """Each answer is None when the element says nothing, and inherits."""

    hidden: bool = False
    tiny: bool | None = None
    strong: bool | None = None
    italic: bool | None = None


def style_of(attributes: Mapping[str, str]) -> Style:
    """The style of an element, from its `style` and `hidden` attributes."""
    told = declarations(attributes.get("style", ""))
    hidden = (
        "hidden" in attributes
        or told.get("display") == "none"
        or told.get("visibility") == "hidden"
        or told.get("mso-hide") == "all"
        or _is_zero(told.get("max-height"))
        or _is_zero(told.get("opacity"))
    )
    size, weight, slant = (told.get(f"font-{key}") for key in ("size", "weight", "style"))
    return Style(
        hidden,
        None if size is None else _is_zero(size) or size == "1px",
        None if weight in (None, "inherit") else weight in BOLD,
        None if slant in (None, "inherit") else slant in ("italic", "oblique"),
    )


def declarations(style: str) -> dict[str, str]:
    """The declarations of a `style` attribute, in lower case, without `!important`."""
    pairs = (part.split(":", 1) for part in style.lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def is_pixel(attributes: Mapping[str, str]) -> bool:
    """Whether an image is too small to be seen."""
    told = declarations(attributes.get("style", ""))
    sizes = [attributes.get(side) or told.get(side, "") for side in ("width", "height")]
    numbers = [_number(size) for size in sizes]
    return any(number is not None and number <= PIXEL for number in numbers)


def _number(size: str) -> float | None:
    try:
        return float(size.strip().removesuffix("px"))
    except ValueError:
        return None


def _is_zero(value: str | None) -> bool:
    return bool(value) and _number(value.removesuffix("pt").removesuffix("em")) == 0
