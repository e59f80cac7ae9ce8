"""The form of images, the same for every screen that adds or changes one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.images.forms import BaseImageForm

from hub.core.images.alternatives import is_file_name
from hub.core.images.fields import RenderableImageField

HELP = {
    "title": "Pour retrouver l’image dans le site\u00a0; les lecteurs ne le voient pas.",
    "description": (
        "Ce que montre l’image, en une phrase. Elle est proposée comme texte de remplacement là où "
        "l’image est choisie\u00a0; vide, c’est à chaque page de le dire."
    ),
    "credit": "L’auteur ou l’autrice et la licence, par exemple «\u00a0© Ville de Beauvais\u00a0».",
}
MOVES = "Cette image est animée\u00a0: le site n’en montre que la première image."


class HubImageForm(BaseImageForm):
    """Wagtail's form, with a file field that refuses what the site could not show.

    The field is replaced in each form, never declared on the class: a declared field would lose
    the attributes that propose the title, and come back in the forms that leave the file out.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, text in HELP.items():
            if name in self.fields:
                # Wagtail has already asked for the bound title, which keeps what it is given.
                self[name].help_text = self.fields[name].help_text = text
        if "file" in self.fields:
            self.fields["file"] = RenderableImageField.like(self.fields["file"])
        for text in self.remarks():
            self.add_remark(text)

    def remarks(self):
        """Yield what an editor should know of a stored image."""
        if self.instance.is_animated:
            yield MOVES
        if self.instance.rendition_problem:
            yield (
                f"{self.instance.rendition_problem} Enregistrez l’image pour réessayer, ou "
                "remplacez son fichier."
            )

    def add_remark(self, text):
        """Put a remark first in the help of the file, or of the description without a file."""
        name = next((name for name in ("file", "description") if name in self.fields), None)
        if name:
            field = self.fields[name]
            self[name].help_text = field.help_text = f"{text} {field.help_text}"

    def clean_description(self):
        description = self.cleaned_data["description"]
        if is_file_name(description):
            raise ValidationError("Dites ce que montre l’image, non le nom de son fichier.")
        return description

    def save(self, commit=True):
        # Wagtail saves a replaced image, then deletes the renditions of the former file: the new
        # ones are made once both are done.
        with transaction.atomic():
            return super().save(commit=commit)
