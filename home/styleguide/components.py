"""The components of the site, each with the states it can be in."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string
from wagtail.models import Site

from home.styleguide import samples
from hub.core.blocks import StoryStreamBlock
from inspiration.contact import ContactForm


@dataclass(frozen=True)
class State:
    """One look of a component: `label` in French, the template's variables."""

    label: str
    variables: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Component:
    """A template of `templates/`, its name in French, and its states."""

    name: str
    template: str
    states: list

    def drawn(self, request):
        """Return a (label, HTML) for each state."""
        return [
            (state.label, render_to_string(self.template, state.variables, request))
            for state in self.states
        ]


@dataclass(frozen=True)
class Room:
    """A group of components that are used together."""

    name: str
    components: list


def rooms(request):
    """Return every component of the site, by room, for the site of `request`."""
    root = Site.find_for_request(request).root_page
    return [
        Room("Repères", marks(request, root)),
        Room("Listes", lists(request, root)),
        Room("Cartes", cards(request, root)),
        Room("Pages à lire", stories(request, root)),
        Room("Formulaires", forms()),
    ]


def marks(request, root):
    themes, territories = samples.themes(), samples.territories()
    return [
        Component("Signe du site", "components/mark.html", [State("seul")]),
        Component(
            "Thèmes",
            "components/theme_list.html",
            [State("chaque ton, sans couleur, nom long", {"themes": themes})],
        ),
        Component(
            "Territoires",
            "components/territory_list.html",
            [State("nom court, nom long", {"territories": territories})],
        ),
        Component(
            "Couverture dessinée",
            "components/cover.html",
            [
                State("dans la couleur d’un thème", {"title": "Exemple", "colour": "#8a3a6e"}),
                State("sans couleur", {"title": "Un autre exemple", "colour": ""}),
            ],
        ),
        Component(
            "Date",
            "components/date.html",
            [
                State("au jour", {"value": samples.DAY}),
                State("au mois", {"value": samples.DAY, "precision": "month"}),
                State("à l’année", {"value": samples.DAY, "precision": "year"}),
            ],
        ),
        Component(
            "Feuille d’agenda",
            "components/calendar_leaf.html",
            [
                State(label, {"event": samples.leaf(root, precision)})
                for label, precision in (
                    ("au jour", "day"),
                    ("au mois", "month"),
                    ("à l’année", "year"),
                )
            ],
        ),
        Component(
            "Nombre de pages",
            "components/page_count.html",
            [State(f"{total} pages", {"total": total}) for total in (0, 1, 12)],
        ),
        Component("Entrées du site", "components/ways_in.html", [State("menu")]),
        Component(
            "Recherche",
            "components/search_form.html",
            [State("mots longs", {"place": "composants", "value": samples.LONG_TITLE})],
        ),
    ]


def lists(request, root):
    listed = samples.listing(request)
    chosen = samples.listing(request, q="jardin partagé", type=["initiative", "lettre"])
    choosing = samples.choosing(request)
    nothing = samples.listing(request, samples.nothing(), q=samples.LONG_WORD, type="initiative")
    empty = samples.listing(request, samples.nothing())
    return [
        Component(
            "Tête de liste",
            "components/list_head.html",
            [
                State(
                    "complète",
                    {
                        "title": samples.LONG_TITLE,
                        "kicker": "Exemple",
                        "lead": samples.SUMMARY,
                    },
                )
            ],
        ),
        Component(
            "Filtres", "components/facet_panel.html", [State("choisis", {"listing": chosen})]
        ),
        Component(
            "Filtre en entier",
            "components/facet_choices.html",
            [State("thèmes", {"listing": choosing})],
        ),
        Component(
            "Filtres appliqués",
            "components/chips.html",
            [State("avec remise à zéro", {"chips": chosen.chips, "reset_url": chosen.reset_url})],
        ),
        Component(
            "Mis en avant",
            "components/promoted.html",
            [State("trois", {"promoted": samples.PROMOTED})],
        ),
        Component(
            "Compte",
            "components/count.html",
            [
                State(
                    f"{total} résultats",
                    {
                        "total": total,
                        "one": "lettre",
                        "many": "lettres",
                        "anchor": f"compte-{total}",
                    },
                )
                for total in (0, 1, 12345)
            ],
        ),
        Component(
            "Pages",
            "components/pagination.html",
            [State("première page", {"listing": listed})],
        ),
        Component(
            "Avis",
            "components/notice.html",
            [
                State(
                    "adresse mal comprise",
                    {"ignored": [f"thème\u00a0: «\u00a0{samples.LONG_WORD}\u00a0»"]},
                )
            ],
        ),
        Component("Vues", "components/views.html", [State("deux", {"views": samples.VIEWS})]),
        Component(
            "Autres formes",
            "components/formats.html",
            [State("toutes", {"formats": samples.FORMATS})],
        ),
        Component(
            "Vers la liste entière",
            "components/ask_within.html",
            [State("depuis un thème", {"groups": [samples.group(root)], "listing": listed})],
        ),
        Component(
            "Pages par type",
            "components/kind_groups.html",
            [State("un type", {"groups": [samples.group(root)], "request": request})],
        ),
        Component(
            "Liste vide",
            "components/empty_result.html",
            [
                State("rien pour ces critères", {"listing": nothing, "request": request}),
                State("rien encore", {"listing": empty, "request": request}),
            ],
        ),
    ]


