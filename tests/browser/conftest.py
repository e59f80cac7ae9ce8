"""Fixtures: the site and the browser, started once per run; a new profile for each test.

With pytest-xdist all workers visit one site, which the controller starts and stops.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from xdist.workermanage import WorkerController

from tests.browser import triage
from tests.browser.admin import ADMIN_SCREENS, sign_in
from tests.browser.chromium import open_tab, running_chromium
from tests.browser.pages import HTML_KINDS, choose_examples
from tests.browser.site import Site, copy_of, running_site
from tests.browser.triage import Answer

# Kinds of pages to examine before an answer is reported as unused.
EXAMINED = [*map(str, HTML_KINDS), *ADMIN_SCREENS]
# Removes what forms keep on the device: choices, and texts that are not saved.
FORGET = """async () => {
  localStorage.clear();
  for (const { name } of await indexedDB.databases()) {
    await new Promise(done => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = request.onerror = request.onblocked = done;
    });
  }
}"""
SHARED_SITE = pytest.StashKey[ExitStack]()
# Longest files, by `--durations=0`: first, or one process would end alone with one of them.
LONGEST = (
    "test_admin_forms.py",
    "test_accessibility.py",
    "test_kept_text.py",
    "test_journey_pages.py",
    "test_admin.py",
    "test_keyboard.py",
    "test_html.py",
)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(triage.WholeRun(EXAMINED, triage.read_answers()), "triage")


@pytest.hookimpl(trylast=True)  # after pytest-randomly, which shuffles the files
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the longest files first, then the others in the order that they have."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Start the sites before the first worker, and pass their addresses to each worker.

    One is read-only; the other is for the journeys that write (`tests/browser/editing/`).
    """
    if SHARED_SITE not in node.config.stash:
        stack = node.config.stash[SHARED_SITE] = ExitStack()
        node.config.add_cleanup(stack.close)
        stack.site = stack.enter_context(running_site())
        folder = stack.enter_context(copy_of(stack.site))
        stack.editing_site = stack.enter_context(running_site(folder))
    for name in ("site", "editing_site"):
        site = getattr(node.config.stash[SHARED_SITE], name)
        node.workerinput[name] = (site.address, str(site.folder))


def shared_site(config: pytest.Config, name: str) -> Site | None:
    """Return a site that the controller started, in a worker of pytest-xdist."""
    found = getattr(config, "workerinput", {}).get(name)
    return Site(found[0], Path(found[1])) if found else None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    try:
        with running_chromium() as browser:
            yield browser
    except RuntimeError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def site(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The running site; it depends on the browser to fail at once if there is none."""
    if shared := shared_site(request.config, "site"):
        yield shared
        return
    with running_site() as running:
        yield running


@pytest.fixture(scope="session")
def examples(site: Site) -> dict[str, str]:
    """The path of one page of each kind, by name."""
    return choose_examples(site)


@pytest.fixture(scope="session")
def answers() -> list[Answer]:
    """The recorded answers to axe « incomplete » results."""
    return triage.read_answers()


@pytest.fixture
def new_tab(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """A function that opens a tab: see `tests.browser.chromium.open_tab`."""
    with ExitStack() as tabs:
        yield lambda **options: tabs.enter_context(open_tab(chromium, site, **options))


@pytest.fixture
def tab(new_tab: Callable[..., Page]) -> Page:
    """A tab 1,280 pixels wide, in the light scheme."""
    return new_tab()


@pytest.fixture(scope="session")
def admin_profile(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """The profile of the administrator: one for all the screens, whose cache keeps the scripts."""
    with open_tab(chromium, site) as tab:
        sign_in(tab, site)
        tab.goto("about:blank")
        yield tab.context


@pytest.fixture
def admin_tab(admin_profile: BrowserContext) -> Iterator[Page]:
    """A tab where the administrator has signed in, without what an earlier tab left."""
    tab = admin_profile.new_page()
    tab.goto("/robots.txt")
    tab.evaluate(FORGET)
    yield tab
    tab.close()
