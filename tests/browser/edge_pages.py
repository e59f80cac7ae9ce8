"""A page with what the demo content lacks: a film and very long words."""

import json

from hub.core.models import HubImage, PageTerritory
from hub.territories.models import Territory
from hub.themes.models import Theme
from inspiration.models import InitiativeIndexPage, InitiativePage, InitiativeSource
from tests.browser.pages import FILM_SLUG

LONG_WORD = "anticonstitutionnellement" * 3
BODY = [
    {
        "type": "paragraph",
        "value": f"<p>Exemple : une phrase avec {LONG_WORD} et "
        "https://exemple.example/une/adresse/tres/longue/que/rien/ne/coupe/en/deux/ni/en/trois"
        " dedans.</p>",
    },
    {
        "type": "embed",
        "value": {
            "url": "https://www.dailymotion.com/video/exemple",
            "title": "Exemple : un film",
            "thumbnail": None,
            "transcript": "<p>Exemple : ce que dit le film.</p>",
        },
    },
]


def add_edge_pages() -> None:
    """Publish the page under the list of initiatives."""
    page = InitiativePage(
        title=f"Exemple : un film et un mot de {len(LONG_WORD)} lettres, {LONG_WORD}",
        slug=FILM_SLUG,
        summary=f"Exemple : {LONG_WORD}",
        body=json.dumps(BODY),
        image=HubImage.objects.first(),
        image_is_decorative=True,
        sources=[InitiativeSource(title=f"Exemple : {LONG_WORD}")],
        territory_links=[
            PageTerritory(territory=Territory.objects.get(kind="commune", code="60057"))
        ],
    )
    InitiativeIndexPage.objects.get().add_child(instance=page)
    page.themes.add(Theme.objects.first())
    page.save_revision().publish()
