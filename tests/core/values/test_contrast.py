import pytest

from hub.core.values.contrast import contrast_ratio, luminance_of


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#123456", "#123456", 1),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#fff", "#000", 21),
    ],
)
def test_contrast_is_that_of_wcag_in_any_order(first: str, second: str, ratio: float) -> None:
    assert contrast_ratio(first, second) == pytest.approx(ratio, abs=0.01)
    assert contrast_ratio(second, first) == contrast_ratio(first, second)


@pytest.mark.parametrize(
    ("colour", "luminance"),
    [("#ffffff", 1), ("#000000", 0), ("#ff0000", 0.2126), ("#0f0", 0.7152), ("#00f", 0.0722)],
)
def test_luminance_weighs_each_channel(colour: str, luminance: float) -> None:
    assert luminance_of(colour) == pytest.approx(luminance)
