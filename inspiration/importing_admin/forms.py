"""Upload form of the import."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from inspiration.importing.readers import EXTENSIONS, MAX_BYTES
from inspiration.importing_admin.uploads import ACCEPTED, ARCHIVE, IMAGES

MAX_FILES = 50
MAX_TOTAL = 30 * 1024 * 1024
FORMATS = ", ".join((*EXTENSIONS, ARCHIVE))


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Clean to a list of uploaded files."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        # [None] makes the base class raise its « required » error.
        files = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """First step; `files` cleans to {name: content}."""

    # The stubs know `files` as the uploads of a form; the metaclass moves fields out of the class.
    files = FilesField(  # type: ignore[assignment]
        label="Fichiers",
        allow_empty_file=True,  # the reader has a better error message
        error_messages={"required": "Choisissez au moins un fichier."},
        help_text=f"Formats acceptés\u00a0: {FORMATS}. Une archive ZIP peut contenir les "
        "images\u00a0; vous pouvez aussi les choisir avec les textes.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ",".join(ACCEPTED)

    def clean_files(self) -> dict[str, bytes]:
        files = self.cleaned_data["files"]
        if len(files) > MAX_FILES:
            raise ValidationError(
                f"{MAX_FILES} fichiers au plus à la fois\u00a0: mettez-les dans une archive ZIP."
            )
        if sum(file.size for file in files) > MAX_TOTAL:
            raise ValidationError(f"{MAX_TOTAL // 1024 // 1024}\u00a0Mo au plus en tout.")
        for file in files:
            is_text = not file.name.lower().endswith((ARCHIVE, *IMAGES))
            if is_text and file.size > MAX_BYTES:
                raise ValidationError(
                    f"«\u00a0{file.name}\u00a0» dépasse {MAX_BYTES // 1024 // 1024}\u00a0Mo."
                )
        names = [file.name for file in files]
        if duplicates := sorted({name for name in names if names.count(name) > 1}):
            raise ValidationError(f"Fichiers du même nom\u00a0: {', '.join(duplicates)}.")
        return {file.name: file.read() for file in files}
