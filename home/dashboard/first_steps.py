"""Panel of the first steps of an editor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision

from hub.agenda.models import AgendaPage
from hub.backoffice.requests import AdminRequest
from hub.newsletters.models import NewsletterIndexPage
from inspiration.models import InitiativeIndexPage
from inspiration.reports import CompletenessReport
from podcasts.models import PodcastIndexPage

# Values of `order`: before or after the panels of tasks.
ORDER_FIRST, ORDER_LAST = 5, 200


@dataclass(frozen=True)
class Step:
    label: str
    help: str
    url: str
    icon: str


def add_url(page_model: type[Page], parent: Page) -> str:
    """Return the address of the form that adds a page of `page_model` under `parent`."""
    meta = page_model._meta
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])


class WelcomePanel(Component):
    """The first steps that the user may take; first panel until the user has saved a page."""

    name = "hub_welcome"
    template_name = "home/admin/welcome_panel.html"

    def __init__(self, request: AdminRequest) -> None:
        self.request = request
        written = Revision.page_revisions.filter(user=request.user).exists()
        self.order = ORDER_LAST if written else ORDER_FIRST

    def get_context_data(
        self, parent_context: Context | dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return {
            "steps": list(self.steps()),
            "report_url": reverse(CompletenessReport.index_url_name),
        }

    def steps(self) -> Iterator[Step]:
        """Yield one step per type of page that the user may add under an existing index page."""
        for index_model, label, help_text, icon in FIRST_STEPS:
            parent = index_model.objects.first()
            if parent and parent.permissions_for_user(self.request.user).can_add_subpage():
                child = index_model.allowed_subpage_models()[0]
                yield Step(label, help_text, add_url(child, parent), icon)


FIRST_STEPS: list[tuple[type[Page], str, str, str]] = [
    (
        InitiativeIndexPage,
        "Raconter une initiative",
        "Une fiche brève suffit pour commencer.",
        "pick",
    ),
    (
        NewsletterIndexPage,
        "Écrire une lettre",
        "Le numéro et les rubriques sont déjà là.",
        "mail",
    ),
    (AgendaPage, "Annoncer un rendez-vous", "Même sans date précise.", "calendar-alt"),
    (PodcastIndexPage, "Ouvrir un podcast", "Puis ajouter ses épisodes.", "media"),
]
