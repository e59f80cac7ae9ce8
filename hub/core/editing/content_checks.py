"""Accessibility checks of the page preview, added to Wagtail's."""

from wagtail.admin.userbar import ContentCheckerItem


class HubContentChecker(ContentCheckerItem):
    """Wagtail's content checker with more axe rules, about errors that a story can have.

    Only `main` is checked: editors cannot change the header or footer.
    """

    axe_include = ["main"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "list",
        "listitem",
        "table-fake-caption",
        "th-has-data-cells",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": "Image sans texte de remplacement",
            "help_text": "Dites ce que montre l’image, ou cochez «\u00a0image décorative\u00a0».",
        },
        "list": {
            "error_name": "Liste mal formée",
            "help_text": "Refaites la liste avec le bouton «\u00a0liste\u00a0» de l’éditeur.",
        },
        "listitem": {
            "error_name": "Élément hors d’une liste",
            "help_text": "Refaites la liste avec le bouton «\u00a0liste\u00a0» de l’éditeur.",
        },
        "table-fake-caption": {
            "error_name": "Légende écrite dans le tableau",
            "help_text": "Déplacez-la dans le champ «\u00a0Légende\u00a0» du tableau.",
        },
        "th-has-data-cells": {
            "error_name": "En-tête de tableau sans données",
            "help_text": "Vérifiez les en-têtes du tableau.",
        },
    }
