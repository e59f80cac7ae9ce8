"""Mapping of any colour to the nearest of twelve tones with a sufficient contrast.

Editors may choose a colour that is illegible as text. Texts therefore use the nearest tone of the
style sheet (`.tone-0` to `.tone-11` in foundation.css), a hue with a sufficient contrast in both
light and dark modes.
"""

import math
import re

TONES = 12
HEX_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def nearest_tone(colour: str | None) -> int | None:
    """Return the number (0 to 11) of the tone nearest to « #rrggbb »; None if invalid or grey."""
    hue = oklch_hue(colour)
    return None if hue is None else round(hue * TONES / 360) % TONES


def oklch_hue(colour: str | None) -> float | None:
    """Return the OKLCH hue of « #rrggbb » in degrees, None if it is invalid or grey.

    Source: Björn Ottosson, « A perceptual color space for image processing » (CSS Color 4 uses it).
    """
    match = HEX_COLOUR.fullmatch(colour or "")
    if not match:
        return None
    red, green, blue = (_linear(int(part, 16) / 255) for part in match.groups())
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    if math.hypot(a, b) < 0.01:
        return None
    return math.degrees(math.atan2(b, a)) % 360


def _linear(channel: float) -> float:
    """Return the linear-light value of an sRGB channel (0 to 1), as WCAG and CSS define it."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
