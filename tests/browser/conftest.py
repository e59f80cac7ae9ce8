"""The site and the browser, started once for all browser tests; a new profile for each."""

from contextlib import ExitStack

import pytest

from tests.browser.chromium import open_tab, running_chromium
from tests.browser.pages import choose_examples
from tests.browser.site import running_site


@pytest.fixture(scope="session")
def chromium():
    try:
        with running_chromium() as browser:
            yield browser
    except RuntimeError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def site(chromium):
    """The running site; after the browser, whose absence is known at once."""
    with running_site() as running:
        yield running


@pytest.fixture(scope="session")
def examples(site):
    """The path of one page of each kind, by name."""
    return choose_examples(site)


@pytest.fixture
def new_tab(chromium, site):
    """A function that opens a tab: see `tests.browser.chromium.open_tab`."""
    with ExitStack() as tabs:
        yield lambda **options: tabs.enter_context(open_tab(chromium, site, **options))


@pytest.fixture
def tab(new_tab):
    """A tab 1,280 pixels wide, in the light scheme."""
    return new_tab()
