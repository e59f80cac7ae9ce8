"""The contours of the départements, and the projection of places onto them."""

import json
import math

import pytest

from hub.territories.map import contours as module
from hub.territories.map.contours import (
    CROWN,
    CROWN_SCALE,
    FILE,
    OVERSEAS,
    WHOLE,
    Box,
    contours,
    rings_of,
    surround,
)
from hub.territories.map.projection import lambert93, point
from tests.territories.map_fit import distance, main, read_centres

# Islands that the simplified contours leave out: Ouessant, Sein, Yeu, the Saintes.
NOT_DRAWN = {"29155", "29083", "85113", "97130", "97131"}
CENTRES = read_centres()
NEAR = 7  # units of the map, about nine kilometres


def test_there_is_a_contour_for_each_departement() -> None:
    codes = set(contours())

    assert len(codes) == 101
    assert {"2A", "2B", "01", "95", "976"} <= codes
    assert "20" not in codes


def test_every_contour_is_inside_the_whole_map() -> None:
    for contour in contours().values():
        box = contour.box
        assert WHOLE.left <= box.left < box.right <= WHOLE.right, contour.name
        assert WHOLE.top <= box.top < box.bottom <= WHOLE.bottom, contour.name


def test_overseas_insets_touch_nothing() -> None:
    mainland = [c.box for code, c in contours().items() if code not in OVERSEAS]
    for code in OVERSEAS:
        box = contours()[code].box
        others = [contours()[other].box for other in OVERSEAS if other != code]
        assert not any(box.meets(other) for other in mainland + others), code


def test_enlarged_crown_covers_no_departement() -> None:
    box, (left, top) = surround(CROWN), module.CROWN_CORNER
    inset = Box(left, top, left + CROWN_SCALE * box.width, top + CROWN_SCALE * box.height)

    assert WHOLE.meets(inset)
    assert not [c.name for c in contours().values() if c.shows_in(inset)]


def test_moving_an_inset_keeps_its_shape() -> None:
    raw = next(r for r in json.loads(FILE.read_text("utf-8"))["departements"] if r["code"] == "974")
    before, after = (rings_of(path)[0] for path in (raw["path"], contours()["974"].path))

    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(before, after, strict=True)]

    assert max(x for x, _ in steps) - min(x for x, _ in steps) < 0.01
    assert max(y for _, y in steps) - min(y for _, y in steps) < 0.01


def test_unknown_svg_command_is_refused() -> None:
    with pytest.raises(ValueError, match="Unexpected command"):
        rings_of("M0,0c1,1,2,2,3,3z")


def test_lambert93_matches_the_worked_example_of_its_origin() -> None:
    # The origin of the projection: latitude 46° 30’, longitude 3°, east 700,000, north 6,600,000.
    east, north = lambert93(46.5, 3)

    assert east == pytest.approx(700_000, abs=0.01)
    assert north == pytest.approx(6_600_000, abs=0.01)


def test_centres_of_communes_fall_in_their_departement() -> None:
    far = {}
    for centre in CENTRES:
        place = point(centre.latitude, centre.longitude)
        assert place is not None, centre
        far[centre.code] = distance(*place, centre.contour)

    assert {code for code, units in far.items() if units >= NEAR} <= NOT_DRAWN
    assert max(far.values()) < 20


def test_the_sample_holds_every_departement() -> None:
    assert {centre.contour.code for centre in CENTRES} == set(contours())


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(52.5, 13.4), (-34.6, -58.4), (0, 0), (90, 180), (16.2, -70), (math.nan, 2)],
    ids=["Berlin", "Buenos Aires", "gulf of Guinea", "pole", "Caribbean sea", "not a number"],
)
def test_place_off_the_map_has_no_point(latitude: float, longitude: float) -> None:
    assert point(latitude, longitude) is None


def test_fit_command_prints_the_constants_in_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 0

    printed = capsys.readouterr().out
    assert f"{len(CENTRES)} centres of communes" in printed
    assert "best fit: SCALE 7.6" in printed or "best fit: SCALE 7.7" in printed
