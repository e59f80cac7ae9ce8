from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import RevisionMixin
from wagtail.search import index

from hub.backoffice.degrees import DegreesField
from hub.slugs import french_slug
from hub.territories.forms import TerritoryForm
from hub.territories.programme_panels import PROGRAMME_TAB


class TerritoryKind(models.TextChoices):
    COMMUNE = "commune", "Commune"
    EPCI = "epci", "Intercommunalité (EPCI)"
    EPT = "ept", "Établissement public territorial"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"


# Kinds that a commune belongs to, the smallest first; the order of « Fait partie de ».
CONTAINER_KINDS = (
    TerritoryKind.EPT,
    TerritoryKind.EPCI,
    TerritoryKind.DEPARTEMENT,
    TerritoryKind.REGION,
)


# The columns that come from the gazetteer; all others are the editors'.
OFFICIAL_FIELDS = (
    "kind",
    "code",
    "name",
    "slug",
    "parent_id",
    "departement_codes",
    "region_codes",
    "postcodes",
    "population",
    "population_year",
    "latitude",
    "longitude",
    "dissolved_in",
    "successor_id",
)


def smallest_first(territory: "Territory") -> tuple[int, str]:
    """Return the sort key of containers: kind, from the EPT to the région, then code."""
    kinds = [str(kind) for kind in CONTAINER_KINDS]
    rank = kinds.index(territory.kind) if territory.kind in kinds else 0
    return rank, territory.code


class TerritoryQuerySet(models.QuerySet):
    def in_programme(self) -> "TerritoryQuerySet":
        return self.filter(in_programme=True)

    def current(self) -> "TerritoryQuerySet":
        """Return the territories that exist in the current edition of the gazetteer."""
        return self.filter(dissolved_in="")

    def within(self, territory: "Territory") -> "TerritoryQuerySet":
        """Return `territory` and all the territories that it contains."""
        inner = Inclusion.objects.filter(outer=territory).values("inner")
        return self.filter(Q(pk=territory.pk) | Q(pk__in=inner))


