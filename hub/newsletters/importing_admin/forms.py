"""Forms of the two steps of the import: the source, then the fields of the draft."""

from collections.abc import Callable
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateInput

from hub.backoffice.dates.fields import FrenchDateField
from hub.newsletters.importing import NewsletterImportError, read_stream
from hub.newsletters.importing.builder.drafts import MAX_NUMBER
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers import READERS, describe_formats, read_pasted_page

EXTENSIONS = sorted(filter(None, READERS))


class SourceForm(forms.Form):
    """First step: a pasted text or a file; `document` is the source document, once valid."""

    text = forms.CharField(
        label="Texte de la lettre",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Collez toute la lettre, titre compris, depuis Word, une messagerie ou un site.",
    )
    # HTML of the clipboard (import-paste.js), which has the bold, headings and links.
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label="Ou un fichier",
        required=False,
        allow_empty_file=True,  # the reader has a better message
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=f"Formats acceptés\u00a0: {describe_formats()}.",
    )

    document: SourceDocument | None = None

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        text, upload = cleaned.get("text", ""), cleaned.get("file")
        if text.strip() and upload:
            self.add_error("file", "Collez un texte ou choisissez un fichier, pas les deux.")
        elif upload:
            self._read("file", read_stream, upload.name, upload)
        elif text.strip():
            self._read("text", read_pasted_page, text, cleaned.get("html", ""))
        elif not self.errors:
            self.add_error("text", "Collez le texte de la lettre, ou choisissez un fichier.")
        return cleaned

    def _read(self, field: str, read: Callable[..., SourceDocument], *args: Any) -> None:
        try:
            self.document = read(*args)
        except NewsletterImportError as error:
            self.add_error(field, str(error))


class DraftForm(forms.Form):
    """Second step: the fields that the text does not give; `source` holds the signed document."""

    source = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(
        label="Numéro",
        min_value=1,
        max_value=MAX_NUMBER,
        help_text="Le texte ne dit pas le numéro de cette lettre.",
    )
    date = FrenchDateField(
        label="Date de parution",
        required=False,
        widget=AdminDateInput,
        help_text="Le texte ne la dit pas. Elle peut attendre\u00a0: il la faudra pour publier.",
    )

    def __init__(self, *args: Any, has_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_number:
            del self.fields["number"]
