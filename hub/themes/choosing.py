"""Chooser of themes, with the form of its « Créer » tab."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from hub.backoffice.choices import set_choices
from hub.backoffice.creating import LOOKALIKES_SHOWN, CreationForm
from hub.backoffice.likeness import looks_like
from hub.backoffice.snippets import FindableChooserViewSet
from hub.themes.models import Theme


class ThemeCreationForm(CreationForm):
    """Form of a new theme; its slug is made from its name."""

    new_label = "Non, c’est un autre thème"

    class Meta:
        model = Theme
        fields = ("name", "definition", "parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Theme.objects.active().filter(parent=None).order_by("slug")
        set_choices(self, "parent", parents)
        self.fields["definition"].widget.attrs["rows"] = 2

    def find_lookalikes(self, rows: QuerySet) -> list[Model]:
        """Return the themes with a name or a synonym similar to the name typed."""
        name = self.data.get(self.add_prefix("name"), "")
        alike = [
            theme
            for theme in rows
            if any(looks_like(name, word) for word in (theme.name, *theme.synonym_list))
        ]
        return alike[:LOOKALIKES_SHOWN]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        former = Theme.objects.filter(name=name).select_related("merged_into").first()
        if former and former.merged_into:
            raise ValidationError(
                f"Ce thème a été fusionné dans «\u00a0{former.merged_into}\u00a0»\u00a0: "
                "choisissez celui-ci."
            )
        if former:
            raise ValidationError("Ce thème existe déjà.")
        return name


class ThemeChooserViewSet(FindableChooserViewSet):
    creation_form_class = ThemeCreationForm

    def get_object_list(self) -> QuerySet[Theme]:
        return Theme.objects.active().order_by("slug")
