"""From latitude and longitude to the units of the map, without GeoDjango nor pyproj.

Mainland France and Corsica: Lambert-93, then the scale and origin of the drawing. Formulas: IGN,
« Projection cartographique conique conforme de Lambert », NTG 71, algorithms ALG0001 and ALG0003;
constants: IGN, RGF93 Lambert-93. Overseas: the land of each territory fills the box of its inset.

`python -m tests.territories.map_fit` prints how far the centres of communes fall from the contour
of their département, and the scale and origin that fit best.
"""

import math

from hub.territories.map.contours import OVERSEAS, Box, contours

# RGF93 (GRS80): first eccentricity. Lambert-93: exponent, then constant and pole in metres.
ECCENTRICITY = 0.0818191910428158
EXPONENT = 0.7256077650532670
CONSTANT = 11_754_255.426
POLE_X, POLE_Y = 700_000.0, 12_655_612.050
MERIDIAN = 3.0

# Degrees that the map of the mainland covers.
MAINLAND = Box(-5.6, 41.2, 9.8, 51.3)
# Units per metre, and the origin of the drawing, in units.
SCALE = 7.7066e-4
ORIGIN_X, ORIGIN_Y = 32.77, 5490.06

# Land of the overseas départements, in degrees: west, south, east, north.
EXTENTS = {
    "971": Box(-61.810, 15.832, -61.000, 16.514),
    "972": Box(-61.229, 14.389, -60.809, 14.879),
    "973": Box(-54.603, 2.111, -51.615, 5.749),
    "974": Box(55.216, -21.390, 55.837, -20.872),
    "976": Box(45.018, -13.006, 45.300, -12.637),
}


def lambert93(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the east and north, in metres, of a point in degrees (WGS 84 or RGF93)."""
    sine = math.sin(math.radians(latitude))
    isometric = math.atanh(sine) - ECCENTRICITY * math.atanh(ECCENTRICITY * sine)
    radius = CONSTANT * math.exp(-EXPONENT * isometric)
    angle = EXPONENT * math.radians(longitude - MERIDIAN)
    return POLE_X + radius * math.sin(angle), POLE_Y - radius * math.cos(angle)


def point(latitude: float, longitude: float) -> tuple[float, float] | None:
    """Return the (x, y), in units of the map, of a place in degrees; None when off the map."""
    if MAINLAND.holds(longitude, latitude):
        east, north = lambert93(latitude, longitude)
        return ORIGIN_X + SCALE * east, ORIGIN_Y - SCALE * north
    for code in OVERSEAS:
        land, box = EXTENTS[code], contours()[code].box
        if land.holds(longitude, latitude):
            x = box.left + (longitude - land.left) / land.width * box.width
            y = box.bottom - (latitude - land.top) / land.height * box.height
            return x, y
    return None
