"""Panels of the edit form of an episode."""

import json
from typing import NamedTuple

from django import forms
from wagtail.admin.panels import Panel

from podcasts.audio_types import AUDIO_TYPES


class Action(NamedTuple):
    """An action of the transcript editor: `name` in main.js, key in keys.js, help and button."""

    name: str
    shortcut: str
    keys: str
    words: str
    label: str = ""  # of the button; empty when only the key does it


ACTIONS = (
    Action("toggle", "Escape", "Échap", "écouter, mettre en pause", "Écouter, pause"),
    Action(
        "playHere",
        "Control+Enter",
        "Ctrl\u00a0+\u00a0Entrée",
        "écouter à partir de cette phrase",
        "Écouter d’ici",
    ),
    Action("back", "Alt+J", "Alt\u00a0+\u00a0J", "reculer de 3 secondes", "−\u00a03\u00a0s"),
    Action("forward", "Alt+L", "Alt\u00a0+\u00a0L", "avancer de 3 secondes", "+\u00a03\u00a0s"),
    Action("previous", "Alt+ArrowUp", "Alt\u00a0+\u00a0↑", "phrase précédente"),
    Action("next", "Alt+ArrowDown", "Alt\u00a0+\u00a0↓", "phrase suivante"),
    Action(
        "goToHeard", "Alt+E", "Alt\u00a0+\u00a0E", "aller à la phrase entendue", "Phrase entendue"
    ),
    Action(
        "startNow",
        "Alt+T",
        "Alt\u00a0+\u00a0T",
        "la phrase commence maintenant",
        "Début maintenant",
    ),
    Action(
        "split", "Alt+S", "Alt\u00a0+\u00a0S", "couper la phrase au curseur", "Couper au curseur"
    ),
    Action(
        "merge",
        "Alt+G",
        "Alt\u00a0+\u00a0G",
        "réunir avec la phrase suivante",
        "Réunir avec la suivante",
    ),
    Action(
        "add", "Alt+N", "Alt\u00a0+\u00a0N", "nouvelle phrase après celle-ci", "Nouvelle phrase"
    ),
    Action("remove", "Alt+X", "Alt\u00a0+\u00a0X", "supprimer la phrase", "Supprimer"),
    Action("rename", "Alt+R", "Alt\u00a0+\u00a0R", "renommer la voix partout", "Renommer la voix"),
    Action(
        "chapter", "Alt+C", "Alt\u00a0+\u00a0C", "chapitre au début de cette phrase", "Chapitre ici"
    ),
    Action("undo", "Alt+U", "Alt\u00a0+\u00a0U", "annuler le dernier changement", "Annuler"),
    Action("help", "Alt+H", "Alt\u00a0+\u00a0H", "montrer les touches", "Touches"),
)


class SoundFactsPanel(Panel):
    """Buttons and script that fill in what a chosen file, or the host of an address, says."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "podcasts/admin/sound_facts_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                js=[forms.Script("js/admin/sound-facts.js", type="module")],  # type: ignore[list-item]
                css={"all": ["css/admin/sound.css"]},
            )

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            return {**super().get_context_data(parent_context), "types": json.dumps(AUDIO_TYPES)}


class TranscriptEditorPanel(Panel):
    """« Corriger en écoutant »: editor of the transcript, which writes into its field."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "podcasts/admin/transcript_editor_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                js=[forms.Script("js/admin/transcript/main.js", type="module")],  # type: ignore[list-item]
                css={"all": ["css/admin/transcript.css"]},
            )

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            return {
                **super().get_context_data(parent_context),
                "actions": [action for action in ACTIONS if action.label],
                "keys": ACTIONS,
            }


class FeedPanel(Panel):
    """Address of the feed to copy, and a link to its verification; hidden on an unsaved show."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "podcasts/admin/feed_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.pk)