def cards(request, root):
    return [
        Component(
            model.kind_label,
            "components/card.html",
            [
                State(label, {"page": make(model, root), "request": request, "pictured": pictured})
                for label, make, pictured in (
                    ("usuelle, illustrée", samples.usual, True),
                    ("usuelle", samples.usual, False),
                    ("titre seul", samples.page, False),
                    ("mots longs", samples.long, False),
                )
            ],
        )
        for model in samples.SHOWN_MODELS
    ]


def stories(request, root):
    told = samples.told(root)
    before, after = samples.page(type(told), root), samples.long(type(told), root)
    heads = [("complète", told), ("titre seul", before), ("mots longs", after)]
    neighbours = {"before": "Précédente", "after": "Suivante", "name": "Exemple de voisines"}
    return [
        Component(
            "Image",
            "components/picture.html",
            [
                State(
                    "prête, ou en préparation",
                    {"image": samples.image(), "alt": "Exemple de description", "use": "card"},
                )
            ],
        ),
        Component(
            "Crédit",
            "components/credit.html",
            [State("long", {"credit": f"Exemple : {samples.LONG_WORD}"})],
        ),
        Component(
            "Image de page",
            "components/page_image.html",
            [State(label, {"page": page}) for label, page in heads],
        ),
        Component(
            "Sommaire",
            "components/toc.html",
            [State("trois parties", {"title": "Dans cette page", "entries": samples.ENTRIES})],
        ),
        Component(
            "Voix",
            "components/voices.html",
            [State("deux", {"voices": samples.VOICES})],
        ),
        Component(
            "Partie",
            "components/story_part.html",
            [
                State(
                    label,
                    {
                        "key": f"partie-{tone}",
                        "title": label,
                        "text": samples.SUMMARY,
                        "tone": tone,
                    },
                )
                for label, tone in (("Exemple de partie", ""), ("Freins et échecs", "obstacles"))
            ],
        ),
        Component(
            "Documents",
            "components/documents.html",
            [State("deux", {"documents": samples.downloads()})],
        ),
        Component(
            "Pages qui en parlent",
            "components/cited_in.html",
            [State("deux", {"pages": [before, after], "request": request})],
        ),
        Component(
            "Pages voisines",
            "components/neighbours.html",
            [State("deux", {**neighbours, "previous": before, "next": after, "request": request})],
        ),
        Component("Confiance", "components/trust.html", [State("complète", {"page": told})]),
    ]


def blocks():
    """Return every block of a story, drawn from what it shows to the editor who chooses one."""
    children = StoryStreamBlock().child_blocks.values()
    return [(block, block.bind(block.get_preview_value())) for block in children]


def forms():
    """Return what a form is made of, when it is empty and when it is refused."""
    empty, refused = ContactForm(), ContactForm({"name": samples.LONG_TITLE, "email": "exemple"})
    return [
        Component(
            "Erreurs d’un formulaire",
            "components/form_errors.html",
            [State("deux champs", {"form": refused, "text": "Exemple\u00a0: rien n’est parti."})],
        ),
        Component(
            "Champ",
            "components/form_field.html",
            [
                State("vide", {"field": empty["message"]}),
                State("refusé", {"field": refused["email"]}),
            ],
        ),
    ]
