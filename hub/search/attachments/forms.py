"""Document form of the admin."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.models import AbstractDocument

from hub.search.models import DocumentState, DocumentText


class HubDocumentForm(BaseDocumentForm):
    """Wagtail's document form, which says when the text of the file could not be read.

    Saving the document reads its file again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        failure = failures_of(self.instance).first() if self.instance.pk else None
        if failure and "file" in self.fields:
            self.fields["file"].help_text = (
                f"Le texte de ce fichier ne se lit pas\u00a0: {failure.error} La recherche ne le "
                "trouve que par son titre. Enregistrez le document pour réessayer, ou remplacez "
                "son fichier."
            )

    def save(self, commit: bool = True) -> AbstractDocument:
        with transaction.atomic():
            # Deleted first: saving schedules the reading of the documents without a stored text.
            failures_of(self.instance).delete()
            return super().save(commit=commit)


def failures_of(document: AbstractDocument) -> QuerySet[DocumentText]:
    """Return the stored failure of a document, if any."""
    return DocumentText.objects.filter(document_id=document.pk, state=DocumentState.FAILED)
