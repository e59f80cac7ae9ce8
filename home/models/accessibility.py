from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from home.accessibility import read_matrix
from hub.core.publication import PublicationGateMixin
from hub.core.site.metadata import site_settings
from hub.core.site.routing import FewQueriesRouteMixin

FEATURES = ["bold", "italic", "link", "ul"]


class AccessibilityPage(PublicationGateMixin, FewQueriesRouteMixin, Page):
    """The accessibility declaration required of public sites (loi 2005-102, art. 47).

    The state, the rates and the criteria come from `home.accessibility`. Editors may add the
    publisher, the contact details and the known faults of their content; every field is optional.
    """

    introduction = RichTextField(features=FEATURES, blank=True)
    entity = models.CharField(
        "organisme qui publie le site",
        max_length=200,
        blank=True,
        help_text="Vide\u00a0: l’éditeur des réglages du hub.",
    )
    declared_on = models.DateField(
        "date de la déclaration",
        null=True,
        blank=True,
        help_text="Vide\u00a0: le jour où les critères ont été examinés.",
    )
    contact_email = models.EmailField(
        "adresse pour signaler un défaut",
        blank=True,
        help_text="Vide\u00a0: l’adresse de contact des réglages du hub.",
    )
    contact_details = RichTextField(
        "autres moyens de vous joindre",
        features=FEATURES,
        blank=True,
        help_text="Adresse postale, téléphone, délai de réponse.",
    )
    known_faults = RichTextField(
        "défauts connus des contenus",
        features=FEATURES,
        blank=True,
        help_text="Par exemple un film sans sous-titres, un PDF qui n’est pas balisé.",
    )
    burden = RichTextField(
        "dérogations pour charge disproportionnée",
        features=FEATURES,
        blank=True,
        help_text="Contenus dont la mise en accessibilité coûterait trop, et pourquoi.",
    )
    exempted = RichTextField(
        "contenus non soumis à l’obligation",
        features=FEATURES,
        blank=True,
        help_text="Par exemple des archives, ou des contenus de tiers que vous ne contrôlez pas.",
    )

    template = "pages/home/accessibility_page.html"
    page_description = (
        "La déclaration d’accessibilité\u00a0: l’état et les critères s’écrivent seuls."
    )
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(["entity", "declared_on"], heading="Qui déclare, et quand"),
        MultiFieldPanel(["contact_email", "contact_details"], heading="Signaler un défaut"),
        MultiFieldPanel(["known_faults", "burden", "exempted"], heading="Contenus non accessibles"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("known_faults"),
    ]

    class Meta:
        verbose_name = "déclaration d’accessibilité"
        verbose_name_plural = "déclarations d’accessibilité"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        settings, matrix = site_settings(request), read_matrix()
        context.update(
            matrix=matrix,
            site_name=settings.site_name,
            entity=self.entity or settings.publisher,
            email=self.contact_email or settings.contact_email,
            declared_on=self.declared_on or matrix.examined,
        )
        return context
