import uuid
from datetime import date

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
    """Someone whose words are on the site. Their e-mail address is never shown unless ticked."""

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

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.photo_id and not self.photo_consent:
            raise ValidationError({"photo_consent": "Une photo demande l’accord de la personne."})
        if self.email_is_public and not self.email:
            raise ValidationError({"email": "Indiquez l’adresse à montrer."})

    @property
    def public_email(self):
        return self.email if self.email_is_public else ""

    @property
    def current_function(self):
        """The function that has not ended, the latest first; None when there is none."""
        return next((f for f in self.functions.all() if f.end is None), None)

    def function_on(self, day: date) -> "PersonFunction | None":
        """Return what the person did on a day, the latest begun first; None when it is unknown.

        A function without dates is taken to hold unless another one is known to.
        """
        held = [function for function in self.functions.all() if function.held_on(day)]
        return max(held, key=lambda function: function.start or date.min, default=None)

    def with_content_json(self, content):
        """Return an earlier version; a restore changes neither the identifier nor an erasure."""
        person = super().with_content_json(content)
        person.uid, person.erased_at = self.uid, self.erased_at
        return person

    def erase(self):
        """Forget who this is and keep what was said, as « un·e élu·e de … ».

        Quotations and answers keep pointing at this record, so their words stay. Earlier versions
        held the name: they go.
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


class PersonFunction(Orderable):
    """What a person does, where, from when to when."""

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

    def __str__(self):
        return self.title

    def held_on(self, day: date) -> bool:
        """Return whether the person did this on a day, as far as the dates say."""
        return (not self.start or self.start <= day) and (not self.end or day <= self.end)

    def clean(self):
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "La fin vient après le début."})
