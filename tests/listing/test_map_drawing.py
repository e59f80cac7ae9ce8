"""The map of the départements of a list, and the table that says the same."""

import gzip
import random

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from hub.core.values.contrast import contrast_ratio
from hub.core.values.typography import french
from hub.listing.map.drawing import DepartementMap, Entry, Point
from hub.listing.map.shades import SHADES, cut, shade_of
from hub.territories.map.contours import CROWN, WHOLE, contours
from tests.listing.maps import said_by_the_map, said_by_the_table
from tests.style_sheet import read_tokens

KB = 1000
SEEDS = range(8)


def drawn(
    counts: dict[str, int], selected: tuple[str, ...] = (), **fields: object
) -> DepartementMap:
    """Return the map of {code: number of pages}."""
    entries = [
        Entry(
            code,
            contours()[code].name,
            count,
            f"/inspiration/?departement={code}",
            code in selected,
        )
        for code, count in counts.items()
    ]
    whole = "/inspiration/" if selected else ""
    return DepartementMap(
        entries, sum(counts.values()), "initiative", "initiatives", whole, **fields
    )


def shown(drawing: DepartementMap) -> BeautifulSoup:
    return BeautifulSoup(render_to_string("components/map.html", {"map": drawing}), "html.parser")


def random_counts(seed: int) -> dict[str, int]:
    numbers = random.Random(seed)
    codes = numbers.sample(sorted(contours()), numbers.randint(1, 101))
    return {code: numbers.choice([1, 1, 2, 3, 7, 40, 999]) for code in codes}


@pytest.mark.parametrize("seed", SEEDS)
def test_map_and_table_say_the_same(seed: int) -> None:
    counts = random_counts(seed)
    page = shown(drawn(counts))

    expected = {
        french(contours()[c].name): (f"/inspiration/?departement={c}", n) for c, n in counts.items()
    }
    assert said_by_the_map(page) == said_by_the_table(page) == expected
    rest = 101 - len(counts)
    last = page.select("tbody tr")[-1]
    assert (str(rest) in last.th.get_text() and last.td.get_text() == "0") or not rest


@pytest.mark.parametrize("seed", SEEDS)
def test_zoomed_map_says_the_same_of_what_it_shows(seed: int) -> None:
    counts = random_counts(seed)
    code = random.Random(seed).choice(sorted(counts))
    page = shown(drawn(counts, selected=(code,)))

    on_map, in_table = said_by_the_map(page), said_by_the_table(page)
    assert on_map.items() <= in_table.items()
    assert french(contours()[code].name) in on_map
    assert len(in_table) == len(counts)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_has_one_shade_and_more_pages_are_never_paler(seed: int) -> None:
    counts = random_counts(seed)
    steps = cut(counts.values())

    assert 1 <= len(steps) <= SHADES
    for number in counts.values():
        assert sum(step.low <= number <= step.high for step in steps) == 1
    ordered = [shade_of(number, steps) for number in sorted(counts.values())]
    assert ordered == sorted(ordered)
    assert ordered[0] >= 1
    assert shade_of(0, steps) == 0


def test_legend_gives_the_ranges() -> None:
    page = shown(drawn({"14": 1, "27": 2, "50": 3, "61": 9}))

    legend = [li.get_text().strip() for li in page.select(".map__legend li")]

    assert legend == ["1", "2 à\u00a03", "9"]


def test_small_departements_are_links_in_their_inset_only() -> None:
    page = shown(drawn(dict.fromkeys(CROWN, 2)))

    links = page.select("svg a")
    assert len(links) == len(CROWN)
    assert all(link.path["transform"].endswith("scale(6)") for link in links)
    assert "Paris et petite couronne" in page.svg.get_text()


def test_overseas_insets_are_named() -> None:
    text = shown(drawn({"14": 1})).svg.get_text()

    assert all(
        name in text for name in ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte")
    )


@pytest.mark.parametrize("code", ["14", "75", "974", "2A", "59"])
def test_zoom_frames_the_selected_departement(code: str) -> None:
    drawing = drawn({"14": 1, code: 4}, selected=(code,))

    frame, box = drawing.frame, contours()[code].box
    assert drawing.is_zoomed
    assert frame.width < WHOLE.width / 2
    assert frame.holds(box.left, box.top)
    assert frame.holds(box.right, box.bottom)
    page = shown(drawing)
    assert [link.get_text().strip() for link in page.select("svg [aria-current=true]")] == [
        f"{contours()[code].name}\u00a0: 4\u00a0initiatives"
    ]
    assert page.find("a", string="Toute la France")["href"] == "/inspiration/"


def test_far_selected_departements_show_the_whole_map() -> None:
    drawing = drawn({"14": 1, "2A": 1}, selected=("14", "2A"))

    assert not drawing.is_zoomed
    assert len(shown(drawing).select('svg [aria-current="true"]')) == 2


def test_selected_departement_without_pages_is_drawn_and_said() -> None:
    page = shown(drawn({"14": 0, "50": 2}, selected=("14",)))

    assert said_by_the_map(page)["Calvados"][1] == 0
    assert "Calvados\u00a0: 0\u00a0initiative" in page.p.get_text()
    assert page.select_one('svg [aria-current="true"]')["class"] == ["map__shade-0"]


def test_departement_without_contour_is_in_the_table() -> None:
    drawing = DepartementMap([Entry("99", "Ailleurs", 3, "/ici")], 3, "initiative", "initiatives")

    page = shown(drawing)

    assert said_by_the_table(page) == {"Ailleurs": ("/ici", 3)}
    assert not page.select("svg a")


def test_points_are_links_inside_the_frame() -> None:
    points = [Point("300", "200", "Un verger à l’été", "/a/"), Point("960", "800", "Loin", "/b/")]
    page = shown(drawn({"14": 1}, selected=("14",), points=points))
    box = contours()["14"].box

    assert box.holds(300, 200) is bool(page.select(".map__point[href='/a/']"))
    assert not page.select(".map__point[href='/b/']")


def test_texts_are_escaped() -> None:
    point = Point("300", "200", "<b>l’été</b>", "/a/?x=1&y=2")
    html = render_to_string("components/map.html", {"map": drawn({"14": 1}, points=[point])})

    assert "<b>" not in html
    assert "x=1&amp;y=2" in html


def test_map_of_all_departements_is_light() -> None:
    points = [
        Point("300", "200", f"Un verger à l’été {i}", f"/inspiration/{i}/") for i in range(10)
    ]
    counts = {code: 1 + rank for rank, code in enumerate(contours())}
    html = render_to_string("components/map.html", {"map": drawn(counts, points=points)})

    assert len(gzip.compress(html.encode(), 6)) <= 15 * KB


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["map-0", "paper", "surface", "green-wash"])
def test_palest_shade_has_contrast_on_every_ground(ground: str, scheme: str) -> None:
    tokens = read_tokens(scheme)

    assert contrast_ratio(tokens["--map-1"], tokens[f"--{ground}"]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shades_differ(scheme: str) -> None:
    tokens = read_tokens(scheme)

    assert contrast_ratio(tokens["--map-1"], tokens["--map-2"]) >= 1.5
    assert contrast_ratio(tokens["--map-2"], tokens["--map-3"]) >= 1.4
