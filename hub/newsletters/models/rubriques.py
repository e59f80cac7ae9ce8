from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, RevisionMixin
from wagtail.search import index

from hub.backoffice.colours import ColourInput
from hub.newsletters.renderings.email import PAPER


class Rubrique(RevisionMixin, index.Indexed, Orderable):
    """A standing section of the letter; an issue may use, omit, repeat or move it."""

    name = models.CharField("nom", max_length=120, unique=True)
    slug = models.SlugField("clé", max_length=120, unique=True)
    emoji = models.CharField("émoji", max_length=8, blank=True)
    tagline = models.CharField(
        "accroche",
        max_length=255,
        blank=True,
        help_text="La phrase qui revient à chaque numéro, sous le nom de la rubrique.",
    )
    colour = models.CharField(
        "couleur",
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Une couleur comme #2f6f4f.")],
    )
    active = models.BooleanField("proposée dans les nouvelles lettres", default=True)

    panels = [
        FieldRowPanel(["emoji", "name"], heading="Nom"),
        "slug",
        "tagline",
        FieldRowPanel(
            [FieldPanel("colour", widget=ColourInput(papers=PAPER)), "active"], heading="Usage"
        ),
    ]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta(Orderable.Meta):
        verbose_name = "rubrique"

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        return f"{self.emoji} {self.name}".strip()
