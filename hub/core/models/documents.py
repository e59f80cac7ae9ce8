from wagtail.documents.models import AbstractDocument, Document


class HubDocument(AbstractDocument):
    """A downloadable file."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        permissions = [("choose_document", "Can choose document")]
