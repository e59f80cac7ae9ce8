"""Calls for projects."""

from django.db import models
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from hub.core.blocks import StoryStreamBlock
from hub.core.fields import HubStreamField
from hub.core.models import HubPage
from hub.core.projection import Projection


class CallPage(HubPage):
    """A call for projects, open until a day."""

    open_until = models.DateField("ouvert jusqu’au", null=True, blank=True)
    body = HubStreamField(StoryStreamBlock(), verbose_name="présentation", blank=True)

    template = "pages/calls/call_page.html"
    page_description = "Un appel à projets, avec sa date de clôture."
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    kind, kind_label = "appel-essai", "Appel à projets"
    card_template = "components/card_call.html"
    listing_details = {"Ouvert jusqu’au": "open_until"}
    required_to_publish = ("summary",)

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("open_until"),
        FieldPanel("body"),
        HubPage.image_panel,
        HubPage.theme_panel,
        HubPage.territory_panel,
        HubPage.trust_panel,
    ]

    class Meta:
        verbose_name = "appel à projets"
        verbose_name_plural = "appels à projets"

    def search_projection(self, story: dict) -> Projection:
        projection = Projection()
        projection.add_story(story["body"])
        return projection
