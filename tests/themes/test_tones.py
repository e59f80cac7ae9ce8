import math
import re
from itertools import product

import pytest

from hub.core.values.contrast import luminance, luminance_of, luminance_ratio
from hub.themes.models import Theme
from hub.themes.tones import TONES, nearest_tone, oklch_hue
from tests.style_sheet import FOUNDATION, read_tokens

READABLE = 4.5  # WCAG 2.2, 1.4.3: text of any size


@pytest.mark.parametrize(
    ("colour", "tone"),
    [("#7a2f2f", 1), ("#9a4a00", 2), ("#2f6b3a", 5), ("#1f5673", 8), ("#9c2f4b", 0)],
)
def test_a_colour_has_the_tone_of_its_hue(colour: str, tone: int) -> None:
    assert nearest_tone(colour) == tone


@pytest.mark.parametrize("colour", ["", "#808080", "#ffffff", "rouge", None])
def test_no_colour_and_greys_have_no_tone(colour: str | None) -> None:
    assert nearest_tone(colour) is None


def test_every_colour_of_the_circle_has_a_tone_that_exists() -> None:
    colours = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in product((0, 90, 180, 255), repeat=3)]

    found = {nearest_tone(colour) for colour in colours}

    assert found == {None, *range(TONES)}


def test_hue_is_that_of_css_color_4() -> None:
    # The hues that CSS Color 4 gives in its examples for red, lime and blue.
    assert [round(oklch_hue(c), 1) for c in ("#ff0000", "#00ff00", "#0000ff")] == [
        29.2,
        142.5,
        264.1,
    ]


def test_a_theme_shows_the_tone_of_its_colour() -> None:
    assert Theme(name="Mobilité", colour="#17627d").tone == nearest_tone("#17627d")
    assert Theme(name="Mobilité").tone is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hue", range(0, 360, 360 // TONES))
def test_words_in_a_tone_can_be_read_on_every_ground(scheme: str, hue: float) -> None:
    tokens = read_tokens(scheme)
    ink = oklch_light(tokens["--tone-ink-l"], tokens["--tone-ink-c"], hue)
    wash = oklch_light(tokens["--tone-wash-l"], tokens["--tone-wash-c"], hue)
    grounds = {name: luminance_of(tokens[name]) for name in ("--paper", "--surface", "--sunken")}

    for name, ground in {**grounds, "wash": wash}.items():
        assert luminance_ratio(ink, ground) >= READABLE, name


def test_each_tone_of_the_style_sheet_has_the_hue_of_its_number() -> None:
    rule = r"\.tone-(\d+) \{\s+--hue: (\d+);\s+\}"
    hues = dict(re.findall(rule, FOUNDATION.read_text("utf-8")))

    assert hues == {str(n): str(n * 360 // TONES) for n in range(TONES)}


def oklch_light(lightness: float, chroma: float, hue: float) -> float:
    """Return the relative luminance (WCAG) of an OKLCH colour, clipped to sRGB."""
    lightness, chroma = float(lightness), float(chroma)
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return luminance(
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
