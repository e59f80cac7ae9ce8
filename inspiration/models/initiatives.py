from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from hub.backoffice.degrees import DegreesField
from hub.core.blocks import StoryStreamBlock
from hub.core.blocks.text import PARAGRAPH_FEATURES
from hub.core.fields import HubStreamField
from hub.core.models import HubPage, PageTerritory
from hub.core.projection import Projection
from hub.core.values.places import MapPlace
from hub.dates import DatePrecision, format_period
from hub.listing.index_pages import ListingIndexMixin
from inspiration.completeness import Completeness, completeness_of
from inspiration.contact import serve_contact_form
from inspiration.means import ProjectResource, UnknownMeansField
from inspiration.models.similar import (
    inspirations_of,
    row_lookups,
    similar_initiatives,
    visible_inspirations,
)
from inspiration.panels import CompletenessPanel, PlaceOfTerritoryPanel
from inspiration.parts import TITLES, filled_parts
from inspiration.projection import initiative_projection
from inspiration.structured_data import initiative_data


class Phase(models.TextChoices):
    IDEA = "idee", "Idée"
    STUDY = "etude", "Étude"
    ROLLOUT = "mise-en-oeuvre", "Mise en œuvre"
    USE = "usage", "Usage"


class Setting(models.TextChoices):
    URBAN = "urbain", "Urbain"
    PERIURBAN = "periurbain", "Périurbain"
    RURAL = "rural", "Rural"
    COAST = "littoral", "Littoral"
    MOUNTAIN = "montagne", "Montagne"
    OVERSEAS = "outre-mer", "Outre-mer"


class InitiativeIndexPage(ListingIndexMixin, Page):
    """List of all the initiatives, with filters by theme, territory, phase…"""

    template = "pages/core/index_page.html"
    page_description = "La liste de toutes les initiatives."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["inspiration.InitiativePage"]
    max_count = 1
    listing_kinds = ["initiative"]
    listing_featured = 3
    listing_map = True

    class Meta:
        verbose_name = "liste des initiatives"


def story_field(label: str, help_text: str = "") -> RichTextField:
    """Return an optional rich-text field: short case studies may leave it empty."""
    return RichTextField(label, features=PARAGRAPH_FEATURES, blank=True, help_text=help_text)


