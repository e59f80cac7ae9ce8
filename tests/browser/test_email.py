"""The e-mail of a letter, as a browser and the W3C’s checker see it."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.accessibility import examine
from tests.browser.captures import take_picture
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.html_check import check
from tests.browser.site import Site
from tests.browser.visits import listen

pytestmark = pytest.mark.browser

# Obsolete HTML attributes that mail clients need; Outlook reads no others.
FOR_OLD_MAILBOXES = re.compile(
    r"The “(?:align|bgcolor|border|cellpadding|cellspacing|width)” attribute "
    r"on the “(?:table|td|th)”"
    r" element is obsolete"
    r"|Attribute “xmlns:[vo]” not allowed here"
    r"|CSS: “mso-table-[lr]space”: Property"
    r"|A “meta” element with an “http-equiv” attribute whose value is “X-UA-Compatible”"
)
# Rules about whole pages: a message is shown inside the page of a mail client.
OF_PAGES = ("landmark-one-main", "region")
# Chromium's forced dark mode, as in some mail clients.
FORCED_DARK = "--blink-settings=forceDarkModeEnabled=true"


@pytest.fixture(scope="module")
def address(examples: dict[str, str]) -> str:
    return f"{examples['lettre']}courriel/"


def test_html_is_valid_but_for_what_old_mailboxes_need(site: Site, address: str) -> None:
    status, source = site.read(address)
    assert status == 200

    errors, _ = check({address: source})

    assert [line for line in errors if not FOR_OLD_MAILBOXES.search(line)] == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(
    new_tab: Callable[..., Page], address: str, width: int, scheme: str
) -> None:
    tab = new_tab()
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    tab.goto(address)

    found = examine(tab)

    assert [line for line in found.violations if not line.startswith(OF_PAGES)] == []


def test_nothing_scrolls_sideways_in_320_pixels(new_tab: Callable[..., Page], address: str) -> None:
    tab = new_tab()
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(address)

    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_is_asked_of_another_site(
    new_tab: Callable[..., Page], site: Site, address: str
) -> None:
    tab = new_tab()
    visit = listen(tab)
    tab.goto(address, wait_until="networkidle")

    assert [url for url in visit.requests if not url.startswith(site.address)] == []


def test_words_are_all_there_without_images(new_tab: Callable[..., Page], address: str) -> None:
    tab = new_tab()
    tab.context.route(re.compile(r"/media/"), lambda route: route.abort())
    tab.goto(address)

    hidden = tab.evaluate(
        "[...document.images].filter(image => image.alt && !image.getClientRects().length).length"
    )
    assert hidden == 0
    tab.set_viewport_size({"width": 320, "height": 640})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.locator("h1").inner_text()


def test_text_stays_readable_in_a_forced_dark_mode(
    chromium: Browser, site: Site, address: str
) -> None:
    arguments = [*ARGUMENTS, FORCED_DARK]
    browser = chromium.browser_type.launch(executable_path=find_chromium(), args=arguments)
    try:
        tab = browser.new_page()
        tab.goto(f"{site.address}{address}")
        picture = take_picture(tab, clip={"x": 0, "y": 0, "width": 200, "height": 20})
        ground = darkest_and_lightest(picture)
        text = darkest_and_lightest(take_picture(tab.locator("h1")))
    finally:
        browser.close()

    assert ground[1] < 60
    assert text[1] - text[0] > 150


def darkest_and_lightest(picture: bytes) -> tuple[int, int]:
    """Return the extreme shades (0 to 255) of a PNG."""
    grey = Image.open(BytesIO(picture)).convert("L").tobytes()
    return min(grey), max(grey)
