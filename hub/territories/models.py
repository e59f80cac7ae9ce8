from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import RevisionMixin
from wagtail.search import index

from hub.backoffice.degrees import DegreesField
from hub.slugs import french_slug


class TerritoryKind(models.TextChoices):
    COMMUNE = "commune", "Commune"
    EPCI = "epci", "Intercommunalité (EPCI)"
    EPT = "ept", "Établissement public territorial"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"


class TerritoryQuerySet(models.QuerySet):
    def in_programme(self) -> "TerritoryQuerySet":
        return self.filter(in_programme=True)


class Territory(RevisionMixin, index.Indexed, models.Model):
    """A commune, group of communes, département or région of the official geographic code.

    `code` is the INSEE code (communes, départements, régions) or the SIREN number (EPCI,
    EPT). A département and a région can share a code (11 is Aude and Île-de-France), so the
    unique key is the kind and the code together.
    """

    name = models.CharField("nom officiel", max_length=255)
    kind = models.CharField("nature", max_length=12, choices=TerritoryKind.choices)
    code = models.CharField(
        "code",
        max_length=9,
        validators=[RegexValidator(r"^[0-9AB]{2,9}$", "Un code INSEE ou un numéro SIREN.")],
        help_text="Code INSEE (commune, département, région) ou numéro SIREN (intercommunalité).",
    )
    slug = models.SlugField("adresse", max_length=255, editable=False)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        verbose_name="fait partie de",
    )
    population = models.PositiveIntegerField("population", null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        "année du recensement", null=True, blank=True
    )
    latitude = DegreesField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="En degrés décimaux.",
    )
    longitude = DegreesField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="En degrés décimaux.",
    )
    in_programme = models.BooleanField("territoire pilote du programme", default=False)
    presentation = models.TextField("présentation", blank=True)

    objects = TerritoryQuerySet.as_manager()

    panels = [
        "name",
        FieldRowPanel(["kind", "code"], heading="Identité"),
        "parent",
        MultiFieldPanel(["in_programme", "presentation"], heading="Dans le programme"),
        FieldRowPanel(["population", "population_year"], heading="Population"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading="Situation"),
    ]

    search_fields = [
        index.SearchField("name", boost=4),
        index.SearchField("code"),
        index.AutocompleteField("name"),
        index.AutocompleteField("code"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                name="territory_kind_code_unique",
                violation_error_message="Un territoire de cette nature a déjà ce code.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.departement_code or self.get_kind_display()})"

    @property
    def departement_code(self) -> str:
        """INSEE code of the département of a commune or département, otherwise empty."""
        if self.kind == TerritoryKind.DEPARTEMENT:
            return self.code
        if self.kind == TerritoryKind.COMMUNE:
            return self.code[:3] if self.code.startswith("97") else self.code[:2]
        return ""

    @property
    def code_label(self) -> str:
        """Name of the code: INSEE code, or SIREN number for a group of communes."""
        groups = (TerritoryKind.EPCI, TerritoryKind.EPT)
        return "Numéro SIREN" if self.kind in groups else "Code INSEE"

    @property
    def path(self) -> str:
        """Last part of the URL, `<code>-<slug>`."""
        return f"{self.code}-{self.slug}"

    @property
    def url(self) -> str:
        return f"/territoires/{self.path}/"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = french_slug(self.name)[:255]
        if (fields := kwargs.get("update_fields")) and "name" in fields:
            kwargs["update_fields"] = {*fields, "slug"}
        super().save(*args, **kwargs)

    def with_descendants(self) -> set[int]:
        """Return the ids of this territory and of all its descendants."""
        found, level = {self.pk}, [self.pk]
        while level:
            level = list(
                Territory.objects.filter(parent__in=level)
                .exclude(pk__in=found)
                .values_list("pk", flat=True)
            )
            found.update(level)
        return found
