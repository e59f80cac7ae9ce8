"""What the browser visits: one page of each kind, found in the site map of the running site."""

import re
from collections.abc import Callable
from dataclasses import dataclass

FAILING_PATH = "/page-qui-echoue/"
NOT_LISTED = r"(?!)"  # matches nothing


@dataclass(frozen=True)
class Kind:
    """A kind of page.

    `listed` matches the paths of the site map that are of this kind; a kind that is not in the
    site map has a `path`, or a `suffix` to add to the example of the kind named `of`. `act`
    takes the tab that shows the page and brings it to the state to look at.
    """

    name: str
    listed: str = NOT_LISTED
    path: str = ""
    of: str = ""
    suffix: str = ""
    status: int = 200
    is_html: bool = True
    sets_cookie: bool = False
    act: Callable | None = None

    def __str__(self):
        return self.name


def send_empty_form(tab):
    """Send the contact form with nothing in it: each field shows its error."""
    tab.get_by_role("button", name="Envoyer").click()
    tab.get_by_role("alert").wait_for()


SLUG = r"[^/]+"
KINDS = [
    Kind("accueil", r"/"),
    Kind("lettres", r"/lettres/"),
    Kind("lettre", rf"/lettres/{SLUG}/"),
    Kind("lettre-texte", of="lettre", suffix="texte/", is_html=False),
    Kind("inspiration", r"/inspiration/"),
    Kind("initiative", rf"/inspiration/{SLUG}/"),
    # The address of an example is chosen among those that answer: not all have a contact.
    Kind("contact", of="initiative", suffix="contact/", sets_cookie=True),
    Kind(
        "contact-erreurs",
        of="initiative",
        suffix="contact/",
        sets_cookie=True,
        act=send_empty_form,
    ),
    Kind("podcasts", r"/podcasts/"),
    Kind("podcast", rf"/podcasts/{SLUG}/"),
    Kind("episode", rf"/podcasts/{SLUG}/{SLUG}/"),
    Kind("agenda", r"/agenda/"),
    Kind("rendez-vous", rf"/agenda/{SLUG}/"),
    Kind("ressources", r"/ressources/"),
    Kind("ressource", rf"/ressources/{SLUG}/"),
    Kind("themes", r"/themes/"),
    Kind("theme", rf"/themes/{SLUG}/"),
    Kind("territoires", r"/territoires/"),
    Kind("territoire", rf"/territoires/{SLUG}/"),
    Kind(
        "page-libre",
        rf"/(?!(?:lettres|inspiration|podcasts|agenda|ressources|themes|territoires)/){SLUG}/",
    ),
    Kind("recherche", path="/recherche/"),
    Kind("recherche-page-2", path="/recherche/?page=2"),
    Kind("recherche-resultats", path="/recherche/?q=jardin"),
    Kind("recherche-rien", path="/recherche/?q=zzyzxqw"),
    Kind("recherche-parametre-inconnu", path="/recherche/?theme=n-existe-pas&page=999"),
    Kind("introuvable", path="/cette-page-n-existe-pas/", status=404),
    Kind("panne", path=FAILING_PATH, status=500),
]
HTML_KINDS = [kind for kind in KINDS if kind.is_html]


def choose_examples(site):
    """Return {name of a kind: path of its example} for a running `tests.browser.site.Site`.

    Of the pages that suit, the longest one is taken: it shows the most. A kind without any page
    fails here, rather than in a test that would look at nothing.
    """
    paths = site.site_map()
    texts = {path: site.read(path)[1] for path in paths}
    examples = {}
    for kind in KINDS:
        if kind.path:
            examples[kind.name] = kind.path
            continue
        source = kind if not kind.of else next(k for k in KINDS if k.name == kind.of)
        found = [path for path in paths if re.fullmatch(source.listed, path)]
        if kind.suffix:
            found = [path for path in found if site.read(path + kind.suffix)[0] == kind.status]
        if not found:
            raise RuntimeError(f"No page of the kind « {kind} » in the site map: {paths}")
        examples[kind.name] = max(found, key=lambda path: len(texts[path])) + kind.suffix
    return examples


def unknown_paths(paths):
    """Return the paths of a site map that are of no kind listed here."""
    return [p for p in paths if not any(re.fullmatch(kind.listed, p) for kind in KINDS)]