class InitiativePage(HubPage):
    """A case study: « brève » (short), or « complète » (full) when no expected part is missing."""

    phase = models.CharField(max_length=14, choices=Phase.choices, blank=True)
    start_date = models.DateField("début", null=True, blank=True)
    start_precision = models.CharField(
        "précision du début",
        max_length=8,
        choices=DatePrecision.choices,
        default=DatePrecision.YEAR,
    )
    end_date = models.DateField("fin", null=True, blank=True)
    site_name = models.CharField("nom du lieu", max_length=160, blank=True)
    latitude = DegreesField(
        null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = DegreesField(
        null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    setting = models.CharField("milieu", max_length=10, choices=Setting.choices, blank=True)

    body = HubStreamField(StoryStreamBlock(), verbose_name="récit")
    challenge = story_field("le défi", "Le problème de départ, avec les mots du territoire.")
    objectives = story_field("les objectifs")
    actions = story_field("ce qui a été fait")
    participation = story_field("la participation des habitants")
    obstacles = story_field(
        "freins et échecs", "Ce qui a résisté ou raté : c’est ce que les pairs cherchent."
    )
    success_factors = story_field("les conditions de réussite")
    advice = story_field("conseils aux pairs")

    budget = models.PositiveBigIntegerField("budget en euros", null=True, blank=True)
    running_cost = models.PositiveBigIntegerField(
        "coût de fonctionnement en euros par an", null=True, blank=True
    )
    staff = models.DecimalField(
        "équipe en équivalents temps plein",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    months_to_result = models.PositiveSmallIntegerField(
        "mois avant le premier résultat", null=True, blank=True
    )
    legal_form = models.CharField("forme juridique", max_length=160, blank=True)
    unknown_means = UnknownMeansField(
        "inconnu à ce jour",
        help_text="Ce que l’on a cherché sans le trouver : la fiche le dit aux lecteurs.",
    )

    prerequisites = story_field("prérequis")
    minimum_scale = models.CharField("échelle minimale", max_length=255, blank=True)
    reusable_bricks = story_field("briques réutilisables", "Délibérations, modèles, outils…")

    contact_person = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="personne à contacter",
    )
    contact_email = models.EmailField(
        "boîte à contacter",
        blank=True,
        help_text="Jamais montrée : les lecteurs écrivent par un formulaire.",
    )

    template = "pages/inspiration/initiative_page.html"
    page_description = (
        "Une étude de cas\u00a0: brève pour commencer, complète quand tout est raconté."
    )
    parent_page_types = ["inspiration.InitiativeIndexPage"]
    subpage_types = []
    kind, kind_label = "initiative", "Initiative"
    card_template = "components/card_initiative.html"
    opens_overviews = True
    draft_fields = ("territories", "site_name")
    listing_facets = {"phase": "phase", "milieu": "setting"}
    listing_details = {"Phase": "get_phase_display", "Période": "when", "Lieu": "site_name"}
    listing_formats = ("geojson",)
    reference_relations = (
        models.Prefetch("territory_links", PageTerritory.objects.select_related("territory")),
    )
    routed_relations = (*HubPage.routed_relations, "contact_person")
    required_to_publish = ("summary", "image")
    required_to_submit = ("body",)
    rows_to_publish = {
        "theme_items": "Choisissez au moins un thème.",
        "territory_links": "Choisissez au moins un territoire.",
        "sources": "Indiquez au moins une source.",
    }

    identity_panels = [
        CompletenessPanel(heading="Où en est la fiche"),
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        HubPage.image_panel,
        InlinePanel(
            "theme_items",
            heading="Thèmes",
            label="Thème",
            max_num=3,
            help_text="De un à trois, le principal d’abord.",
        ),
        InlinePanel("territory_links", heading="Territoires", label="Territoire"),
        MultiFieldPanel(
            ["phase", FieldRowPanel(["start_date", "start_precision"]), "end_date"],
            heading="Avancement",
        ),
        MultiFieldPanel(
            [
                "site_name",
                "setting",
                FieldRowPanel(["latitude", "longitude"]),
                PlaceOfTerritoryPanel(),
            ],
            heading="Lieu",
        ),
    ]
    story_panels = [
        FieldPanel("body"),
        FieldPanel("challenge"),
        FieldPanel("objectives"),
        FieldPanel("actions"),
        InlinePanel("steps", heading="La démarche", label="Étape"),
        InlinePanel("partners", heading="Qui coopère", label="Partenaire"),
        FieldPanel("participation"),
        InlinePanel("results", heading="Résultats", label="Résultat"),
        FieldPanel("obstacles"),
        FieldPanel("success_factors"),
        FieldPanel("advice"),
    ]
    means_panels = [
        FieldRowPanel(["budget", "running_cost"], heading="Argent"),
        InlinePanel("funders", heading="Financeurs", label="Financeur"),
        FieldRowPanel(["staff", "months_to_result"], heading="Équipe et durée"),
        FieldPanel("legal_form"),
        FieldPanel("unknown_means"),
    ]
    transposition_panels = [
        FieldPanel("prerequisites"),
        FieldPanel("minimum_scale"),
        FieldPanel("reusable_bricks"),
        InlinePanel("inspirations", heading="Inspirée de", label="Initiative"),
    ]
    sources_panels = [
        MultiFieldPanel(["contact_person", "contact_email"], heading="Contact"),
        InlinePanel("sources", heading="Sources", label="Source"),
        InlinePanel("documents", heading="Documents", label="Document"),
        HubPage.trust_panel,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(identity_panels, heading="Identité"),
            ObjectList(story_panels, heading="Récit"),
            ObjectList(means_panels, heading="Moyens"),
            ObjectList(transposition_panels, heading="Transposer"),
            ObjectList(sources_panels, heading="Contact et sources"),
            ObjectList(HubPage.promote_panels, heading="Référencement"),
            ObjectList(HubPage.settings_panels, heading="Réglages"),
        ]
    )

    search_fields = [
        *HubPage.search_fields,
        *[
            index.SearchField(name)
            for name in (
                "body",
                "challenge",
                "objectives",
                "actions",
                "participation",
                "obstacles",
                "success_factors",
                "advice",
                "prerequisites",
                "reusable_bricks",
                "site_name",
            )
        ],
        index.FilterField("phase"),
    ]

    class Meta:
        verbose_name = "initiative"

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": "La fin vient après le début."})
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": "La latitude et la longitude vont ensemble."})

    @classmethod
    def shown_relations(cls) -> list[str | models.Prefetch]:
        return [*super().shown_relations(), *row_lookups(), "inspirations"]

    @classmethod
    def search_relations(cls) -> list[str | models.Prefetch]:
        return [*super().shown_relations(), *row_lookups(), visible_inspirations()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["similar"] = similar_initiatives(self, request)
        context["inspired_by"] = inspirations_of(self, request)
        context["titles"] = TITLES
        context["filled_parts"] = filled_parts(self, context["inspired_by"])
        return context

    @property
    def when(self) -> str:
        """The dates in French, with the known precision."""
        return format_period(self.start_date, self.end_date, self.start_precision)

    @property
    def map_place(self) -> MapPlace | None:
        """The page's coordinates, else those of the first territory that has some, else None."""
        if self.latitude is not None and self.longitude is not None:
            return MapPlace(self.latitude, self.longitude, kind="site")
        for territory in self.territories:
            if territory.latitude is not None and territory.longitude is not None:
                return MapPlace(territory.latitude, territory.longitude, kind="territory")
        return None

    @property
    def completeness(self) -> Completeness:
        """Expected parts that are present and missing."""
        return completeness_of(self)

    @property
    def means(self) -> list[tuple[str, str]]:
        """Resources that are known or declared unknown, as (label, value) pairs."""
        return ProjectResource.labelled_values(self)

    @property
    def contact_address(self) -> str:
        """Recipient of the contact form: `contact_email`, else the contact person's address."""
        person = self.contact_person
        return self.contact_email or (person.email if person else "")

    def search_projection(self, story: dict[str, Any]) -> Projection:
        return initiative_projection(self, story)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org data of the page."""
        return initiative_data(self, request)

    @path("contact/", name="contact")
    def contact_view(self, request: HttpRequest) -> HttpResponse:
        """Serve the contact form, which does not disclose the recipient's address."""
        return serve_contact_form(self, request)
