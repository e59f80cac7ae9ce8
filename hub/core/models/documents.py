from wagtail.documents.models import AbstractDocument, Document


class HubDocument(AbstractDocument):
    """A file that readers download."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        permissions = [("choose_document", "Can choose document")]
