"""Contrast of two colours (WCAG 2.2, « relative luminance » and « contrast ratio »)."""


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast ratio, 1 to 21, of two colours « #rgb » or « #rrggbb »."""
    return luminance_ratio(luminance_of(first), luminance_of(second))


def luminance_ratio(first: float, second: float) -> float:
    """Return the contrast ratio, 1 to 21, of two relative luminances."""
    low, high = sorted([first, second])
    return (high + 0.05) / (low + 0.05)


def luminance_of(colour: str) -> float:
    """Return the relative luminance, 0 to 1, of « #rgb » or « #rrggbb »."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    return luminance(*[linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4)])


def luminance(red: float, green: float, blue: float) -> float:
    """Return the relative luminance, 0 to 1, of linear channels, clipped to the sRGB gamut."""
    red, green, blue = (min(1, max(0, channel)) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """Return the linear value of an sRGB channel, both from 0 to 1."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
