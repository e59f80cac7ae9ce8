import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, RevisionMixin
from wagtail.search import index

from hub.people.forms import PersonForm


class PersonCategory(models.TextChoices):
    ELU = "elu", "Élu·e"
    AGENT = "agent", "Agent·e"
    ASSOCIATION = "association", "Membre d’une association"
    ETAT = "etat", "Représentant·e de l’État"
    ENTREPRISE = "entreprise", "Membre d’une entreprise"
    HABITANT = "habitant", "Habitant·e"
    ALLIE = "allie", "Allié·e du programme"


class Person(RevisionMixin, index.Indexed, ClusterableModel):
    """A person of the directory: quoted, interviewed or contact.

    The e-mail address is shown only if `email_is_public`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("nom", max_length=255)
    category = models.CharField(
        "catégorie", max_length=12, choices=PersonCategory.choices, blank=True
    )
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    photo_consent = models.BooleanField(
        "la personne accepte que sa photo soit publiée", default=False
    )
    email = models.EmailField("adresse électronique", blank=True)
    email_is_public = models.BooleanField("montrer l’adresse sur le site", default=False)
    biography = models.TextField("biographie", blank=True)
    erased_at = models.DateTimeField("effacée le", null=True, editable=False)

    base_form_class = PersonForm

    panels = [
        FieldRowPanel(["name", "category"], heading="Identité"),
        InlinePanel("functions", heading="Fonctions", label="Fonction"),
        MultiFieldPanel(["photo", "photo_consent"], heading="Photo"),
        MultiFieldPanel(["email", "email_is_public"], heading="Contact"),
        "biography",
    ]

    search_fields = [
        index.SearchField("name", boost=4),
        index.AutocompleteField("name"),
        index.FilterField("category"),
    ]

    class Meta:
        verbose_name = "personne"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.photo_id and not self.photo_consent:
            raise ValidationError({"photo_consent": "Une photo demande l’accord de la personne."})
        if self.email_is_public and not self.email:
            raise ValidationError({"email": "Indiquez l’adresse à montrer."})

    @property
    def public_email(self) -> str:
        return self.email if self.email_is_public else ""

    @property
    def current_function(self) -> "PersonFunction | None":
        """The first function without an end date, or None."""
        return next((f for f in self.functions.all() if f.end is None), None)

    def function_on(self, day: date) -> "PersonFunction | None":
        """Return the function held on a day, the one that started last; None if unknown.

        A function without dates counts as held, after those with a start date.
        """
        held = [function for function in self.functions.all() if function.held_on(day)]
        return max(held, key=lambda function: function.start or date.min, default=None)

    def with_content_json(self, content: dict[str, Any]) -> "Person":
        """Return the revision's content with the current `uid` and `erased_at`."""
        person = super().with_content_json(content)
        person.uid, person.erased_at = self.uid, self.erased_at
        return person

    def erase(self) -> None:
        """Anonymise the person as « Un·e élu·e de … » and delete the personal data.

        The row stays, because quotations and answers refer to it. The revisions are deleted, since
        they contain the name.
        """
        function = self.current_function
        what = self.get_category_display().lower() if self.category else "personne"
        article = "une" if what == "personne" else "un·e"
        where = function.territory.name if function and function.territory else ""
        with transaction.atomic():
            self.name = f"{article} {what} de {where}" if where else f"{article} {what}"
            self.name = self.name[0].upper() + self.name[1:]
            self.photo = None
            self.photo_consent = self.email_is_public = False
            self.email = self.biography = ""
            self.erased_at = timezone.now()
            self.functions.clear()
            self.latest_revision = None
            self.save()
            self.revisions.delete()


class PersonFunction(Orderable, models.Model):
    """A function of a person, in an organisation and a territory, between two dates."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="functions")
    title = models.CharField("fonction", max_length=255)
    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="functions",
    )
    territory = models.ForeignKey(
        "territories.Territory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="functions",
        verbose_name="territoire",
    )
    start = models.DateField("depuis le", null=True, blank=True)
    end = models.DateField("jusqu’au", null=True, blank=True)

    panels = [
        FieldPanel("title"),
        FieldRowPanel(["organisation", "territory"]),
        FieldRowPanel(["start", "end"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "fonction"

    def __str__(self) -> str:
        return self.title

    def held_on(self, day: date) -> bool:
        """Return whether the dates include a day; a missing date sets no limit."""
        return (not self.start or self.start <= day) and (not self.end or day <= self.end)

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "La fin vient après le début."})