class Territory(RevisionMixin, index.Indexed, ClusterableModel):
    """A commune, group of communes, département or région of the official geographic code.

    `code` is the INSEE code (communes, départements, régions) or the SIREN number (EPCI,
    EPT). A département and a région can share a code (11 is Aude and Île-de-France), so the
    unique key is the kind and the code together.

    `containers` are all the territories that contain it, at every level: EPT, EPCI, départements
    and régions of a commune. The gazetteer writes them for official territories (`edition` is
    set); for the others, `save` derives them from `parent`.
    """

    name = models.CharField("nom officiel", max_length=255)
    kind = models.CharField("nature", max_length=12, choices=TerritoryKind.choices)
    code = models.CharField(
        "code",
        max_length=9,
        db_index=True,
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
    containers = models.ManyToManyField(
        "self",
        through="territories.Inclusion",
        through_fields=("inner", "outer"),
        symmetrical=False,
        related_name="contents",
        editable=False,
    )
    # Codes of the départements and régions that contain it, or its own, separated by spaces: an
    # EPCI may extend over several. Read without a query on cards and in comparisons.
    departement_codes = models.CharField(max_length=60, blank=True, editable=False)
    region_codes = models.CharField(max_length=60, blank=True, editable=False)
    # Separated by spaces.
    postcodes = models.TextField("codes postaux", blank=True, editable=False)
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
    # Edition of the gazetteer that this row comes from; empty when an editor created it.
    edition = models.CharField("édition", max_length=40, blank=True, editable=False)
    # First edition without it; empty for a territory that still exists.
    dissolved_in = models.CharField("disparu dans", max_length=40, blank=True, editable=False)
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
        editable=False,
        verbose_name="remplacé par",
    )
    in_programme = models.BooleanField("territoire pilote du programme", default=False)
    cohort = models.ForeignKey(
        "territories.Cohort",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="promotion",
    )
    joined_on = models.DateField("entré le", null=True, blank=True)
    left_on = models.DateField("sorti le", null=True, blank=True)
    project = models.CharField("projet choisi", max_length=255, blank=True)
    project_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page du projet",
    )
    presentation = models.TextField("présentation", blank=True)

    objects = TerritoryQuerySet.as_manager()
    base_form_class = TerritoryForm

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    "name",
                    FieldRowPanel(["kind", "code"], heading="Identité"),
                    "parent",
                    "presentation",
                    FieldRowPanel(["population", "population_year"], heading="Population"),
                    FieldRowPanel(
                        [FieldPanel("latitude"), FieldPanel("longitude")], heading="Situation"
                    ),
                ],
                heading="Identité",
            ),
            PROGRAMME_TAB,
        ]
    )

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
        # A handful of rows among 36,000, read by the home page and the lists.
        indexes = [
            models.Index(
                fields=["in_programme"],
                name="territory_in_programme",
                condition=Q(in_programme=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.qualifier})"

    @property
    def qualifier(self) -> str:
        """Text that tells homonyms apart: codes of the départements, or the kind."""
        if self.departement_code and self.kind != TerritoryKind.REGION:
            return ", ".join(self.departement_codes.split()) or self.departement_code
        return self.get_kind_display()

    @property
    def departement_code(self) -> str:
        """INSEE code of its (first) département; empty for a région."""
        if self.kind == TerritoryKind.DEPARTEMENT:
            return self.code
        if self.kind == TerritoryKind.COMMUNE:
            return self.code[:3] if self.code.startswith("97") else self.code[:2]
        return next(iter(self.departement_codes.split()), "")

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

    @property
    def deletion_refusal(self) -> str:
        """Why it cannot be deleted in the admin; empty if it can."""
        if not self.edition:
            return ""
        return (
            f"«\u00a0{self}\u00a0» vient du code officiel géographique\u00a0: "
            "il ne se supprime pas. Retirez-le plutôt des pages où il est de trop."
        )

    def with_content_json(self, content: dict[str, Any]) -> "Territory":
        """Return the revision's content; what comes from the gazetteer stays as it is today."""
        territory = super().with_content_json(content)
        if self.edition:
            for name in (*OFFICIAL_FIELDS, "edition"):
                setattr(territory, name, getattr(self, name))
        return territory

    def clean(self) -> None:
        super().clean()
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": "La sortie précède l’entrée dans le programme."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = french_slug(self.name)[:255]
        if (fields := kwargs.get("update_fields")) and "name" in fields:
            kwargs["update_fields"] = {*fields, "slug"}
        super().save(*args, **kwargs)
        if not self.edition:
            derive_containers(self)


class Inclusion(models.Model):  # noqa: DJ008  a row of a relation
    """`outer` contains `inner`, directly or not."""

    wagtail_reference_index_ignore = True

    inner = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    outer = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "inclusion"
        verbose_name_plural = "inclusions"
        constraints = [
            models.UniqueConstraint(fields=["inner", "outer"], name="territory_inclusion_unique")
        ]


def derive_containers(territory: Territory) -> None:
    """Write the containers of a territory without edition, and of those below it, from `parent`."""
    above = list(territory.parent.containers.all()) if territory.parent_id else []
    containers = {t.pk: t for t in [territory.parent, *above] if t and t.pk != territory.pk}
    Inclusion.objects.filter(inner=territory).exclude(outer__in=containers).delete()
    Inclusion.objects.bulk_create(
        [Inclusion(inner=territory, outer=outer) for outer in containers.values()],
        ignore_conflicts=True,
    )
    departements, regions = (
        {t.code for t in [territory, *containers.values()] if t.kind == kind}
        for kind in (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION)
    )
    if territory.kind == TerritoryKind.COMMUNE:
        departements.add(territory.departement_code)
    territory.departement_codes = " ".join(sorted(departements))
    territory.region_codes = " ".join(sorted(regions))
    Territory.objects.filter(pk=territory.pk).update(
        departement_codes=territory.departement_codes, region_codes=territory.region_codes
    )
    for child in territory.children.filter(edition="").exclude(pk__in=containers):
        derive_containers(child)
