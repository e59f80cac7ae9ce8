"""Text of the files attached to pages."""

from django.db import models
from wagtail.documents import get_document_model_string


class DocumentState(models.TextChoices):
    READ = "lu", "Lu"
    EMPTY = "vide", "Sans texte"
    UNSUPPORTED = "format", "Format sans texte à lire"
    FAILED = "echec", "Illisible"


class DocumentTextQuerySet(models.QuerySet["DocumentText"]):
    def unreadable(self) -> "DocumentTextQuerySet":
        """Return the texts of the files that could not be read."""
        return self.filter(state=DocumentState.FAILED)

    def without_text(self) -> "DocumentTextQuerySet":
        """Return the texts of the files that have no text, or pages without text."""
        return self.filter(models.Q(state=DocumentState.EMPTY) | models.Q(image_pages__gt=0))


class DocumentText(models.Model):
    """The text of a document, extracted from the file with this name and hash.

    `pages` and `image_pages` (pages that are images without text) are those of a PDF file, 0 for
    the other formats.
    """

    document = models.OneToOneField(
        get_document_model_string(),
        on_delete=models.CASCADE,
        related_name="search_text",
        primary_key=True,
    )
    file_name = models.CharField("fichier", max_length=255)
    file_hash = models.CharField("empreinte", max_length=40, blank=True)
    state = models.CharField("état", max_length=8, choices=DocumentState.choices)
    text = models.TextField("texte", blank=True)
    error = models.TextField("erreur", blank=True)
    pages = models.PositiveIntegerField("pages", default=0)
    image_pages = models.PositiveIntegerField("pages sans texte", default=0)
    reader_version = models.PositiveSmallIntegerField("version du lecteur", default=0)
    read_at = models.DateTimeField("lu le", auto_now=True)

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        verbose_name = "texte d’un document"
        verbose_name_plural = "textes des documents"

    def __str__(self) -> str:
        return str(self.document)

    @property
    def notice(self) -> str:
        """Why the search does not find this document by its text, or by all of it; else empty."""
        if self.state == DocumentState.FAILED:
            return f"Le texte de ce fichier ne se lit pas\u00a0: {self.error}"
        if self.state == DocumentState.EMPTY and self.image_pages:
            return "Ce document ne contient que des images de pages (numérisation), sans texte."
        if self.state == DocumentState.EMPTY:
            return (
                "Ce document ne contient aucun texte\u00a0: il est vide, ou ses pages sont des "
                "images (numérisation)."
            )
        if self.image_pages == 1:
            return f"1\u00a0page sur {self.pages} est une image, sans texte."
        if self.image_pages:
            return f"{self.image_pages}\u00a0pages sur {self.pages} sont des images, sans texte."
        return ""
