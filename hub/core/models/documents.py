from django.db import models
from wagtail.admin.panels import FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.documents.models import AbstractDocument, Document
from wagtail.models import Orderable


class HubDocument(AbstractDocument):
    """A downloadable file."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        permissions = [("choose_document", "Can choose document")]


class AttachedDocument(Orderable):
    """Base of the inline rows that attach a document to a page; `page` is that of the subclass."""

    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField("titre", max_length=255, blank=True)

    panels = [FieldRowPanel(["document", "title"])]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = "document"

    @property
    def shown_title(self) -> str:
        return self.title or self.document.title
