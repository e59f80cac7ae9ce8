"""Side panel that shows the guide beside a form, and button that opens it from a list."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.widgets.button import HeaderButton

from hub.backoffice.guides.reading import GuideMissingError, guide_of, guide_url, read_guide
from hub.backoffice.view_bases import EditViewBase, IndexViewBase


class GuideSidePanel(BaseSidePanel):
    """Side panel with the guide of the model being edited."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Afficher ou masquer le guide"
        icon_name = "help"
        has_counter = False

    name = "guide"
    title = "Guide"
    order = 900
    template_name = "backoffice/guide_side_panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        guide = read_guide(guide_of(self.model))
        return {**super().get_context_data(parent_context), "guide": guide}


class GuideBesideMixin(EditViewBase):
    """For the edit view of a page or of a snippet: add the guide's side panel."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        instance = getattr(self, "page", None) or getattr(self, "object", None)
        instance = instance or self.model()
        return MediaContainer([*panels, *guide_panels(instance, self.request)])


def guide_panels(instance: Model, request: HttpRequest) -> list[GuideSidePanel]:
    """Return the guide's panel for the model of `instance`; empty if the guide is missing."""
    try:
        read_guide(guide_of(type(instance)))
    except GuideMissingError:
        return []
    return [GuideSidePanel(instance, request)]


class GuideButtonMixin(IndexViewBase):
    """For a listing view: add the button that opens its guide."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        name = guide_of(self.model)
        buttons = super().header_buttons
        if not name:
            return buttons
        return [*buttons, HeaderButton("Guide", url=guide_url(name), icon_name="help")]
