"""Measure the weight of each kind of page and of a stock Wagtail home page: budgets.py [--check].

Prints a table. Budgets apply to a first visit in a window of 1,920 × 1,080, scrolled to the end.
"""

import argparse
import sys
from dataclasses import dataclass

from tests.browser.chromium import running_chromium
from tests.browser.pages import KINDS, choose_examples
from tests.browser.site import running_site
from tests.browser.stock import running_stock_site
from tests.browser.weighing import Weight, weigh

KB = 1000


@dataclass(frozen=True)
class Budget:
    """Maximum weight of a page, and its minimum EcoIndex; None for no limit.

    If `text`, a CSS selector, is set, `elements` and `ecoindex` leave out the elements inside it.
    """

    html: int = 30 * KB
    css: int = 30 * KB
    sheets: int = 2
    js: int = 25 * KB
    requests: int = 10
    total: int = 150 * KB
    second_view: int = 15 * KB
    elements: int | None = None
    text: str | None = None
    ecoindex: int = 85

    def excesses(self, weight: Weight) -> list[str]:
        """Return a line for each part of a `tests.browser.weighing.Weight` over this budget."""
        most = [
            ("HTML", weight.size["html"], self.html),
            ("CSS", weight.size["css"], self.css),
            ("style sheets", weight.requests["css"], self.sheets),
            ("JavaScript", weight.size["js"], self.js),
            ("requests", weight.requests.total(), self.requests),
            ("bytes", weight.total, self.total),
            ("second view", weight.second_view, self.second_view),
            ("cookies", weight.cookies, 0),
            ("requests to other hosts", len(weight.foreign), 0),
        ]
        if self.elements is not None:
            name = "elements around the text" if self.text else "elements"
            most.append((name, weight.frame if self.text else weight.elements, self.elements))
        lines = [f"{name}: {found} > {limit}" for name, found, limit in most if found > limit]
        found = weight.frame_ecoindex if self.text else weight.ecoindex
        if found < self.ecoindex:
            lines.append(f"EcoIndex: {found:.1f} < {self.ecoindex}")
        return lines


# The length of a letter or a case study is not limited: its text is measured apart.
STORY = "main .story-main"
LIGHT = Budget(elements=250)
TEXT = Budget(elements=250, js=0)
LONG = Budget(elements=250, js=0, text=STORY)
SOUND = Budget(ecoindex=80)
# The map and its table: about seven elements per département that has pages.
MAP = Budget(elements=400, ecoindex=75)
BUDGETS = {
    "accueil": MAP,
    "chez-vous": MAP,
    "lettres": LIGHT,
    "lettre": LONG,
    "lettre-texte": TEXT,
    "rubrique": TEXT,
    "inspiration": MAP,
    "filtres-choisis": LIGHT,
    "initiative": LONG,
    "film": LIGHT,
    "podcasts": LIGHT,
    "podcast": SOUND,
    "episode": SOUND,
    "agenda": LIGHT,
    "rendez-vous": TEXT,
    "ressources": LIGHT,
    "ressource": TEXT,
    "themes": LIGHT,
    "theme": LIGHT,
    "territoires": MAP,
    "territoire": LIGHT,
    "page-libre": TEXT,
    # One row for each of the 106 criteria of the RGAA.
    "accessibilite": Budget(js=0, ecoindex=0),
    "recherche": MAP,
    "recherche-page-2": MAP,
    "recherche-resultats": LIGHT,
    "recherche-rien": LIGHT,
    "introuvable": LIGHT,
    "panne": TEXT,
    "base-absente": TEXT,
}
COLUMNS = (
    f"{'page':<22}{'html':>7}{'css':>7}{'js':>7}{'images':>8}{'other':>7}{'total':>8}{'again':>7}"
    f"{'req.':>6}{'elem.':>7}{'−text':>7}{'−svg':>7}{'EcoIndex':>10}{'−text':>7}"
)


def row(name: str, weight: Weight) -> str:
    """Return a line of the table; bytes in kilobytes."""
    sizes = [weight.size[kind] for kind in ("html", "css", "js", "images", "other")]
    html, css, js, images, other, total, again = (
        f"{size / KB:.1f}" for size in (*sizes, weight.total, weight.second_view)
    )
    return (
        f"{name:<22}{html:>7}{css:>7}{js:>7}{images:>8}{other:>7}{total:>8}{again:>7}"
        f"{weight.requests.total():>6}{weight.elements:>7}{weight.frame:>7}"
        f"{weight.elements - weight.drawn:>7}{weight.ecoindex:>10.1f}{weight.frame_ecoindex:>7.1f}"
    )


def main(arguments: list[str]) -> str | int:
    parser = argparse.ArgumentParser(description="Pèse chaque type de page du site.")
    parser.add_argument(
        "--check", action="store_true", help="échouer quand une page dépasse son budget"
    )
    parser.add_argument("kinds", nargs="*", metavar="type", help="types de page (tous par défaut)")
    options = parser.parse_args(arguments)
    unknown = set(options.kinds) - set(BUDGETS)
    if unknown:
        parser.error(f"types sans budget : {', '.join(sorted(unknown))}")
    kinds = [k for k in KINDS if k.name in (options.kinds or BUDGETS)]
    excesses = []
    try:
        with running_chromium() as browser:
            print(COLUMNS)
            with running_site() as site:
                examples = choose_examples(site)
                for kind in kinds:
                    budget = BUDGETS[kind.name]
                    weight = weigh(browser, site, examples[kind.name], budget.text)
                    print(row(kind.name, weight), flush=True)
                    excesses += [f"{kind}: {line}" for line in budget.excesses(weight)]
            with running_stock_site() as stock:
                print(row("wagtail start", weigh(browser, stock, "/")))
    except RuntimeError as error:
        return str(error)
    print(
        "kB transferred (1,000 bytes); again: second view; elem.: elements, −text: without those "
        "of a letter’s or an initiative’s text, −svg: without those of drawings, as EcoIndex "
        "counts.\n"
    )
    print("\n".join(excesses) or "Every page is within its budget.")
    return 1 if excesses and options.check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
