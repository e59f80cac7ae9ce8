"""Non-text contrast: borders of fields, focus outline (WCAG 2.2, 1.4.11)."""

import pytest

from hub.core.values.contrast import contrast_ratio
from tests.style_sheet import read_tokens

SEEN = 3
GROUNDS = ["paper", "surface", "sunken"]


def ratio(scheme: str, one: str, other: str) -> float:
    """Return the contrast of two tokens of a scheme."""
    tokens = read_tokens(scheme)
    return contrast_ratio(tokens[f"--{one}"], tokens[f"--{other}"])


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
