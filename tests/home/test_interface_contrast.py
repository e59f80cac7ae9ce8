"""What is not text but must be seen: edges of fields, outline of the focus (WCAG 2.2, 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css" / "foundation.css"
SEEN = 3
GROUNDS = ["paper", "surface", "sunken"]


def tokens(scheme):
    """Return the colours of a scheme as {name: #rrggbb}."""
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", CSS.read_text("utf-8"))[:2]
    text = light if scheme == "light" else dark.partition("@supports")[0]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", text))
    return {
        name: c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:]) for name, c in found.items()
    }


def luminance(colour):
    """Relative luminance of « #rrggbb », from 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["field-line", "green"])
def test_fields_and_focus_are_seen_on_every_ground(edge, ground, scheme):
    colours = tokens(scheme)

    assert contrast(colours[edge], colours[ground]) >= SEEN


def test_the_mark_of_the_section_is_seen_in_the_menu():
    for scheme in ("light", "dark"):
        colours = tokens(scheme)
        assert contrast(colours["ochre"], colours["surface"]) >= SEEN


def test_contrast_is_that_of_the_rule():
    assert round(contrast("#000000", "#ffffff"), 6) == 21
    assert contrast("#123456", "#123456") == 1
