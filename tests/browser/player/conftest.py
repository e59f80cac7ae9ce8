"""Fixtures of the player: an episode of fifteen minutes, on the bundled server or behind nginx."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import open_tab
from tests.browser.long_episode import SLUG
from tests.browser.player.sounds import RECORD
from tests.browser.site import Site, behind_nginx


@pytest.fixture(scope="session")
def nginx_server(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, with its sounds sent by nginx from the documented configuration."""
    with behind_nginx(site, Path(tmp_path_factory.mktemp("nginx"))) as running:
        yield running


@pytest.fixture
def sound_server(site: Site, request: pytest.FixtureRequest) -> Site:
    """The site on its bundled server; behind nginx with the parameter « nginx »."""
    if getattr(request, "param", "bundled") == "nginx":
        return request.getfixturevalue("nginx_server")
    return site


@pytest.fixture
def address(examples: dict[str, str]) -> str:
    return f"{examples['podcast']}{SLUG}/"


@pytest.fixture
def tab(chromium: Browser, sound_server: Site) -> Iterator[Page]:
    """A tab that records the positions of its sound."""
    with open_tab(chromium, sound_server) as tab:
        tab.add_init_script(RECORD)
        yield tab


@pytest.fixture
def episode(tab: Page, address: str) -> Page:
    tab.goto(address)
    return tab
