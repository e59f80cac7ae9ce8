"""Unsaved sample objects for the style guide: usual texts, long texts, minimal content."""

import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from wagtail.models import Page

from hub.agenda.models import EventPage
from hub.core.models import HubImage, HubPage, PageTerritory, PageTheme
from hub.core.story.speakers import Speaker
from hub.listing.format_names import FORMATS as FORMATS_OF_LISTS
from hub.listing.listing import Listing
from hub.listing.map.drawing import DepartementMap, Entry, Point
from hub.listing.overview import KindGroup
from hub.listing.promotions import Promoted
from hub.newsletters.models import NewsletterPage
from hub.territories.map.contours import contours
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

# Entries of a table of contents and of a list of speakers; the links stay on the style guide.
ENTRIES = [("contenu", "Exemple d’entrée"), ("contenu", LONG_TITLE), ("contenu", "Fin")]
VOICES = [
    Speaker("Camille Exemple", "Villexemple", "contenu"),
    Speaker("Alix Specimen", LONG_WORD, "contenu"),
]

# The other formats and views of a list, with placeholder links.
FORMATS = [
    {"label": known.label, "media_type": known.media_type, "url": "#contenu"}
    for known in FORMATS_OF_LISTS.values()
]
NEAR_REASONS = ["même strate", "41\u00a0km", "même chantier\u00a0: Exemple de thème"]
NEAR_CHOICES = [
    {"label": "Reugny (37), commune", "url": "#contenu"},
    {"label": "Reugny (03), commune", "url": "#contenu"},
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
USUAL_FIELDS: dict[type[HubPage], dict[str, Any]] = {
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


def themes() -> list[Theme]:
    """Return a theme for each tone, one without colour, and one with a long name."""
    hues = ["#8c2f4b", "#8f3f2b", "#9a4a00", "#7a5f12", "#56681a", "#2f6b3a"]
    hues += ["#1d6b5f", "#245f66", "#1f5673", "#3d4f8f", "#5b3a8c", "#8a3a6e"]
    named = [
        Theme(name=f"Exemple de ton {number}", slug=f"ton-{number}", colour=hues[number])
        for number in range(TONES)
    ]
    return [
        *named,
        Theme(name="Exemple sans couleur", slug="sans-couleur"),
        Theme(name=f"Exemple : {LONG_WORD}", slug="long", colour="#17627d"),
    ]


def territories() -> list[Territory]:
    return [
        Territory(name="Villexemple", kind="commune", code="99001", slug="villexemple"),
        Territory(name=LONG_WORD, kind="epci", code="990000002", slug="long"),
    ]


def minimal_page(
    model: type[HubPage],
    root: Page,
    title: str = "Exemple : un jardin derrière la mairie",
    **fields: Any,
) -> HubPage:
    """Return an unsaved page of `model` whose address is under the page `root`."""
    return model(
        title=title,
        slug="exemple",
        url_path=f"{root.url_path}composants/exemple/",
        locale_id=root.locale_id,
        **fields,
    )


def usual_page(model: type[HubPage], root: Page) -> HubPage:
    """Return a page with the usual fields of its type."""
    shown = minimal_page(model, root, summary=SUMMARY, **USUAL_FIELDS[model])
    shown.theme_items = [PageTheme(tag=theme) for theme in themes()[:3]]
    shown.territory_links = [PageTerritory(territory=t) for t in territories()[:1]]
    return shown


def long_page(model: type[HubPage], root: Page) -> HubPage:
    """Return a page with very long texts."""
    shown = minimal_page(model, root, title=LONG_TITLE, summary=f"{SUMMARY} {LONG_TITLE}")
    shown.theme_items = [PageTheme(tag=theme) for theme in themes()]
    shown.territory_links = [PageTerritory(territory=t) for t in territories()]
    return shown


def complete_page(root: Page) -> HubPage:
    """Return a page with all the fields on its source and its verification."""
    shown = usual_page(InitiativePage, root)
    shown.first_published_at = shown.last_published_at = timezone.now()
    shown.update_note = "Exemple : le budget de la deuxième année est connu."
    shown.verified_on = date(2026, 6, 1)
    shown.source_url = "https://example.org/une/adresse/assez/longue"
    return shown


def listing(
    request: HttpRequest,
    fixed: dict[str, tuple[str, ...]] | None = None,
    **parameters: str | list[str],
) -> Listing:
    """Return the `Listing` for the query string `parameters`."""
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, values if isinstance(values, list) else [values])
    sample_request = copy.copy(request)
    sample_request.GET = QueryDict(query.urlencode())
    return Listing(sample_request, fixed=fixed)


def listing_choosing_themes(request: HttpRequest) -> Listing:
    """Return a listing that shows every choice of its theme filter, even a useless one."""
    sample = listing(request)
    sample.choosing = next(facet for facet in sample.filters if facet.parameter == "theme")
    return sample


@dataclass(frozen=True)
class Download:
    """A fake document, with the attributes that templates read; it has no file."""

    title: str
    file_extension: str = "pdf"
    file_size: int = 482_000
    url: str = "#contenu"

    @property
    def document(self) -> Self:
        return self

    @property
    def shown_title(self) -> str:
        return self.title


def downloads() -> list[Download]:
    return [Download("Exemple : le guide du jardin"), Download(LONG_TITLE, "odt")]


def event_page(root: Page, precision: str) -> HubPage:
    """Return an event whose date has a precision (day, month or year)."""
    return minimal_page(EventPage, root, start_date=DAY, precision=precision)


def ready_image() -> HubImage | None:
    """Return an image of the site that has renditions, or None."""
    return HubImage.objects.filter(renditions__isnull=False).first()


def kind_group(root: Page) -> KindGroup:
    """Return the group of pages of one kind, as on the page of a theme."""
    cards = [usual_page(InitiativePage, root), long_page(InitiativePage, root)]
    return KindGroup("exemple-de-groupe", "Initiatives", 12, "#contenu", cards)


def no_match() -> dict[str, tuple[str, ...]]:
    """Return the `fixed` filters of a listing without any result."""
    return {"theme": ("aucun",)}


def maps() -> list[tuple[str, DepartementMap]]:
    """Return maps and their labels."""
    numbers = {"14": 3, "27": 1, "50": 1, "61": 12, "75": 2, "93": 5, "974": 1, "2A": 4}
    return [
        ("trois teintes", _map_of(numbers)),
        ("un département choisi", _map_of(numbers, "14")),
        ("un seul nombre", _map_of({"04": 1})),
    ]


def _map_of(counts: dict[str, int], *selected: str) -> DepartementMap:
    """Return the map of {code of a département: number of pages}."""
    entries = [
        Entry(code, contours()[code].name, count, "#contenu", code in selected)
        for code, count in counts.items()
    ]
    return DepartementMap(
        entries,
        sum(counts.values()),
        "initiative",
        "initiatives",
        whole_url="#contenu" if selected else "",
        points=[Point("400", "170", LONG_TITLE, "#contenu")],
    )
