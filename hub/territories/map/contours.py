"""The contours of the départements, ready to draw: the file is read once per process.

Two groups do not stay where the file has them. The overseas départements are moved to a row below
the mainland, where their names fit. The four smallest départements, too small to aim at, are drawn
a second time, enlarged, in an empty corner of the map (`CROWN`).
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

FILE = Path(__file__).parent / "data" / "departements-contours.json"
# {code: centre of the inset}, in units of the map.
OVERSEAS = {
    "971": (95, 825),
    "972": (290, 825),
    "973": (480, 825),
    "974": (670, 825),
    "976": (860, 825),
}
# Paris and the three départements around it.
CROWN = ("75", "92", "93", "94")
CROWN_SCALE = 6
CROWN_CORNER = (5, 10)
# Baseline of the names of the insets.
NAMES_BELOW, NAME_ABOVE = 908, -4
COMMAND = re.compile(r"([Mlz])([^A-Za-z]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

Ring = tuple[tuple[float, float], ...]


class Box(NamedTuple):
    """A rectangle in units of the map; y goes down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def view_box(self) -> str:
        """The `viewBox` attribute of an SVG that shows this rectangle."""
        return f"{self.left:.1f} {self.top:.1f} {self.width:.1f} {self.height:.1f}"

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


# The whole map: a band above for the name and number of the département pointed at.
WHOLE = Box(0, -80, 1000, 920)


@dataclass(frozen=True)
class Contour:
    """The shape of a département: `path` is the `d` attribute of an SVG path."""

    code: str
    name: str
    path: str
    box: Box

    def shows_in(self, frame: Box) -> bool:
        """Whether a corner of the shape is inside a frame."""
        return self.box.meets(frame) and any(
            frame.holds(x, y) for ring in rings_of(self.path) for x, y in ring
        )


@cache
def contours() -> MappingProxyType[str, Contour]:
    """Return {INSEE code: contour} of the 101 départements, in the order of codes."""
    rows = json.loads(FILE.read_text("utf-8"))["departements"]
    found = {}
    for row in rows:
        code, path = row["code"], row["path"]
        if code in OVERSEAS:
            path = _centred(path, *OVERSEAS[code])
        found[code] = Contour(code, row["name"], path, box_of(path))
    return MappingProxyType(found)


@cache
def crown_transform() -> str:
    """Return the SVG `transform` that enlarges `CROWN` in its corner."""
    box = surround(CROWN)
    left, top = CROWN_CORNER
    scale = CROWN_SCALE
    return f"translate({left - scale * box.left:.0f} {top - scale * box.top:.0f})scale({scale})"


def surround(codes: Iterable[str]) -> Box:
    """Return the smallest box around the contours of `codes`, at least one."""
    boxes = [contours()[code].box for code in codes]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@cache
def rings_of(path: str) -> tuple[Ring, ...]:
    """Return the rings of a path as points; raise ValueError on an SVG command not in the file."""
    if COMMAND.sub("", path).strip():
        raise ValueError(f"Unexpected command in the path {path[:40]}")
    rings = []
    points: list[tuple[float, float]] = []
    for command, text in COMMAND.findall(path):
        numbers = [float(number) for number in NUMBER.findall(text)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            points = pairs
        elif command == "l":
            for dx, dy in pairs:
                x, y = points[-1]
                points.append((x + dx, y + dy))
        else:
            rings.append(tuple(points))
    return tuple(rings)


def box_of(path: str) -> Box:
    points = [point for ring in rings_of(path) for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _centred(path: str, x: float, y: float) -> str:
    """Return the path moved so that the centre of its box is (x, y)."""
    left, top = box_of(path).centre
    dx, dy = x - left, y - top

    def moved(start: re.Match) -> str:
        return f"M{float(start[1]) + dx:.1f},{float(start[2]) + dy:.1f}"

    return re.sub(r"M(-?[\d.]+),(-?[\d.]+)", moved, path)
