"""Form of a territory in the admin."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

# Fields of the form that an official territory takes from the gazetteer.
OFFICIAL = (
    "name",
    "kind",
    "code",
    "parent",
    "population",
    "population_year",
    "latitude",
    "longitude",
)
# Fields and child rows that place a territory in the programme.
PROGRAMME_FIELDS = ("cohort", "joined_on", "left_on", "project", "project_page")
PROGRAMME_ROWS = ("programme_steps", "delegation", "allies")
# Child rows in which one object may appear once: {relation: (field, French error)}.
DISTINCT = {
    "delegation": ("person", "Cette personne est déjà dans la délégation."),
    "allies": ("organisation", "Cette organisation est déjà parmi les alliés."),
}
STILL_INSIDE = (
    "Ce territoire a une place dans le programme\u00a0: {parts}. Videz-les pour l’en retirer, ou "
    "donnez sa date de sortie."
)


class TerritoryForm(WagtailAdminModelForm):
    """Form of a territory.

    What comes from the gazetteer is shown, and cannot be changed; `in_programme` stays consistent
    with what is said of the programme.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.edition:
            return
        source = f"Vient du code officiel géographique, édition\u00a0{self.instance.edition}."
        for name in OFFICIAL:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = source
        if "parent" in self.fields:
            # The chooser would stay active: a disabled list with the only row says the same.
            parent = self.instance.parent
            choices = [(parent.pk, str(parent))] if parent else [("", "—")]
            self.fields["parent"].widget = forms.Select(choices=choices)

    def clean(self) -> dict[str, Any]:
        """Set `in_programme` when something is said of the programme; refuse to unset it."""
        cleaned = super().clean()
        if "in_programme" not in self.fields:
            return cleaned
        parts = [*self._filled_fields(), *self._filled_rows()]
        if parts and not cleaned.get("in_programme"):
            if self.initial.get("in_programme"):
                self.add_error("in_programme", STILL_INSIDE.format(parts=", ".join(parts)))
            cleaned["in_programme"] = True
        self._refuse_repeated_rows()
        return cleaned

    def _filled_fields(self) -> list[str]:
        """Return the French labels of the fields of the programme that have a value."""
        return [
            str(self.fields[name].label).lower()
            for name in PROGRAMME_FIELDS
            if self.cleaned_data.get(name)
        ]

    def _filled_rows(self) -> list[str]:
        """Return the French names of the child rows that are kept."""
        return [
            str(self.formsets[name].model._meta.verbose_name_plural)
            for name in PROGRAMME_ROWS
            if name in self.formsets and self._kept(name)
        ]

    def _kept(self, name: str) -> list[Any]:
        """Return the valid forms of child rows that will be saved or stay."""
        formset = self.formsets[name]
        formset.is_valid()  # fills `cleaned_data` of its forms
        return [
            row
            for row in formset.forms
            if getattr(row, "cleaned_data", None) and not row.cleaned_data.get("DELETE")
        ]

    def _refuse_repeated_rows(self) -> None:
        for name, (field, message) in DISTINCT.items():
            if name not in self.formsets:
                continue
            seen = set()
            for row in self._kept(name):
                chosen = row.cleaned_data.get(field)
                if chosen and chosen in seen:
                    row.add_error(field, message)
                seen.add(chosen)
