"""The pages that the browser visits: one of each kind, found in the site map."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.browser import states
from tests.browser.chromium import LOOKS, Look
from tests.browser.site import Site

FILM_SLUG = "exemple-film"  # published by tests.browser.edge_pages
FAILING_PATH = "/page-qui-echoue/"
AWAY_PATH = "/page-sans-base-de-donnees/"
NOT_LISTED = r"(?!)"  # matches nothing


@dataclass(frozen=True)
class Kind:
    """A kind of page, or one of its states.

    `listed` matches the paths of the site map that are of this kind; a kind that is not in the
    site map has a `path`, or a `suffix` to add to the example of the kind named `of`. `act`
    takes the tab that shows the page and brings it to the state to examine; `asks_elsewhere`: this
    makes a request to another site. `takes_focus`: the page opens with the focus on a field.
    `keeps`: the keys that it writes in the local storage. `width`: the only window width that has
    this state.
    """

    name: str
    listed: str = NOT_LISTED
    path: str = ""
    of: str = ""
    suffix: str = ""
    status: int = 200
    is_html: bool = True
    sets_cookie: bool = False
    asks_elsewhere: bool = False
    takes_focus: bool = False
    keeps: tuple[str, ...] = ()
    act: Callable | None = None
    width: int | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def looks(self) -> list[Look]:
        """The looks to examine it in: all, or those of `width`."""
        return [look for look in LOOKS if self.width in (None, look.width)]


SLUG = r"[^/]+"
CONTACT = {"of": "initiative", "suffix": "contact/", "sets_cookie": True}
LOGIN = {"path": "/_util/login/?next=/", "sets_cookie": True, "takes_focus": True}
KINDS = [
    Kind("accueil", r"/"),
    Kind("chez-vous", path="/?pres_de=37194", keeps=("territoire",)),
    Kind("chez-vous-inconnu", path="/?pres_de=zzyzxqw"),
    Kind("abonnement", path="/abonnement/"),
    Kind("menu-ouvert", path="/", width=320, act=states.open_menu),
    Kind("suggestions-ouvertes", path="/", act=states.open_suggestions),
    Kind("lettres", r"/lettres/"),
    Kind("lettre", rf"/lettres/{SLUG}/"),
    Kind("lettre-texte", of="lettre", suffix="texte/", is_html=False),
    Kind("rubrique", rf"/lettres/rubriques/{SLUG}/"),
    Kind("inspiration", r"/inspiration/"),
    Kind("filtres-ouverts", path="/inspiration/", act=states.open_details),
    Kind("filtres-choisis", path="/inspiration/?theme=cooperation&theme=diagnostic&q=habitants"),
    Kind("departement-choisi", path="/inspiration/?departement=14-calvados"),
    Kind("filtres-sans-resultat", path="/inspiration/?theme=cooperation&q=zzyzxqw"),
    Kind("initiative", rf"/inspiration/(?!{FILM_SLUG}){SLUG}/"),
    Kind("film", rf"/inspiration/{FILM_SLUG}/"),
    Kind(
        "film-charge", path=f"/inspiration/{FILM_SLUG}/", act=states.load_film, asks_elsewhere=True
    ),
    # The suffix must answer 200 for the chosen example: not every page has a contact.
    Kind("contact", **CONTACT),
    Kind("contact-erreurs", **CONTACT, act=states.send_empty_form),
    Kind("contact-envoye", **CONTACT, act=states.send_form),
    Kind("podcasts", r"/podcasts/"),
    Kind("podcast", rf"/podcasts/{SLUG}/"),
    Kind("episode", rf"/podcasts/{SLUG}/{SLUG}/"),
    Kind("episode-en-lecture", of="episode", act=states.play_sound),
    Kind("agenda", r"/agenda/"),
    Kind("rendez-vous", rf"/agenda/{SLUG}/"),
    Kind("ressources", r"/ressources/"),
    Kind("ressource", rf"/ressources/{SLUG}/"),
    Kind("themes", r"/themes/"),
    Kind("theme", rf"/themes/{SLUG}/"),
    Kind("territoires", r"/territoires/"),
    Kind("territoire", rf"/territoires/(?!chercher/){SLUG}/"),
    Kind("territoires-trouves", path="/territoires/chercher/?q=reugny"),
    Kind("territoires-rien", path="/territoires/chercher/?q=zzyzxqw"),
    Kind("territoires-suggestions", path="/territoires/chercher/", act=states.open_territories),
    Kind(
        "page-libre",
        r"/(?!(?:lettres|inspiration|podcasts|agenda|ressources|themes|territoires"
        rf"|accessibilite)/){SLUG}/",
    ),
    Kind("accessibilite", r"/accessibilite/"),
    Kind("recherche", path="/recherche/"),
    Kind("recherche-page-2", path="/recherche/?page=2"),
    Kind("recherche-resultats", path="/recherche/?q=jardin"),
    Kind("recherche-reponse", path="/recherche/?q=coop%C3%A9ration"),
    Kind("recherche-type", path="/recherche/?q=lettre+3"),
    Kind("recherche-rien", path="/recherche/?q=zzyzxqw"),
    Kind("recherche-suggestions", path="/recherche/", act=states.open_suggestions),
    Kind("recherche-parametre-inconnu", path="/recherche/?theme=n-existe-pas&page=999"),
    Kind("composants", path="/composants/"),
    Kind("connexion", **LOGIN),
    Kind("connexion-erreurs", **LOGIN, act=states.fail_to_sign_in),
    Kind("introuvable", path="/cette-page-n-existe-pas/", status=404),
    Kind("panne", path=FAILING_PATH, status=500),
    Kind("base-absente", path=AWAY_PATH, status=503),
]
HTML_KINDS = [kind for kind in KINDS if kind.is_html]


def choose_examples(site: Site) -> dict[str, str]:
    """Return {name of a kind: path of its example} for a running `tests.browser.site.Site`.

    The longest page of each kind is chosen. A kind without any page fails here, since tests on it
    would check nothing.
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


def unknown_paths(paths: list[str]) -> list[str]:
    """Return the paths of a site map that are of no kind listed here."""
    return [p for p in paths if not any(re.fullmatch(kind.listed, p) for kind in KINDS)]
