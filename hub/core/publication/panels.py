"""Edit handler of pages: their tabs, below the list of publication findings."""

from django.forms import Media
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.models import Page

from hub.core.publication.rules import publication_findings

DEFAULT_TABS = (
    ("content_panels", "Contenu"),
    ("promote_panels", "Référencement"),
    ("settings_panels", "Réglages"),
)


class PublicationTabs(TabbedInterface):
    """Wagtail's tabs with the list of findings above them, refreshed after each save."""

    class BoundPanel(TabbedInterface.BoundPanel):
        template_name = "core/admin/publication/tabs.html"

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            context = super().get_context_data(parent_context)
            return {
                **context,
                "page": self.instance,
                "findings": publication_findings(self.instance),
            }

        @property
        def media(self) -> Media:
            return super().media + Media(
                css={"all": ["css/admin/publication.css", "css/admin/name-checks.css"]},
                js=["js/admin/publication.js", "js/admin/name-checks.js"],
            )


def tabs_of(model: type[Page]) -> PublicationTabs:
    """Return the tabs of a page type: its `edit_handler`, or tabs built from its panel lists."""
    tabs = getattr(model, "edit_handler", None) or TabbedInterface(
        [
            ObjectList(panels, heading=heading)
            for name, heading in DEFAULT_TABS
            if (panels := getattr(model, name))
        ],
        base_form_class=model.base_form_class,
    )
    return PublicationTabs(**tabs.clone_kwargs())
