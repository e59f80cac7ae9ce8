"""The screens that the hub adds to Wagtail's admin: what they hold, not Wagtail's frame."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.admin import ADMIN_SCREENS
from tests.browser.site import Site
from tests.browser.triage import EXAMINED_KIND, USED_ANSWERS, Answer, look_through
from tests.browser.visits import listen

pytestmark = pytest.mark.browser

CONTENT = ["#main"]


@pytest.mark.parametrize("name", ADMIN_SCREENS)
def test_axe_finds_no_violation_and_screen_asks_only_its_own_site(
    name: str,
    admin_tab: Page,
    answers: list[Answer],
    record_property: Callable[[str, object], None],
    site: Site,
) -> None:
    visit = listen(admin_tab)
    ADMIN_SCREENS[name](admin_tab)
    admin_tab.wait_for_load_state("networkidle")

    problems, rows = look_through(admin_tab, answers, within=CONTENT)

    record_property(USED_ANSWERS, rows)
    record_property(EXAMINED_KIND, name)
    assert not problems, f"{admin_tab.url}\n" + "\n".join(problems)

    own = (f"{site.address}/", "data:", "blob:")
    assert visit.requests
    assert [url for url in visit.requests if not url.startswith(own)] == []
    assert visit.complaints == []
