"""Measure how well the projection of the map fits: map_fit.py [communes.csv].

The file has the columns code, latitude, longitude (degrees) of the centres of communes; without it,
the sample of the tests. Prints the number of centres outside the contour of their département, how
far, and the scale and origin of the mainland that fit best, for `hub.territories.map.projection`.
"""

import csv
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.territories.map.contours import Box, Contour, Ring, contours, rings_of
from hub.territories.map.projection import MAINLAND, lambert93, point

ROUNDS = 40
Pair = tuple[float, float]
SAMPLE = Path(__file__).parent / "data" / "centres.csv"


@dataclass(frozen=True)
class Centre:
    """The centre of a commune, in degrees."""

    code: str
    latitude: float
    longitude: float

    @property
    def contour(self) -> Contour:
        """The contour of its département."""
        return contours()[self.code[:3] if self.code.startswith("97") else self.code[:2]]


def read_centres(path: Path = SAMPLE) -> list[Centre]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Centre(r["code"], float(r["latitude"]), float(r["longitude"])) for r in rows]


def distance(x: float, y: float, contour: Contour) -> float:
    """Return the distance from a point to a contour in units of the map; 0 inside."""
    rings = rings_of(contour.path)
    if is_inside(x, y, rings):
        return 0
    return min(to_segment(x, y, *side) for ring in rings for side in sides(ring))


def sides(ring: Ring) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    return zip(ring, ring[1:] + ring[:1], strict=True)


def is_inside(x: float, y: float, rings: Iterable[Ring]) -> bool:
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in sides(ring):
            crosses = (y1 > y) != (y2 > y)
            crossings += crosses and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


def to_segment(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    (x1, y1), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    length = dx * dx + dy * dy
    along = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0
    return math.hypot(x - x1 - along * dx, y - y1 - along * dy)


def best_fit(centres: list[Centre]) -> tuple[float, float, float]:
    """Return the scale (units per metre) and the origin (x, y) that suit the mainland.

    The first ones match the middle of each département; each round then pulls the centres outside
    into the box of their contour.
    """
    groups = defaultdict(list)
    for centre in centres:
        if MAINLAND.holds(centre.longitude, centre.latitude):
            east, north = lambert93(centre.latitude, centre.longitude)
            groups[centre.contour].append((east, -north))
    boxes = [(contour.box, found) for contour, found in groups.items()]
    fit = fit_scale([(around(found).centre, box.centre) for box, found in boxes])
    for _ in range(ROUNDS):
        scale, *origin = fit
        pairs = []
        for box, found in boxes:
            for metres in found:
                x, y = (scale * value + start for value, start in zip(metres, origin, strict=True))
                inside = max(box.left, min(box.right, x)), max(box.top, min(box.bottom, y))
                pairs.append((metres, inside))
        fit = fit_scale(pairs)
    return fit


def around(pairs: list[Pair]) -> Box:
    xs, ys = zip(*pairs, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def fit_scale(pairs: list[tuple[Pair, Pair]]) -> tuple[float, float, float]:
    """Return the least-squares scale and shifts from the first point of each pair to the second."""
    total = len(pairs)
    from_x, from_y = (sum(start[axis] for start, _ in pairs) / total for axis in (0, 1))
    to_x, to_y = (sum(end[axis] for _, end in pairs) / total for axis in (0, 1))
    both = sum((a - from_x) * (c - to_x) + (b - from_y) * (d - to_y) for (a, b), (c, d) in pairs)
    spread = sum((a - from_x) ** 2 + (b - from_y) ** 2 for (a, b), _ in pairs)
    scale = both / spread
    return scale, to_x - scale * from_x, to_y - scale * from_y


def main(arguments: list[str]) -> int:
    centres = read_centres(Path(arguments[0])) if arguments else read_centres()
    far = []
    for centre in centres:
        place = point(centre.latitude, centre.longitude)
        far.append((distance(*place, centre.contour) if place else math.inf, centre.code))
    outside = sorted((found for found in far if found[0] > 0), reverse=True)
    print(f"{len(centres)} centres of communes, {len(outside)} outside their département")
    for limit in (1, 2, 3, 5):
        print(f"  by more than {limit} units: {sum(found[0] > limit for found in outside)}")
    print("farthest:", ", ".join(f"{code} by {units:.1f}" for units, code in outside[:12]))
    scale, x, y = best_fit(centres)
    print(f"best fit: SCALE {scale:.5e}, ORIGIN {x:.2f}, {y:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
