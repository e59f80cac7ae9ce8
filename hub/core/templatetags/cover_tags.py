"""Generated SVG covers for items without an image: hills drawn from a hash of the title."""

import re
from dataclasses import dataclass
from hashlib import blake2b

from django import template

register = template.Library()

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
WIDTH, HEIGHT = 480, 320


@dataclass(frozen=True)
class Landscape:
    """SVG paths in a 480 × 320 view box; `colour` is empty when the theme has none."""

    colour: str
    sun: str
    far: str
    near: str


@register.simple_tag
def landscape(title: str, colour: str = "") -> Landscape:
    """Return the `Landscape` of a title; deterministic for a given title."""
    seed = blake2b(str(title).encode(), digest_size=10).digest()
    return Landscape(
        colour=colour if COLOUR.fullmatch(colour or "") else "",
        sun=disc(x=120 + seed[0] * 240 // 255, y=50 + seed[1] * 30 // 255, radius=34),
        far=hill(seed[2:6], top=120, depth=80),
        near=hill(seed[6:10], top=200, depth=60),
    )


def disc(x: int, y: int, radius: int) -> str:
    """Return a closed path: a circle around (x, y)."""
    half = f"a{radius} {radius} 0 1 1"
    return f"M{x - radius} {y}{half} {2 * radius} 0{half} -{2 * radius} 0z"


def hill(heights: bytes, top: int, depth: int) -> str:
    """Return a closed path: a smooth curve through four heights (bytes), down to the bottom edge.

    The curve lies between `top` and `top` + `depth`, in SVG units from the top edge.
    """
    first, second, third, fourth = (top + height * depth // 255 for height in heights)
    middle = (second + third) // 2
    return f"M0 {first}Q{WIDTH // 4} {second} {WIDTH // 2} {middle}T{WIDTH} {fourth}V{HEIGHT}H0z"
