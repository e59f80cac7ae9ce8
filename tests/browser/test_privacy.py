"""Public pages make no request to another host, set no cookie and log no console error."""

import pytest
from playwright.sync_api import Page

from tests.browser.pages import KINDS, Kind, unknown_paths
from tests.browser.site import Site
from tests.browser.visits import listen, show

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_page_asks_only_its_own_site_and_leaves_no_cookie(
    kind: Kind, tab: Page, site: Site, examples: dict[str, str]
) -> None:
    visit = listen(tab)
    show(kind, tab, examples)
    # Lazy-loaded resources are included.
    tab.keyboard.press("End")
    tab.wait_for_load_state("networkidle")

    foreign = [url for url in visit.requests if not url.startswith((f"{site.address}/", "data:"))]
    cookies = {cookie["name"] for cookie in tab.context.cookies()}
    assert visit.requests
    # The player of a film is loaded on click only.
    assert bool(foreign) == kind.asks_elsewhere, foreign
    # A form that is sent needs one, against forged requests; it has an address of its own.
    assert cookies == ({"csrftoken"} if kind.sets_cookie else set())
    stored = tab.evaluate("() => Object.keys({...localStorage, ...sessionStorage})")
    assert tuple(stored) == kind.keeps
    assert visit.complaints == []


def test_every_page_of_the_site_map_is_of_a_known_kind(site: Site) -> None:
    assert unknown_paths(site.site_map()) == []
