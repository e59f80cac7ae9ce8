"""Document form of the admin."""

from typing import Any

from django.db import transaction
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.models import AbstractDocument

from hub.search.models import DocumentState, DocumentText

RETRY = "Enregistrez le document pour réessayer, ou remplacez son fichier."
RECOGNISE = (
    "Remplacez-le par le fichier d’origine (traitement de texte, PDF exporté), ou par un PDF passé "
    "à la reconnaissance de caractères (OCR)."
)


class HubDocumentForm(BaseDocumentForm):
    """Wagtail's document form, which says when the text of the file could not be read.

    Saving the document reads again a file that could not be read.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = DocumentText.objects.filter(document_id=self.instance.pk).first()
        if text and text.notice and "file" in self.fields:
            self.fields["file"].help_text = help_of(text)

    def save(self, commit: bool = True) -> AbstractDocument:
        with transaction.atomic():
            # Deleted first: saving schedules the reading of the documents without a stored text.
            DocumentText.objects.unreadable().filter(document_id=self.instance.pk).delete()
            return super().save(commit=commit)


def help_of(text: DocumentText) -> str:
    """Return what the search misses of a document, and what to do."""
    if text.state == DocumentState.READ:
        return f"{text.notice} La recherche ne trouve pas leur contenu. {RECOGNISE}"
    todo = RETRY if text.state == DocumentState.FAILED else RECOGNISE
    return f"{text.notice} La recherche ne le trouve que par son titre. {todo}"
