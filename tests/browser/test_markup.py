"""Rules for the HTML of every page of the site map, and for scripts and styles."""

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.browser.site import Site

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parents[2] / "static"
SCRIPTS = "".join(
    path.read_text("utf-8")
    for folder in ("js", "js/player")
    for path in sorted(STATIC.glob(f"{folder}/*.js"))
)
STYLES = "".join(
    path.read_text("utf-8") for path in sorted(STATIC.glob("css/*.css")) if path.stem != "admin"
)
# Not letters, digits or signs: these need a modifier (WCAG 2.1.4).
PLAIN_KEYS = {" ", "ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp", "Enter", "Escape"}
HELD_BY = "svg, img, input, audio, iframe, [role=status]"
# A word written « L E T T R E », or columns made with spaces.
SPACED_OUT = re.compile(r"\b(?:[A-ZÀ-Ý] ){3,}[A-ZÀ-Ý]\b|(?:\u00a0| ){2,}\u00a0|\u00a0{2,}")


@cache
def read_all(site: Site) -> dict[str, BeautifulSoup]:
    """Return {path: parsed page} of the whole site map, and of the search."""
    asked = ["/recherche/", "/recherche/?q=jardin", "/inspiration/?choix=theme"]
    paths = [*site.site_map(), *asked]
    return {path: BeautifulSoup(site.read(path)[1], "html.parser") for path in paths}


@pytest.fixture
def pages(site: Site) -> dict[str, BeautifulSoup]:
    return read_all(site)


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text().split())


def test_every_page_has_a_title_of_its_own(pages: dict[str, BeautifulSoup]) -> None:
    titles = {path: words(page.title) for path, page in pages.items() if "?" not in path}

    assert len(set(titles.values())) == len(titles)
    # The home page has the name and the motto of the site.
    unnamed = [p for p, title in titles.items() if p != "/" and words(pages[p].h1) not in title]
    assert unnamed == []


def test_every_page_has_the_same_regions_in_the_same_order(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        regions = [
            tag.name for tag in page.body.find_all(["header", "main", "footer"], recursive=False)
        ]
        assert regions == ["header", "main", "footer"], path
        names = [nav["aria-label"] for nav in page.find_all("nav") if not nav.find_parent("main")]
        assert names == ["Navigation principale", "Pied de page"], path
        assert page.find(role="search", action="/recherche/"), path
        assert page.html["lang"] == "fr"

    menus = {words(page.find(id="menu")) for page in pages.values()}
    assert len(menus) == 1


def test_every_caption_is_tied_to_its_image(pages: dict[str, BeautifulSoup]) -> None:
    figures = [
        (path, figure)
        for path, page in pages.items()
        for figure in page.find_all("figure")
        if figure.find("img") and figure.find("figcaption")
    ]

    assert figures
    for path, figure in figures:
        assert figure["aria-label"].split() == words(figure.figcaption).split(), path


def test_every_field_is_tied_to_its_label_and_every_choice_to_its_group(
    pages: dict[str, BeautifulSoup],
) -> None:
    choices = 0
    for path, page in pages.items():
        for field in page.find_all(["input", "select", "textarea"]):
            if field.get("type") in ("hidden", "submit"):
                continue
            assert page.find("label", attrs={"for": field["id"]}), (path, field)
            if field.get("type") == "checkbox":
                assert field.find_parent("fieldset") or field.find_parent(role="group"), path
                choices += 1
    assert choices


def test_every_sound_is_named_and_has_its_transcript(pages: dict[str, BeautifulSoup]) -> None:
    heard = {path: page for path, page in pages.items() if page.find("audio")}

    assert heard
    for path, page in heard.items():
        assert page.find("audio")["aria-label"].split() == words(page.h1).split(), path
        assert page.select(".transcript .cue"), path


def test_nothing_is_written_for_its_looks_alone(pages: dict[str, BeautifulSoup]) -> None:
    texts = "p, li, h1, h2, h3, h4, h5, h6, td, th, blockquote, dt, dd"
    for path, page in pages.items():
        empty = [t for t in page.select(texts) if not words(t) and not t.select(HELD_BY)]
        assert [t for t in empty if t.get("role") != "status"] == [], path
        assert not page.find(["font", "center", "big", "tt", "marquee", "blink"]), path
        assert not page.find(None, {"style": True}), path
        assert not SPACED_OUT.search(page.body.get_text(" ", strip=True)), path


def test_nothing_opens_a_window(pages: dict[str, BeautifulSoup]) -> None:
    assert [path for path, page in pages.items() if page.find(target=True)] == []
    assert "window.open" not in SCRIPTS


def test_scripts_listen_to_complete_actions_only(pages: dict[str, BeautifulSoup]) -> None:
    heard = set(re.findall(r'addEventListener\(\s*"(\w+)"', SCRIPTS))

    # No listener on the motion of the device; the others are checked below.
    assert heard == {
        *("auxclick", "blur", "change", "click", "input", "keydown", "mousedown"),
        *("hashchange", "pagehide", "popstate", "submit"),
        # Events of the sound itself.
        *("ended", "error", "loadedmetadata", "pause", "seeked", "seeking"),
    }
    # Keys are heard in the search box, where they move in its list; by the player, in its position
    # (`this`), among its sentences (`root`), and in the page of an episode: Space and two arrows.
    # The press of a pointer does nothing but leave the focus in the search box.
    listeners = re.findall(r'(\w+)[.\w]*\.addEventListener\("keydown"', SCRIPTS)
    assert sorted(listeners) == ["document", "input", "root", "this"]
    assert set(re.findall(r'key === "([^"]+)"', SCRIPTS)) <= PLAIN_KEYS
    presses = re.findall(r'addEventListener\("mousedown", (.+)\);', SCRIPTS)
    assert set(presses) == {"(event) => event.preventDefault()"}
    handlers = [
        attribute
        for page in pages.values()
        for tag in page.find_all(True)
        for attribute in tag.attrs
        if attribute.startswith("on") or attribute == "accesskey"
    ]
    assert handlers == []


def test_nothing_moves_or_plays_by_itself(pages: dict[str, BeautifulSoup]) -> None:
    assert not re.search(r"@keyframes|animation\s*:|animation-name|scroll-behavior", STYLES)
    assert not re.search(r"setInterval|requestAnimationFrame|\.animate\(", SCRIPTS)
    for path, page in pages.items():
        assert not page.find(["video", "audio"], autoplay=True), path
        assert not page.find(["animate", "animateTransform", "animateMotion", "canvas"]), path
        assert not [i for i in page.find_all("img", src=True) if i["src"].endswith(".gif")], path
