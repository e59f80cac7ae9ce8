"""The shades of a map: numbers of pages cut into a few ranges."""

from collections.abc import Iterable
from dataclasses import dataclass

# Shades of the départements that have results.
SHADES = 3


@dataclass(frozen=True)
class Step:
    """A shade of the legend, and the smallest and largest numbers of pages that have it."""

    shade: int
    low: int
    high: int


def cut(numbers: Iterable[int]) -> list[Step]:
    """Return at most `SHADES` ranges of the numbers, the smallest first; 0 has no shade.

    Each range holds about as many different numbers. A single range has the middle shade, two have
    the darkest ones.
    """
    found = sorted(set(numbers) - {0})
    parts = min(SHADES, len(found))
    if not parts:
        return []
    bounds = [round(len(found) * part / parts) for part in range(parts + 1)]
    first = max(SHADES - parts + 1 if parts > 1 else SHADES - 1, 1)
    return [
        Step(first + rank, found[start], found[end - 1])
        for rank, (start, end) in enumerate(zip(bounds, bounds[1:], strict=False))
    ]


def shade_of(number: int, steps: list[Step]) -> int:
    """Return the shade of a number of pages; 0 when no step holds it."""
    return next((step.shade for step in steps if step.low <= number <= step.high), 0)
