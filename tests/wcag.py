"""Contrast as WCAG 2.2 defines it (« relative luminance », « contrast ratio »)."""


def linear(channel: float) -> float:
    """Return the light of a channel of sRGB, both from 0 to 1."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(red: float, green: float, blue: float) -> float:
    """Return the relative luminance, 0 to 1, of linear channels; what sRGB cannot show is cut."""
    red, green, blue = (min(1, max(0, channel)) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def luminance_of(colour: str) -> float:
    """Return the relative luminance of « #rgb » or « #rrggbb »."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    return luminance(*[linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4)])


def contrast(one: float, other: float) -> float:
    """Return the ratio, 1 to 21, of two luminances."""
    low, high = sorted([one, other])
    return (high + 0.05) / (low + 0.05)
