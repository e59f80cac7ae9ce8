"""Fixtures of the journeys that write: a site of their own, apart from the read-only one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accounts import CONTRIBUTOR, EDITOR, open_session
from tests.browser.admin import sign_in
from tests.browser.chromium import open_tab
from tests.browser.conftest import shared_site
from tests.browser.site import Site, running_site


@pytest.fixture(scope="session")
def site(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The site that these journeys change; overrides the fixture of the other browser tests."""
    if shared := shared_site(request.config, "editing_site"):
        yield shared
        return
    with running_site() as running:
        yield running


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Wait longer than usual: what is expected comes from a server that also saves drafts."""
    expect.set_options(timeout=45_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def editor(tab: Page, site: Site) -> Page:
    """A tab where somebody of « Rédaction » has signed in."""
    open_session(tab, EDITOR)
    return tab


@pytest.fixture
def contributor(chromium: Browser, site: Site) -> Iterator[Page]:
    """A tab, in a browser profile of its own, where somebody of « Contributions » has signed in."""
    with open_tab(chromium, site) as own_tab:
        open_session(own_tab, CONTRIBUTOR)
        yield own_tab


@pytest.fixture
def reader(chromium: Browser, site: Site) -> Iterator[Page]:
    """A tab, in a browser profile of its own, of somebody who reads the public site."""
    with open_tab(chromium, site) as own_tab:
        yield own_tab


@pytest.fixture
def administrator(chromium: Browser, site: Site) -> Iterator[Page]:
    """A tab, in a browser profile of its own, where the administrator has signed in."""
    with open_tab(chromium, site) as own_tab:
        sign_in(own_tab, site)
        yield own_tab
