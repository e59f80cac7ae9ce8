"""Where a page is, for maps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MapPlace:
    """A point in degrees (WGS 84), and what it is `of`: a « site », or a whole « territory »."""

    latitude: float
    longitude: float
    of: str

    @property
    def is_on_earth(self):
        """Whether a map can show it; files that are imported may hold anything."""
        return -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180
