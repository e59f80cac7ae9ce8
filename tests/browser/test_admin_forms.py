"""axe over the whole admin page, Wagtail's own parts included, in both themes of the admin.

Each form is looked at with all its tabs open, one block of each type and one row of each list.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from playwright.sync_api import Page as Tab

from tests.browser.accessibility import examine
from tests.browser.admin_forms import other_screens, page_forms, show_everything
from tests.browser.chromium import Look

pytestmark = pytest.mark.browser

# The admin follows the scheme of the system; « Compte » lets each choose one of the two. The
# second differs by its colours alone: only the rules about colours are asked again.
THEMES = {
    Look(1280, "light"): (),
    Look(1280, "dark"): ("color-contrast", "link-in-text-block"),
}
SCREENS: dict[str, Callable[[Tab], None]] = {**page_forms(), **other_screens()}
# Violations in Wagtail's markup that the hub cannot change: {start of the finding: reason}.
BEYOND_REACH: dict[str, str] = {}


@pytest.mark.parametrize("name", SCREENS)
def test_every_form_and_list_is_without_violation(name: str, admin_tab: Page) -> None:
    SCREENS[name](admin_tab)
    show_everything(admin_tab)
    problems = []
    for theme, rules in THEMES.items():
        theme.apply(admin_tab)
        problems += [
            f"[{theme}] {violation}"
            for violation in examine(admin_tab, only=rules).violations
            if not violation.startswith(tuple(BEYOND_REACH))
        ]
    assert not problems, f"{admin_tab.url}\n" + "\n".join(problems)
