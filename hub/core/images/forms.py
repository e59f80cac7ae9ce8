"""Image form, used by all views that add or edit an image."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.images.forms import BaseImageForm

from hub.core.images.alternatives import is_file_name
from hub.core.images.fields import RenderableImageField

if TYPE_CHECKING:
    from hub.core.models import HubImage

HELP_TEXTS = {
    "title": "Pour retrouver l’image dans le site\u00a0; les lecteurs ne le voient pas.",
    "description": (
        "Ce que montre l’image, en une phrase. Elle est proposée comme texte de remplacement là où "
        "l’image est choisie\u00a0; vide, c’est à chaque page de le dire."
    ),
    "credit": "L’auteur ou l’autrice et la licence, par exemple «\u00a0© Ville de Beauvais\u00a0».",
}
ANIMATED_REMARK = "Cette image est animée\u00a0: le site n’en montre que la première image."


class HubImageForm(BaseImageForm):
    """Wagtail's image form, with a file field that refuses images without possible renditions.

    The field is replaced on each instance: a field declared on the class would lose the widget
    attributes that suggest the title, and would be added to forms that have no file field.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in HELP_TEXTS.items():
            if name in self.fields:
                # Set on the bound field too: Wagtail has already created and cached that of title.
                self[name].help_text = self.fields[name].help_text = text
        if "file" in self.fields:
            self.fields["file"] = RenderableImageField.like(self.fields["file"])
        for text in self.remarks():
            self.add_remark(text)

    def remarks(self) -> Iterator[str]:
        """Yield the remarks to show to editors about a stored image."""
        if self.instance.is_animated:
            yield ANIMATED_REMARK
        if self.instance.rendition_problem:
            yield (
                f"{self.instance.rendition_problem} Enregistrez l’image pour réessayer, ou "
                "remplacez son fichier."
            )

    def add_remark(self, text: str) -> None:
        """Prepend a remark to the help text of the file field, or else of the description."""
        name = next((name for name in ("file", "description") if name in self.fields), None)
        if name:
            field = self.fields[name]
            self[name].help_text = field.help_text = f"{text} {field.help_text}"

    def clean_description(self) -> str:
        description = self.cleaned_data["description"]
        if is_file_name(description):
            raise ValidationError("Dites ce que montre l’image, non le nom de son fichier.")
        return description

    def save(self, commit: bool = True) -> "HubImage":
        # Wagtail saves a replaced image, then deletes the renditions of the former file. In one
        # transaction, the task that makes the new renditions (`on_commit`) is queued after both.
        with transaction.atomic():
            return super().save(commit=commit)
