"""The components of the site, with all their states."""

from django.http import HttpRequest
from wagtail.blocks import Block, BoundBlock
from wagtail.models import Page, Site

from home.styleguide import samples
from home.styleguide.answers import answer_components
from home.styleguide.catalogue import Component, Section, State
from home.styleguide.forms import form_components
from home.styleguide.near import near_components
from home.styleguide.territories import territory_section
from hub.core.blocks import StoryStreamBlock


def build_sections(request: HttpRequest) -> list[Section]:
    """Return the sections of the style guide, for the site of `request`."""
    root = Site.find_for_request(request).root_page
    return [
        Section("Repères", marks(request, root)),
        Section("Listes", lists(request, root)),
        Section("Cartes", cards(request, root)),
        territory_section(),
        Section("Pages à lire", stories(request, root)),
        Section("Chez vous", near_components(request, root)),
        Section("Formulaires", form_components()),
    ]


def marks(request: HttpRequest, root: Page) -> list[Component]:
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
                State(label, {"event": samples.event_page(root, precision)})
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


def lists(request: HttpRequest, root: Page) -> list[Component]:
    listed = samples.listing(request)
    chosen = samples.listing(request, q="jardin partagé", type=["initiative", "lettre"])
    choosing = samples.listing_choosing_themes(request)
    nothing = samples.listing(request, samples.no_match(), q=samples.LONG_WORD, type="initiative")
    empty = samples.listing(request, samples.no_match())
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
            "Carte des départements",
            "components/map.html",
            [State(label, {"map": drawing}) for label, drawing in samples.maps()],
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
        *answer_components(request),
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
        Component(
            "Pourquoi près de chez vous",
            "components/near_reasons.html",
            [
                State("trois raisons", {"reasons": samples.NEAR_REASONS}),
                State("une seule", {"reasons": samples.NEAR_REASONS[-1:]}),
            ],
        ),
        Component(
            "Territoires de même nom",
            "components/near_choices.html",
            [State("deux", {"typed": "Reugny", "choices": samples.NEAR_CHOICES})],
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
            [State("depuis un thème", {"groups": [samples.kind_group(root)], "listing": listed})],
        ),
        Component(
            "Pages par type",
            "components/kind_groups.html",
            [State("un type", {"groups": [samples.kind_group(root)], "request": request})],
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


def cards(request: HttpRequest, root: Page) -> list[Component]:
    return [
        Component(
            model.kind_label,
            "components/card.html",
            [
                State(label, {"page": make(model, root), "request": request, "pictured": pictured})
                for label, make, pictured in (
                    ("usuelle, illustrée", samples.usual_page, True),
                    ("usuelle", samples.usual_page, False),
                    ("titre seul", samples.minimal_page, False),
                    ("mots longs", samples.long_page, False),
                )
            ],
        )
        for model in samples.SHOWN_MODELS
    ]


def stories(request: HttpRequest, root: Page) -> list[Component]:
    complete = samples.complete_page(root)
    before, after = (
        samples.minimal_page(type(complete), root),
        samples.long_page(type(complete), root),
    )
    heads = [("complète", complete), ("titre seul", before), ("mots longs", after)]
    sibling_labels = {"before": "Précédente", "after": "Suivante", "name": "Exemple de voisines"}
    return [
        Component(
            "Image",
            "components/picture.html",
            [
                State(
                    "prête, ou en préparation",
                    {
                        "image": samples.ready_image(),
                        "alt": "Exemple de description",
                        "use": "card",
                    },
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
            [
                State(
                    "deux",
                    {**sibling_labels, "previous": before, "next": after, "request": request},
                )
            ],
        ),
        Component("Confiance", "components/trust.html", [State("complète", {"page": complete})]),
    ]


def blocks() -> list[tuple[Block, BoundBlock]]:
    """Return each block of a story, with its preview value."""
    children = StoryStreamBlock().child_blocks.values()
    return [(block, block.bind(block.get_preview_value())) for block in children]
