"""Objects to show components with: never saved, with usual words, long words, or almost nothing."""

import copy
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils import timezone

from hub.agenda.models import EventPage
from hub.core.models import HubImage, PageTerritory, PageTheme
from hub.core.story.speakers import Speaker
from hub.listing.format_names import FORMATS as FORMATS_OF_LISTS
from hub.listing.listing import Listing
from hub.listing.overview import KindGroup
from hub.listing.promotions import Promoted
from hub.newsletters.models import NewsletterPage
from hub.territories.models import Territory
from hub.themes.models import Theme
from hub.themes.tones import TONES
from inspiration.models import InitiativePage, ResourcePage
from podcasts.models import EpisodePage, PodcastPage

LONG_WORD = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
LONG_TITLE = (
    "Exemple : l’intercommunalisation des écosystèmes coopératifs "
    f"à {LONG_WORD}, racontée par celles et ceux qui la font"
)
DAY = date(2026, 12, 18)
SUMMARY = (
    "Exemple : une cantine, un jardin et douze familles se sont mis d’accord sur des carottes."
)

# Of a summary and of the people who speak: where they lead is on the living page itself.
ENTRIES = [("contenu", "Exemple d’entrée"), ("contenu", LONG_TITLE), ("contenu", "Fin")]
VOICES = [
    Speaker("Camille Exemple", "Villexemple", "contenu"),
    Speaker("Alix Specimen", LONG_WORD, "contenu"),
]

# The other forms and the other views of a list, which lead nowhere.
FORMATS = [
    {"label": one.label, "media_type": one.media_type, "url": "#contenu"}
    for one in FORMATS_OF_LISTS.values()
]
VIEWS = [
    {"label": "À venir", "url": "#contenu", "total": 3, "is_current": True},
    {"label": "Passés", "url": "#contenu", "total": 12, "is_current": False},
]

PROMOTED = [
    Promoted("Exemple d’initiative", "#contenu", SUMMARY, "Initiative"),
    Promoted(LONG_TITLE, "#contenu"),
    Promoted(f"Exemple\u00a0: {LONG_WORD}", "#contenu", LONG_WORD, "Lettre"),
]

SHOWN_MODELS = [
    NewsletterPage,
    InitiativePage,
    EpisodePage,
    PodcastPage,
    EventPage,
    ResourcePage,
]
USUAL_FIELDS = {
    NewsletterPage: {"number": 12, "date": date(2026, 2, 16)},
    InitiativePage: {"phase": "usage"},
    EpisodePage: {"number": 4, "date": date(2026, 3, 2), "duration": 1834},
    PodcastPage: {"author": "Exemple : l’équipe du carnet"},
    EventPage: {
        "start_date": DAY,
        "precision": "day",
        "place": "Exemple : place de la Mairie",
    },
    ResourcePage: {"author": "Exemple : une autrice", "year": 2025, "language": "en"},
}


def themes():
    """Return a theme for each tone, one without colour, and one with a long name."""
    hues = ("#8c2f4b", "#8f3f2b", "#9a4a00", "#7a5f12", "#56681a", "#2f6b3a")
    hues += ("#1d6b5f", "#245f66", "#1f5673", "#3d4f8f", "#5b3a8c", "#8a3a6e")
    named = [
        Theme(name=f"Exemple de ton {number}", slug=f"ton-{number}", colour=hues[number])
        for number in range(TONES)
    ]
    return [
        *named,
        Theme(name="Exemple sans couleur", slug="sans-couleur"),
        Theme(name=f"Exemple : {LONG_WORD}", slug="long", colour="#17627d"),
    ]


def territories():
    return [
        Territory(name="Villexemple", kind="commune", code="99001", slug="villexemple"),
        Territory(name=LONG_WORD, kind="epci", code="990000002", slug="long"),
    ]


def page(model, root, title="Exemple : un jardin derrière la mairie", **fields):
    """Return an unsaved page of `model` whose address is under the page `root`."""
    return model(
        title=title,
        slug="exemple",
        url_path=f"{root.url_path}composants/exemple/",
        locale_id=root.locale_id,
        **fields,
    )


def usual(model, root):
    """Return a page with what such a page usually has."""
    shown = page(model, root, summary=SUMMARY, **USUAL_FIELDS[model])
    shown.theme_items = [PageTheme(tag=theme) for theme in themes()[:3]]
    shown.territory_links = [PageTerritory(territory=t) for t in territories()[:1]]
    return shown


def long(model, root):
    """Return a page whose words do not fit."""
    shown = page(model, root, title=LONG_TITLE, summary=f"{SUMMARY} {LONG_TITLE}")
    shown.theme_items = [PageTheme(tag=theme) for theme in themes()]
    shown.territory_links = [PageTerritory(territory=t) for t in territories()]
    return shown


def told(root):
    """Return a page that says all it can of where it comes from."""
    shown = usual(InitiativePage, root)
    shown.first_published_at = shown.last_published_at = timezone.now()
    shown.update_note = "Exemple : le budget de la deuxième année est connu."
    shown.verified_on = date(2026, 6, 1)
    shown.source_url = "https://example.org/une/adresse/assez/longue"
    return shown


def listing(request, fixed=None, **parameters):
    """Return the `Listing` that the address « ?parameters » would give here."""
    asked = copy.copy(request)
    asked.GET = QueryDict(mutable=True)
    for name, values in parameters.items():
        asked.GET.setlist(name, values if isinstance(values, list) else [values])
    return Listing(asked, fixed=fixed)


def choosing(request):
    """Return a listing that shows its themes in full, even where they would change nothing."""
    asked = listing(request)
    asked.choosing = next(facet for facet in asked.filters if facet.parameter == "theme")
    return asked


@dataclass(frozen=True)
class Download:
    """A file that is not there: what a template reads of a document and of its row."""

    title: str
    file_extension: str = "pdf"
    file_size: int = 482_000
    url: str = "#contenu"

    @property
    def document(self):
        return self

    @property
    def shown_title(self):
        return self.title


def downloads():
    return [Download("Exemple : le guide du jardin"), Download(LONG_TITLE, "odt")]


def leaf(root, precision):
    return page(EventPage, root, start_date=DAY, precision=precision)


def image():
    """Return an image of the site that is ready, None when there is none."""
    return HubImage.objects.filter(renditions__isnull=False).first()


def group(root):
    """Return what a theme shows of one kind of pages."""
    cards = [usual(InitiativePage, root), long(InitiativePage, root)]
    return KindGroup("exemple-de-groupe", "Initiatives", 12, "#contenu", cards)


def nothing():
    """Return what limits a listing to nothing."""
    return {"theme": ("aucun",)}
