from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from hub.core.blocks import StoryStreamBlock
from hub.core.fields import HubStreamField
from hub.core.publication import PublicationGateMixin
from hub.core.site.routing import FewQueriesRouteMixin


class FreePage(PublicationGateMixin, FewQueriesRouteMixin, Page):
    """A page that is not part of a list: about, legal notice, privacy."""

    summary = models.TextField("chapô", max_length=280, blank=True)
    body = HubStreamField(StoryStreamBlock(), verbose_name="contenu")

    template = "pages/home/free_page.html"
    page_description = "Une page à part\u00a0: à propos, mentions légales, données personnelles…"
    parent_page_types = ["home.HomePage", "home.FreePage"]
    subpage_types = ["home.FreePage"]
    required_to_submit = ("body",)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "page libre"
        verbose_name_plural = "pages libres"
