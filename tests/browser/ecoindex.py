"""EcoIndex: 0 (heavy) to 100 (light), from the size of the page, its requests and its bytes.

The formula and the quantiles (HTTP Archive, 500,000 pages) are the public ones of the Collectif
numérique responsable: https://github.com/cnumr/ecoindex_reference, applied as by GreenIT-Analysis.
"""

ELEMENTS = (
    *(0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459),
    *(1801, 2479, 594601),
)
REQUESTS = (
    *(0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920),
)
KILOBYTES = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27),
    *(1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)


def ecoindex(elements: int, requests: int, size: int) -> float:
    """Return the EcoIndex of a page.

    `elements` are those of the page without what SVG drawings hold, `size` is in bytes as
    transferred, 1,000 to the kilobyte.
    """
    position = (
        3 * quantile(ELEMENTS, elements)
        + 2 * quantile(REQUESTS, requests)
        + quantile(KILOBYTES, size / 1000)
    )
    return 100 - 5 * position / 6


def quantile(bounds: tuple[float, ...], value: float) -> float:
    """Return where a value stands among the 20 intervals, 0 to 20, in proportion within one."""
    for rank, (low, high) in enumerate(zip(bounds, bounds[1:], strict=False)):
        if value < high:
            return rank + (value - low) / (high - low)
    return len(bounds) - 1
