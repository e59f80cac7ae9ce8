"""Journeys in a browser on the site of production: a reader, an editor, a phone."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Response, expect

from tests.browser.accounts import EDITOR, sign_in_as
from tests.browser.chromium import Look, open_tab, running_chromium
from tests.browser.editing.forms import open_first
from tests.browser.editing.steps import publish, save_draft, unique, upload_image
from tests.browser.keyboard import reach
from tests.browser.readers import Keyboard, Pointer
from tests.browser.site import Site
from tests.browser.states import play_sound
from tests.browser.test_journeys import cards, heading, open_section
from tests.browser.visits import Visit, listen
from tests.services.production.processes import Service
from tests.services.production.site import Production
from tests.services.production.waiting import wait_until

FINGERPRINT = re.compile(r"\.[0-9a-f]{12}\.\w+$")
FOR_A_YEAR = "public, max-age=31536000, immutable"
# Run by `manage.py shell`; a kept site has them already.
ADD_ACCOUNTS = """
from django.contrib.auth import get_user_model
from tests.browser.accounts import EDITOR, add_accounts
if not get_user_model().objects.filter(username=EDITOR.username).exists():
    add_accounts()
"""
ARE_LOADED = "images => images.every(image => image.complete && image.naturalWidth > 0)"


@pytest.fixture(scope="module")
def chromium(production_site: Production) -> Iterator[Browser]:
    """A browser for which the address of the site, without a port, leads to its nginx."""
    nginx = urlsplit(production_site.address).netloc
    rules = f"MAP 127.0.0.1:443 {nginx}, MAP * ~NOTFOUND"
    with running_chromium(f"--host-resolver-rules={rules}") as browser:
        yield browser


@pytest.fixture
def public_site(production_site: Production) -> Site:
    """The site at its public address, which pages and e-mails name: BASE_URL."""
    return Site(production_site.variables["BASE_URL"])


@pytest.fixture
def new_tab(chromium: Browser, public_site: Site) -> Iterator[Callable[..., Page]]:
    """A function that opens a tab in a profile of its own; see `open_tab`."""
    with ExitStack() as tabs:
        yield lambda **options: tabs.enter_context(
            open_tab(chromium, public_site, ignore_https_errors=True, **options)
        )


@pytest.fixture(scope="module")
def accounts(production_site: Production) -> None:
    """The accounts of the groups of editors, beside the administrator of the site."""
    production_site.manage("shell", "--no-imports", "--command", ADD_ACCOUNTS)


@pytest.fixture
def patience() -> Iterator[None]:
    """Wait longer than usual for what a loaded machine saves and shows."""
    expect.set_options(timeout=45_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def editor_tab(new_tab: Callable[..., Page], accounts: None, patience: None) -> Page:
    """A tab where somebody of « Rédaction » has signed in."""
    tab = new_tab()
    sign_in_as(tab, EDITOR)
    return tab


@pytest.fixture
def stopped_worker(production_site: Production) -> Iterator[Service]:
    """The worker, stopped; it runs again after the test."""
    worker = production_site.worker
    worker.stop()
    yield worker
    if not worker.is_running():
        worker.start()


@dataclass
class Traffic:
    """What a tab asked for and received since `watch`."""

    visit: Visit
    responses: list[Response] = field(default_factory=list)
    failed: list[Request] = field(default_factory=list)

    def receive(self, response: Response) -> None:
        self.responses.append(response)

    def fail(self, request: Request) -> None:
        # A page that is left cancels its requests.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(request)

    def under(self, path: str) -> list[Response]:
        """Return the responses of the addresses under a path of the site."""
        return [one for one in self.responses if urlsplit(one.url).path.startswith(path)]

    def problems(self, site: Site) -> list[str]:
        """Return a line for each request elsewhere, error or message of the console."""
        own = (f"{site.address}/", "data:")
        return [
            *(f"elsewhere: {url}" for url in self.visit.requests if not url.startswith(own)),
            *(f"{one.status}: {one.url}" for one in self.responses if one.status >= 400),
            *(f"{one.failure}: {one.url}" for one in self.failed),
            *self.visit.complaints,
        ]


def watch(tab: Page) -> Traffic:
    """Return a `Traffic` that records the requests and responses of a tab."""
    traffic = Traffic(listen(tab))
    tab.on("response", traffic.receive)
    tab.on("requestfailed", traffic.fail)
    return traffic


def test_reader_searches_with_the_keyboard_and_reads_a_letter(
    new_tab: Callable[..., Page], public_site: Site
) -> None:
    tab = new_tab()
    traffic = watch(tab)
    tab.goto("/")
    reach(tab, "main input[name=q]")
    tab.keyboard.type("tiers-lieux")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/recherche/?q=tiers-lieux")
    letter = cards(tab).and_(tab.locator("[href^='/lettres/']")).first
    title = letter.inner_text()

    Keyboard(tab).follow(letter)

    tab.wait_for_url("**/lettres/*/")
    expect(heading(tab)).to_contain_text(title)
    expect(tab.locator("main")).to_contain_text(re.compile("tiers-lieux?", re.IGNORECASE))
    # Images outside the window are loaded later.
    for image in tab.locator("main img").all():
        image.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    assert tab.locator("main img").evaluate_all(ARE_LOADED)
    assert traffic.problems(public_site) == []


def test_editor_saves_a_draft_then_publishes_and_readers_see_it(
    editor_tab: Page, new_tab: Callable[..., Page]
) -> None:
    words = unique("On y répare aussi les vélos")
    reader = new_tab()
    open_first(editor_tab, "/admin/initiatives/")
    summary = editor_tab.locator("#id_summary")
    path = f"/inspiration/{editor_tab.locator('#id_slug').input_value()}/"
    reader.goto(path)
    expect(heading(reader)).to_have_text(editor_tab.locator("#id_title").input_value())
    summary.fill(words)

    save_draft(editor_tab)

    expect(summary).to_have_value(words)
    reader.reload()
    expect(heading(reader)).to_be_visible()
    expect(reader.locator("main")).not_to_contain_text(words)

    address = publish(editor_tab)

    assert urlsplit(address).path == path
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text(words)


def test_uploaded_image_is_shown_once_the_worker_has_made_its_sizes(
    editor_tab: Page, new_tab: Callable[..., Page], stopped_worker: Service
) -> None:
    open_first(editor_tab, "/admin/initiatives/?q=minibus")
    chooser = editor_tab.locator("#id_image-chooser")
    if editor_tab.locator("#id_image").input_value():
        chooser.get_by_role("button", name="Actions").click()
    name = unique("minibus").replace(" ", "-")
    upload_image(editor_tab, chooser, f"{name}.png")
    editor_tab.get_by_role("checkbox", name="Image décorative").check()
    save_draft(editor_tab)
    address = publish(editor_tab)
    reader = new_tab()
    traffic = watch(reader)
    picture = reader.locator(f"main img[src*='{name}']").first

    def is_shown() -> bool:
        reader.goto(address)
        return picture.count() > 0

    assert not is_shown()
    stopped_worker.start()
    wait_until(is_shown, 180)

    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth > 0")
    sent = [one for one in traffic.under("/media/images/") if name in one.url]
    assert {one.header_value("cache-control") for one in sent} == {"public, max-age=2592000"}


@pytest.mark.parametrize("sort", [Pointer, Keyboard])
def test_episode_is_played_on_a_phone(
    sort: type[Pointer], new_tab: Callable[..., Page], public_site: Site
) -> None:
    tab = new_tab(look=Look(390), has_touch=True, is_mobile=True)
    traffic = watch(tab)
    reader = sort(tab)
    open_section(reader, "Podcasts")
    for part, path in (("Les émissions", "*/"), ("Épisodes", "*/*/")):
        links = tab.get_by_role("region", name=part).get_by_role("heading").get_by_role("link")
        reader.follow(links.first)
        tab.wait_for_url(f"**/podcasts/{path}")

    expect(tab.locator("audio")).to_be_visible()
    play_sound(tab)

    assert {one.status for one in traffic.under("/sons/")} == {206}
    received = {one.url: one.header_value("cache-control") for one in traffic.under("/static/")}
    assert [url for url in received if not FINGERPRINT.search(url)] == []
    assert set(received.values()) == {FOR_A_YEAR}
    assert traffic.problems(public_site) == []
