"""A reader follows the thread of a territory; without JavaScript, on the keyboard, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.readers import Pointer
from tests.browser.test_journeys import heading, reader  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

PAGE = "/territoires/37194-reugny/"


def test_reader_goes_from_the_thread_to_the_words(reader: Pointer) -> None:  # noqa: F811
    tab = reader.tab
    tab.goto(PAGE)
    thread = tab.get_by_role("region", name="Le fil")
    letter = thread.get_by_role("link", name="Entrée dans la seconde phase")
    reader.follow(letter)
    tab.wait_for_url("**/lettres/3-*/#b-*")
    quoted = tab.locator(f"[id='{tab.url.partition('#')[2]}']")
    expect(quoted).to_contain_text("restitution publique")
    expect(quoted).to_be_in_viewport()


def test_reader_goes_up_and_down(reader: Pointer) -> None:  # noqa: F811
    tab = reader.tab
    tab.goto("/territoires/24-centre-val-de-loire/")
    inside = tab.get_by_role("list", name="Comprend")
    reader.follow(inside.get_by_role("link", name="Indre-et-Loire"))
    tab.wait_for_url("**/territoires/37-*/")
    inside = tab.get_by_role("list", name="Comprend")
    reader.follow(inside.get_by_role("link", name="Reugny"))
    expect(heading(tab)).to_have_text("Reugny")


def test_reader_may_follow_by_feed_and_calendar(tab: Page) -> None:
    tab.goto(PAGE)
    follow = tab.get_by_role("group", name="Suivre Reugny")
    expect(follow.get_by_role("link", name="Suivre dans mon agenda")).to_have_attribute(
        "href", f"webcal://{tab.url.split('/')[2]}{PAGE.rstrip('/')}.ics"
    )
    for name, media_type in (("Suivre par flux RSS", "rss"), ("Télécharger les dates", "calendar")):
        address = follow.get_by_role("link", name=name).get_attribute("href")
        answer = tab.request.get(address)
        assert answer.ok
        assert media_type in answer.headers["content-type"]


def test_region_is_unfolded_in_the_list(reader: Pointer) -> None:  # noqa: F811
    tab = reader.tab
    tab.goto("/territoires/")
    branch = tab.locator("details.region").filter(has_text="Normandie")
    reader.unfold(branch.locator("summary"))
    reader.follow(branch.get_by_role("link", name=re.compile("^Lisieux")))
    expect(heading(tab)).to_have_text("Lisieux")
