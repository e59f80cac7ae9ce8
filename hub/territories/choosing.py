"""Chooser of territories, with the form of its « Créer » tab."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from hub.backoffice.creating import LOOKALIKES_SHOWN, CreationForm
from hub.backoffice.row_by_words import RowByWordsField
from hub.backoffice.snippets import FindableChooserViewSet
from hub.slugs import french_slug
from hub.territories.models import Territory


class TerritoryCreationForm(CreationForm):
    """Form of a territory that is not yet in the official geographic code."""

    new_label = "Non, c’est un autre territoire"

    parent = RowByWordsField(
        "territories.Territory",
        label="Fait partie de",
        required=False,
        help_text="Son département ou son intercommunalité.",
    )

    class Meta:
        model = Territory
        fields = ("name", "kind", "code", "parent")

    def find_lookalikes(self, rows: QuerySet) -> list[Model]:
        """Return the territories of the same name or code.

        Compares in the database, because there are too many rows for Python.
        """
        slug = french_slug(self.data.get(self.add_prefix("name"), ""))
        code = self.data.get(self.add_prefix("code"), "").strip().upper()
        same = Q(slug=slug) if slug else Q()
        if code:
            same |= Q(code=code)
        return list(rows.filter(same)[:LOOKALIKES_SHOWN]) if same else []

    def describe(self, row: Any) -> str:
        return f"{row.name}, {row.get_kind_display().lower()}, {row.code}"

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()


class TerritoryChooserViewSet(FindableChooserViewSet):
    creation_form_class = TerritoryCreationForm
