"""Screenshots, taken again when Chromium could not take one."""

from typing import Any

from playwright.sync_api import Error, Locator, Page

ATTEMPTS = 3


def take_picture(shown: Page | Locator, **options: Any) -> bytes:
    """Return the PNG of a page or an element; `options` are those of Playwright's `screenshot`.

    On a busy machine Chromium may have no frame to capture: it is asked again.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return shown.screenshot(**options)
        except Error as error:
            if "Unable to capture screenshot" not in error.message:
                raise
    return shown.screenshot(**options)
