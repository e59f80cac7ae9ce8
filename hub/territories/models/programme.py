"""The place of a territory in the programme: its cohort, its delegation, its steps, its allies."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, RevisionMixin

from hub.dates import DatePrecision


class Cohort(RevisionMixin, models.Model):
    """A group of territories that enter the programme together (« promotion »)."""

    name = models.CharField("nom", max_length=120, unique=True)
    start = models.DateField("début", null=True, blank=True)
    end = models.DateField("fin", null=True, blank=True)
    presentation = models.TextField("présentation", blank=True)

    panels = ["name", FieldRowPanel(["start", "end"], heading="Dates"), "presentation"]

    class Meta:
        verbose_name = "promotion"
        verbose_name_plural = "promotions"
        ordering = [models.F("start").desc(nulls_last=True), "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "La fin précède le début."})


class ProgrammePhase(models.TextChoices):
    """The phases of the programme, in their order."""

    DIAGNOSTIC = "diagnostic", "Diagnostic"
    RESTITUTION = "restitution", "Restitution"
    EXTENDED_RESTITUTION = "restitution-elargie", "Restitution élargie"
    CHOICE = "choix", "Choix du projet"
    SUPPORT = "accompagnement", "Accompagnement"
    OTHER = "autre", "Autre étape"


class ProgrammeStep(Orderable):
    """A step of a territory in the programme, with a date and its precision."""

    territory = ParentalKey(
        "territories.Territory", on_delete=models.CASCADE, related_name="programme_steps"
    )
    phase = models.CharField("phase", max_length=20, choices=ProgrammePhase.choices)
    start = models.DateField("date ou début", null=True, blank=True)
    end = models.DateField("fin", null=True, blank=True)
    precision = models.CharField(
        "précision", max_length=7, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    text = models.CharField("en une phrase", max_length=280, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page qui en parle",
    )

    panels = [
        "phase",
        FieldRowPanel(["start", "end", "precision"], heading="Dates"),
        FieldPanel("text", help_text="Ce qui s’est passé, ou ce qui est prévu."),
        FieldPanel("page", help_text="Lettre, rendez-vous, initiative\u00a0: facultatif."),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "étape du programme"
        verbose_name_plural = "étapes du programme"

    def __str__(self) -> str:
        return self.get_phase_display()

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "La fin précède le début."})


class DelegationMember(Orderable):
    """A person of the delegation that represents a territory in the programme."""

    territory = ParentalKey(
        "territories.Territory", on_delete=models.CASCADE, related_name="delegation"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", verbose_name="personne"
    )
    role = models.CharField("rôle dans la délégation", max_length=160, blank=True)

    panels = ["person", "role"]

    class Meta(Orderable.Meta):
        verbose_name = "membre de la délégation"
        verbose_name_plural = "membres de la délégation"


class ProgrammeAlly(Orderable):
    """An organisation that helps a territory in the programme."""

    territory = ParentalKey(
        "territories.Territory", on_delete=models.CASCADE, related_name="allies"
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="organisation",
    )
    role = models.CharField("ce qu’elle apporte", max_length=160, blank=True)

    panels = ["organisation", "role"]

    class Meta(Orderable.Meta):
        verbose_name = "allié"
        verbose_name_plural = "alliés"
