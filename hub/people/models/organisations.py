from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.models import RevisionMixin
from wagtail.search import index

from hub.people.forms import OrganisationForm


class OrganisationKind(models.TextChoices):
    COLLECTIVITE = "collectivite", "Collectivité"
    ASSOCIATION = "association", "Association"
    ETAT = "etat", "État et opérateurs"
    ENTREPRISE = "entreprise", "Entreprise"
    MEDIA = "media", "Média"
    FONDATION = "fondation", "Fondation"
    RECHERCHE = "recherche", "Recherche et formation"
    AUTRE = "autre", "Autre"


class ProgrammeRole(models.TextChoices):
    PILOTE = "pilote", "Pilote"
    ALLIE = "allie", "Allié"
    FINANCEUR = "financeur", "Financeur"


class Organisation(RevisionMixin, index.Indexed, models.Model):
    """An organisation that people belong to, or that takes part in an initiative."""

    name = models.CharField("nom", max_length=255, unique=True)
    acronym = models.CharField("sigle", max_length=40, blank=True)
    kind = models.CharField("nature", max_length=14, choices=OrganisationKind.choices, blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="organisations",
        verbose_name="territoire",
    )
    website = models.URLField("site web", blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="logo",
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        verbose_name="rattachée à",
    )
    programme_role = models.CharField(
        "rôle dans le programme", max_length=10, choices=ProgrammeRole.choices, blank=True
    )

    base_form_class = OrganisationForm

    panels = [
        FieldRowPanel(["name", "acronym"], heading="Nom"),
        "kind",
        MultiFieldPanel(["territory", "parent", "programme_role"], heading="Rattachements"),
        MultiFieldPanel(["website", "logo"], heading="Présentation"),
    ]

    search_fields = [
        index.SearchField("name", boost=4),
        index.SearchField("acronym"),
        index.AutocompleteField("name"),
        index.AutocompleteField("acronym"),
    ]

    class Meta:
        verbose_name = "organisation"
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name
