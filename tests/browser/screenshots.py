"""Take screenshots of each kind of page: screenshots.py FOLDER [KIND…].

Narrow and wide, light and dark; a few kinds with most components in forced colours too.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.captures import take_picture
from tests.browser.chromium import Look, open_tab, running_chromium
from tests.browser.pages import KINDS, Kind, choose_examples
from tests.browser.site import Site, running_site
from tests.browser.visits import show

WIDTHS = (320, 1280)
IN_FORCED_COLOURS = {"accueil", "recherche", "lettre", "initiative", "episode", "composants"}


def looks(kind: Kind) -> list[Look]:
    """Return the looks in which to capture a kind."""
    schemes = ["light", "dark", *(["forced"] if kind.name in IN_FORCED_COLOURS else [])]
    widths = [kind.width] if kind.width else WIDTHS
    return [Look(width, scheme) for width in widths for scheme in schemes]


def capture(kinds: list[Kind], folder: Path, browser: Browser, site: Site) -> int:
    """Write one image per kind and look, named « accueil-320-dark.png »; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    examples = choose_examples(site)
    count = 0
    for kind in kinds:
        with open_tab(browser, site) as tab:
            show(kind, tab, examples)
            for look in looks(kind):
                look.apply(tab)
                load_late_images(tab)
                take_picture(tab, path=folder / f"{kind}-{look}.png", full_page=True)
                count += 1
        print(f"{kind} : {examples[kind.name]}", flush=True)
    return count


def load_late_images(tab: Page) -> None:
    """Load the lazy images, and wait for them."""
    tab.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    tab.evaluate("Promise.allSettled([...document.images].map(image => image.decode()))")


def main(arguments: list[str]) -> str | int:
    parser = argparse.ArgumentParser(description="Photographie chaque type de page du site.")
    parser.add_argument("folder", type=Path, help="dossier où écrire les images")
    parser.add_argument(
        "kinds",
        nargs="*",
        metavar="type",
        help="types de page (tous par défaut) : " + ", ".join(kind.name for kind in KINDS),
    )
    options = parser.parse_args(arguments)
    unknown = set(options.kinds) - {kind.name for kind in KINDS}
    if unknown:
        parser.error(f"types inconnus : {', '.join(sorted(unknown))}")
    kinds = [kind for kind in KINDS if not options.kinds or kind.name in options.kinds]
    try:
        with running_chromium() as browser, running_site() as site:
            count = capture(kinds, options.folder, browser, site)
    except RuntimeError as error:
        return str(error)
    print(f"{count} images dans {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
