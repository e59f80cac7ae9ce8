"""Location of a page for maps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MapPlace:
    """A point in degrees (WGS 84); `kind` is "site" (a precise place) or "territory"."""

    latitude: float
    longitude: float
    kind: str

    @property
    def is_on_earth(self) -> bool:
        """Whether the coordinates are valid; imported files may hold any number."""
        return -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180
