"""Panels of the edit forms of the inspiration section."""

from django import forms
from wagtail.admin.panels import Panel


class CompletenessPanel(Panel):
    """What an initiative tells and what is missing, as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "inspiration/admin/completeness_panel.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return {**context, "completeness": self.instance.completeness}


class PlaceOfTerritoryPanel(Panel):
    """Where the first territory is: what the map shows while the initiative has no point."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "inspiration/admin/place_of_territory_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/admin/place-of-territory.js"])
