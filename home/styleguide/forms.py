"""The components of forms."""

from django.forms import BoundField

from home.styleguide import samples
from home.styleguide.catalogue import Component, State
from hub.mailing import wordings
from hub.mailing.models import Subscriber
from hub.mailing.pages.forms import PreferencesForm
from inspiration.contact import ContactForm


def form_components() -> list[Component]:
    """Return the components of forms, empty and invalid."""
    empty, invalid = ContactForm(), ContactForm({"name": samples.LONG_TITLE, "email": "exemple"})
    return [
        Component(
            "Erreurs d’un formulaire",
            "components/form_errors.html",
            [State("deux champs", {"form": invalid, "text": "Exemple\u00a0: rien n’est parti."})],
        ),
        Component(
            "Champ",
            "components/form_field.html",
            [
                State("vide", {"field": empty["message"]}),
                State("refusé", {"field": invalid["email"]}),
            ],
        ),
        Component("Champ d’un territoire", "components/territory_field.html", territory_fields()),
        Component(
            "Choix",
            "components/choices.html",
            [
                State("un seul", {"field": pause_field("choix", "30")}),
                State("refusé", {"field": pause_field("refus", "?")}),
            ],
        ),
        Component(
            "Abonnement à la lettre",
            "components/subscribe.html",
            [State("pied de page", {"wording": wordings.LETTER})],
        ),
    ]


def territory_fields() -> list[State]:
    """Return the states of the field of a territory."""
    common = {"name": "exemple", "label": "Votre territoire"}
    short, long = samples.territories()[:2]
    return [
        State("vide", {**common, "field_id": "territoire-vide"}),
        State("choisi", {**common, "field_id": "territoire-choisi", "territory": short}),
        State("nom long", {**common, "field_id": "territoire-long", "territory": long}),
        State(
            "inconnu ou ambigu",
            {**common, "field_id": "territoire-inconnu", "typed": "Exemple", "suite": "/"},
        ),
    ]


def pause_field(prefix: str, value: str) -> BoundField:
    """Return the field of a pause with this value; `prefix` makes its identifiers unique."""
    form = PreferencesForm(Subscriber(), {f"{prefix}-pause": value}, prefix=prefix)
    return form["pause"]
