"""Panels of the edit form of an episode."""

import json

from django import forms
from wagtail.admin.panels import Panel

from podcasts.audio_types import AUDIO_TYPES


class SoundFactsPanel(Panel):
    """Script that fills in size, type and duration of a chosen file, or the type of a URL."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "podcasts/admin/sound_facts_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/admin/sound-facts.js"])

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            return {**super().get_context_data(parent_context), "types": json.dumps(AUDIO_TYPES)}
