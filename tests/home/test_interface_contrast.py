"""Non-text contrast: borders of fields, focus outline (WCAG 2.2, 1.4.11)."""

import pytest

from tests.style_sheet import read_tokens
from tests.wcag import contrast, luminance_of

SEEN = 3
GROUNDS = ["paper", "surface", "sunken"]


def ratio(scheme: str, one: str, other: str) -> float:
    """Return the contrast of two tokens of a scheme."""
    tokens = read_tokens(scheme)
    return contrast(luminance_of(tokens[f"--{one}"]), luminance_of(tokens[f"--{other}"]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["field-line", "green"])
def test_fields_and_focus_have_contrast_on_every_background(
    edge: str, ground: str, scheme: str
) -> None:
    assert ratio(scheme, edge, ground) >= SEEN


def test_current_section_marker_has_contrast_in_the_menu() -> None:
    for scheme in ("light", "dark"):
        assert ratio(scheme, "ochre", "surface") >= SEEN


def test_contrast_is_that_of_the_rule() -> None:
    assert round(contrast(luminance_of("#000000"), luminance_of("#ffffff")), 6) == 21
    assert contrast(luminance_of("#123456"), luminance_of("#123456")) == 1
