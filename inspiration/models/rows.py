"""Inline rows of an initiative: steps, partners, results, funders, sources, documents."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from hub.core.models import AttachedDocument
from hub.dates import DatePrecision, format_known_date

YEAR_VALIDATORS = [MinValueValidator(1900), MaxValueValidator(2100)]


def initiative_key(related_name: str) -> ParentalKey:
    """Return the foreign key of a row to its initiative."""
    return ParentalKey(
        "inspiration.InitiativePage", on_delete=models.CASCADE, related_name=related_name
    )


def organisation_key() -> models.ForeignKey:
    """Return an optional foreign key to an organisation."""
    return models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="organisation",
    )


class InitiativeStep(Orderable):
    page = initiative_key("steps")
    title = models.CharField("étape", max_length=160)
    text = models.TextField("ce qui s’est passé", blank=True)
    date = models.DateField(null=True, blank=True)
    precision = models.CharField(
        "précision", max_length=8, choices=DatePrecision.choices, default=DatePrecision.MONTH
    )

    panels = [FieldPanel("title"), FieldRowPanel(["date", "precision"]), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = "étape"

    @property
    def when(self) -> str:
        return format_known_date(self.date, self.precision)


class CooperationPartner(Orderable):
    """An organisation that takes part in the initiative, and its role."""

    page = initiative_key("partners")
    organisation = organisation_key()
    name = models.CharField(
        "nom", max_length=255, blank=True, help_text="Si elle n’est pas dans l’annuaire."
    )
    role = models.CharField("rôle", max_length=255, blank=True)

    panels = [FieldRowPanel(["organisation", "name"]), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = "partenaire"

    @property
    def shown_name(self) -> str:
        return str(self.organisation) if self.organisation else self.name


class InitiativeResult(Orderable):
    page = initiative_key("results")
    indicator = models.CharField("indicateur", max_length=255)
    value = models.CharField("valeur", max_length=60)
    unit = models.CharField("unité", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(
        "année", null=True, blank=True, validators=YEAR_VALIDATORS
    )
    source = models.CharField(max_length=255, blank=True)

    panels = [
        FieldPanel("indicator"),
        FieldRowPanel(["value", "unit"]),
        FieldRowPanel(["year", "source"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "résultat"


class InitiativeFunder(Orderable):
    page = initiative_key("funders")
    organisation = organisation_key()
    name = models.CharField("nom", max_length=255, blank=True)
    amount = models.PositiveBigIntegerField("montant en euros", null=True, blank=True)

    panels = [FieldRowPanel(["organisation", "name"]), FieldPanel("amount")]

    class Meta(Orderable.Meta):
        verbose_name = "financeur"

    @property
    def shown_name(self) -> str:
        return str(self.organisation) if self.organisation else self.name


class InitiativeInspiration(Orderable):
    """Another initiative that inspired this one."""

    page = initiative_key("inspirations")
    source = models.ForeignKey(
        "inspiration.InitiativePage",
        on_delete=models.CASCADE,
        related_name="inspired",
        verbose_name="initiative",
    )

    panels = [PageChooserPanel("source", page_type="inspiration.InitiativePage")]

    class Meta(Orderable.Meta):
        verbose_name = "inspiration"


class InitiativeSource(Orderable):
    page = initiative_key("sources")
    title = models.CharField("titre", max_length=255)
    url = models.URLField("adresse", max_length=500, blank=True)

    panels = [FieldRowPanel(["title", "url"])]

    class Meta(Orderable.Meta):
        verbose_name = "source"


class InitiativeDocument(AttachedDocument):
    page = initiative_key("documents")
