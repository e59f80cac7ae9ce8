"""Panels of the edit forms of the inspiration section."""

from typing import Any

from django import forms
from wagtail.admin.panels import Panel


class CompletenessPanel(Panel):
    """Completeness of an initiative, as last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "inspiration/admin/completeness_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "completeness": self.instance.completeness}


class PlaceOfTerritoryPanel(Panel):
    """Coordinates of the first territory, which the map shows without own coordinates."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "inspiration/admin/place_of_territory_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/admin/place-of-territory.js"])
