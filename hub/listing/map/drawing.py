"""The map of the départements of a list, and the table that says the same.

Both are made from the same `Entry` objects: nothing is counted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hub.core.values.typography import alphabetical_key, french, thousands
from hub.listing.map.shades import Step, cut, shade_of
from hub.territories.map.contours import (
    CROWN,
    NAME_ABOVE,
    NAMES_BELOW,
    OVERSEAS,
    WHOLE,
    Box,
    contours,
    crown_transform,
    surround,
)

# The framed départements take this part of the width or of the height of a zoomed map.
FRAMED = 0.6
# Narrowest zoom, in units of the map: around Paris it shows the départements next to it.
SMALLEST_FRAME = 50
# Band above a zoomed map for the name and number of the département pointed at.
BAND = 0.08
# Size of the text that names what is pointed at, size of the names of the insets, radius of the
# points: as parts of the width of the map.
TEXT, NAMES, RADIUS = 0.04, 0.032, 0.014


@dataclass(frozen=True)
class Entry:
    """A département: its number of pages, and the URL of the list of these pages."""

    code: str
    name: str
    count: int
    url: str
    selected: bool = False


@dataclass(frozen=True)
class Shape:
    """An entry drawn as a link; `shade` is 0 without pages, then 1 (few) to 3 (many)."""

    entry: Entry
    label: str
    path: str
    shade: int


@dataclass(frozen=True)
class Point:
    """A page on the map, in units of the map."""

    x: str
    y: str
    title: str
    url: str


@dataclass(frozen=True)
class Name:
    """The name of an inset, and where it is written."""

    text: str
    x: int
    y: int
    anchor: str = "middle"


@dataclass(frozen=True)
class DepartementMap:
    """The data of `components/map.html`.

    - `entries`: the départements with pages, and the selected ones;
    - `total`: number of pages of the list; None when it is not known;
    - `one`, `many`: what is counted, in French;
    - `whole_url`: the list for all of France, when a département is selected;
    - `points`: the pages shown beside the map that have a place.
    """

    entries: Sequence[Entry]
    total: int | None
    one: str
    many: str
    whole_url: str = ""
    points: Sequence[Point] = field(default_factory=tuple)

    @cached_property
    def rows(self) -> list[Entry]:
        """The rows of the table, in alphabetical order."""
        return sorted(self.entries, key=lambda entry: alphabetical_key(entry.name))

    @cached_property
    def covered(self) -> int:
        """Number of départements that have pages."""
        return sum(entry.count > 0 for entry in self.entries)

    @property
    def without_pages(self) -> int:
        """Number of other départements, for the last row of the table."""
        return len(contours().keys() - {entry.code for entry in self.entries})

    @cached_property
    def steps(self) -> list[Step]:
        """The legend."""
        return cut(entry.count for entry in self.entries)

    @property
    def summary(self) -> str:
        """What the map shows: « 54 initiatives, 24 départements », or the selected ones."""
        chosen = [self.label(entry) for entry in self.rows if entry.selected]
        if chosen:
            return ", ".join(chosen)
        plural = "s" if self.covered > 1 else ""
        total = "" if self.total is None else f"{self.counted(self.total)}, "
        return f"{total}{self.covered}\u00a0département{plural}"

    def label(self, entry: Entry) -> str:
        """Return « Calvados : 3 initiatives »."""
        return f"{french(entry.name)}\u00a0: {self.counted(entry.count)}"

    def counted(self, number: int) -> str:
        """Return « 3 initiatives »."""
        return f"{thousands(number)}\u00a0{self.many if number > 1 else self.one}"

    @cached_property
    def frame(self) -> Box:
        """The part of the map that is shown: around the selected départements, or all of it."""
        codes = [entry.code for entry in self._drawn if entry.selected]
        if not codes:
            return WHOLE
        inner = surround(codes)
        side = max(max(inner.width, inner.height) / FRAMED, SMALLEST_FRAME)
        if side > min(WHOLE.width, WHOLE.height) / 2:
            return WHOLE
        x, y = inner.centre
        top = y - side * (0.5 + BAND)
        return Box(x - side / 2, top, x + side / 2, y + side / 2)

    @property
    def is_zoomed(self) -> bool:
        return self.frame is not WHOLE

    @cached_property
    def shapes(self) -> list[Shape]:
        """The départements drawn as links on the map."""
        return [shape for shape in self._shapes if self._is_in_place(shape.entry.code)]

    @cached_property
    def enlarged(self) -> list[Shape]:
        """The small départements that have pages, drawn as links in their inset."""
        return [s for s in self._shapes if not self.is_zoomed and s.entry.code in CROWN]

    @property
    def corner(self) -> str:
        """The SVG transform that draws the small départements in their inset."""
        return crown_transform()

    @property
    def corner_ground(self) -> str:
        """One path of the small départements without pages, for their inset; empty when zoomed."""
        codes = () if self.is_zoomed else CROWN
        return ground_path(tuple(code for code in codes if code not in self._linked))

    @cached_property
    def ground(self) -> str:
        """One path of all the shown départements without pages."""
        codes = [
            code
            for code, contour in contours().items()
            if code not in self._linked and contour.shows_in(self.frame)
        ]
        return ground_path(tuple(codes))

    @property
    def names(self) -> list[Name]:
        """The names of the insets; none on a zoomed map."""
        if self.is_zoomed:
            return []
        return [
            *(Name(contours()[code].name, x, NAMES_BELOW) for code, (x, _) in OVERSEAS.items()),
            Name("Paris et petite couronne", 0, NAME_ABOVE, "start"),
        ]

    @property
    def names_size(self) -> int:
        return round(self.frame.width * NAMES)

    @property
    def readout(self) -> dict[str, str]:
        """Where the name pointed at is written, x and y, and the size of its text."""
        size = self.frame.width * TEXT
        x, y = self.frame.left, self.frame.top + size
        return {"x": f"{x:.1f}", "y": f"{y:.1f}", "size": f"{size:.1f}"}

    @property
    def radius(self) -> str:
        """The radius of a point."""
        return f"{self.frame.width * RADIUS:.2f}"

    @property
    def shown_points(self) -> list[Point]:
        """The points inside the frame."""
        return [p for p in self.points if self.frame.holds(float(p.x), float(p.y))]

    @cached_property
    def _drawn(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.code in contours()]

    @cached_property
    def _linked(self) -> set[str]:
        return {entry.code for entry in self._drawn}

    @cached_property
    def _shapes(self) -> list[Shape]:
        found = []
        for entry in sorted(self._drawn, key=lambda entry: (entry.selected, entry.code)):
            shade = shade_of(entry.count, self.steps)
            found.append(Shape(entry, self.label(entry), contours()[entry.code].path, shade))
        return found

    def _is_in_place(self, code: str) -> bool:
        """Whether a département is drawn as a link at its own place."""
        if not self.is_zoomed:
            return code not in CROWN
        return contours()[code].shows_in(self.frame)


def ground_path(codes: tuple[str, ...]) -> str:
    """Return one SVG path of the départements of `codes`."""
    return "".join(contours()[code].path for code in codes)
