"""The components of « Chez vous », with their states, for the style guide."""

from django.http import HttpRequest
from wagtail.models import Page

from home.near.answer import PeerWords
from home.styleguide import samples
from home.styleguide.catalogue import Component, State
from hub.core.blocks.speech import QuoteBlock
from hub.core.story.fragments import Fragment
from hub.listing.nearness import Nearness, NearRequest
from hub.newsletters.models import NewsletterPage


def near_components(request: HttpRequest, root: Page) -> list[Component]:
    here, other = samples.territories()
    choices = [{"label": str(place), "url": "#contenu"} for place in (here, other)]
    known = NearRequest(here.name, Nearness(here))
    letter = samples.usual_page(NewsletterPage, root)
    speech = QuoteBlock().to_python({"name": "Camille Exemple", "role": "maire"})
    words = PeerWords(
        Fragment(letter, "contenu", speech, samples.SUMMARY), ("même strate", "41\u00a0km")
    )
    note = {"forget_url": "#contenu", "offer": "Voir pour"}
    event = {"event": samples.event_page(root, "day"), "request": request}
    return [
        Component(
            "Formulaire d’accueil",
            "components/near_form.html",
            [State("territoire choisi", {"here": "/", "near": known})],
        ),
        Component(
            "Territoire à préciser",
            "components/near_choices.html",
            [State("homonymes", {"typed": here.name, "choices": choices})],
        ),
        Component(
            "Territoire gardé",
            "components/near_note.html",
            [State("choisi", {**note, "nearness": known.nearness})],
        ),
        Component(
            "Paroles de pairs", "components/peer_words.html", [State("citation", {"words": words})]
        ),
        Component("Rendez-vous à noter", "components/dated_card.html", [State("au jour", event)]),
        Component(
            "Dernière lettre",
            "components/latest_letter.html",
            [State("usuelle", {"letter": letter})],
        ),
    ]
