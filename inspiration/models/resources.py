from collections.abc import Iterator
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from hub.core.blocks.text import PARAGRAPH_FEATURES
from hub.core.models import HubPage
from hub.core.projection import Projection
from hub.core.publication import Finding, Severity
from hub.listing.index_pages import ListingIndexMixin
from inspiration.projection import resource_projection
from inspiration.structured_data import resource_data


class ResourceKind(models.TextChoices):
    GUIDE = "guide", "Guide"
    NOTE = "note", "Note"
    METHOD = "methode", "Fiche méthode"
    VIDEO = "video", "Vidéo"
    DATASET = "donnees", "Jeu de données"
    TOOL = "outil", "Outil"


class LinkHealth(models.TextChoices):
    UNCHECKED = "", "Pas encore vérifié"
    FOUND = "ok", "L’adresse répond"
    LOST = "perdu", "L’adresse ne répond plus"


class ResourceIndexPage(ListingIndexMixin, Page):
    """List of all the resources: guides, notes, films, data, tools."""

    template = "pages/core/index_page.html"
    page_description = "La liste de toutes les ressources."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["inspiration.ResourcePage"]
    max_count = 1
    listing_kinds = ["ressource"]

    class Meta:
        verbose_name = "liste des ressources"


class ResourcePage(HubPage):
    """A resource to reuse: a file or a link."""

    resource_kind = models.CharField("nature", max_length=8, choices=ResourceKind.choices)
    document = models.ForeignKey(
        get_document_model_string(),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="fichier",
    )
    resource_url = models.URLField("adresse", max_length=500, blank=True)
    author = models.CharField("auteur", max_length=255, blank=True)
    year = models.PositiveSmallIntegerField(
        "année",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    language = models.CharField(
        "langue",
        max_length=5,
        default="fr",
        choices=[
            ("fr", "Français"),
            ("en", "Anglais"),
            ("de", "Allemand"),
            ("es", "Espagnol"),
            ("it", "Italien"),
        ],
    )
    presentation = RichTextField("présentation", features=PARAGRAPH_FEATURES, blank=True)
    link_health = models.CharField(
        "état du lien",
        max_length=5,
        choices=LinkHealth.choices,
        blank=True,
        default=LinkHealth.UNCHECKED,
    )
    link_checked_at = models.DateTimeField("lien vérifié le", null=True, blank=True, editable=False)

    template = "pages/inspiration/resource_page.html"
    page_description = "Un guide, un outil, un film, des données\u00a0: un fichier ou une adresse."
    parent_page_types = ["inspiration.ResourceIndexPage"]
    subpage_types = []
    kind, kind_label = "ressource", "Ressource"
    card_template = "components/card_resource.html"
    listing_details = {
        "Nature": "get_resource_kind_display",
        "Auteur": "author",
        "Année": "year",
        "Langue": "get_language_display",
    }
    routed_relations = (*HubPage.routed_relations, "document")
    required_to_publish = ("summary",)
    required_to_submit = ("resource_url",)

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldRowPanel(["resource_kind", "year", "language"], heading="Nature"),
        MultiFieldPanel(
            ["document", "resource_url", FieldPanel("link_health", read_only=True)],
            heading="Fichier ou adresse",
        ),
        FieldPanel("author"),
        FieldPanel("presentation"),
        HubPage.image_panel,
        HubPage.theme_panel,
        HubPage.territory_panel,
        HubPage.trust_panel,
    ]

    search_fields = [
        *HubPage.search_fields,
        index.SearchField("presentation"),
        index.SearchField("author"),
        index.FilterField("resource_kind"),
    ]

    class Meta:
        verbose_name = "ressource"

    def own_publication_findings(self) -> Iterator[Finding]:
        yield from super().own_publication_findings()
        if not self.document_id and not self.resource_url:
            message = "donnez un fichier ou une adresse."
            yield Finding(Severity.BLOCKS, message, "Fichier ou adresse", field="resource_url")

    @classmethod
    def search_relations(cls) -> list[str | models.Prefetch]:
        return [*super().search_relations(), "document"]

    def search_projection(self, story: dict[str, Any]) -> Projection:
        return resource_projection(self, story)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org data of the page."""
        return resource_data(self, request)
