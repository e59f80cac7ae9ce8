"""Text of the files attached to pages."""

from django.db import models
from wagtail.documents import get_document_model_string


class DocumentState(models.TextChoices):
    READ = "lu", "Lu"
    UNSUPPORTED = "format", "Format sans texte à lire"
    FAILED = "echec", "Illisible"


class DocumentText(models.Model):
    """The text of a document, extracted from the file with this name and hash."""

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
    read_at = models.DateTimeField("lu le", auto_now=True)

    class Meta:
        verbose_name = "texte d’un document"
        verbose_name_plural = "textes des documents"

    def __str__(self) -> str:
        return str(self.document)
