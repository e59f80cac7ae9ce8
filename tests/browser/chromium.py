"""Run the Chromium of the system with Playwright, which downloads no browser."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.site import Site

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No request leaves the machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HEIGHTS = {320: 640, 390: 844, 768: 1024, 1280: 800, 1920: 1080}
SCHEMES = ("light", "dark", "forced")
# Debian's names. The first has the same engine, without the windows of a desktop browser: a page
# costs less (`tests.bench.browsers`). The second is in every distribution.
PROGRAMS = ("chromium-headless-shell", "chromium")
MISSING = (
    "Chromium est introuvable. Installez-le (sur Debian : apt install chromium-headless-shell, ou "
    "chromium), ou donnez son chemin dans la variable CHROMIUM."
)


@dataclass(frozen=True)
class Look:
    """How a page is shown: width of the window in CSS pixels, and colour scheme.

    `scheme` is light, dark, or forced (the `forced-colors` media feature).
    """

    width: int = 1280
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"

    @property
    def viewport(self) -> dict[str, int]:
        return {"width": self.width, "height": HEIGHTS[self.width]}

    @property
    def colours(self) -> dict[str, str]:
        """The options of Playwright for these colours."""
        forced = self.scheme == "forced"
        return {
            "color_scheme": "light" if forced else self.scheme,
            "forced_colors": "active" if forced else "none",
        }

    def apply(self, tab: Page) -> None:
        """Show a tab, already open, this way."""
        tab.set_viewport_size(self.viewport)
        tab.emulate_media(**self.colours)


LOOKS = [Look(width, scheme) for width in (320, 768, 1280) for scheme in SCHEMES]


def find_chromium(*programs: str) -> str | None:
    """Return the path of the browser, or None: that of CHROMIUM, or the first of the programs."""
    chosen = os.environ.get("CHROMIUM")
    names = programs or ((chosen,) if chosen else PROGRAMS)
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def running_chromium(*more: str) -> Iterator[Browser]:
    """Start the browser, yield it, stop it; raise RuntimeError when there is none.

    Of `more` arguments and those above, the last one of a name is used.
    """
    executable = find_chromium()
    if executable is None:
        raise RuntimeError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_tab(
    browser: Browser, site: Site, look: Look | None = None, **options: Any
) -> Iterator[Page]:
    """Yield a tab of a new, empty profile that resolves paths of the site."""
    look = look or Look()
    context = browser.new_context(
        base_url=site.address,
        viewport=look.viewport,
        **look.colours,
        reduced_motion="reduce",
        locale="fr-FR",
        timezone_id="Europe/Paris",
        **options,
    )
    try:
        yield context.new_page()
    finally:
        context.close()
