"""Chooser of territories, with the form of its « Créer » tab."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.formats import number_format
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import BaseChooseView

from hub.backoffice.creating import LOOKALIKES_SHOWN, CreationForm
from hub.backoffice.row_by_words import RowByWordsField
from hub.backoffice.snippets import (
    FindableChooseResultsView,
    FindableChooserViewSet,
    FindableChooseView,
)
from hub.slugs import french_slug
from hub.territories.finding import departement_names
from hub.territories.models import Territory, TerritoryKind


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


def format_grouped(number: int | None) -> str:
    """Return a whole number in groups of three digits; empty for None."""
    return "" if number is None else number_format(number, force_grouping=True)


class TerritoryColumnsMixin(BaseChooseView):
    """For the results of the chooser: what tells homonyms apart."""

    @property
    def columns(self) -> list[Column]:
        names = departement_names()

        def departements(territory: Territory) -> str:
            if territory.kind == TerritoryKind.REGION:
                return ""
            codes = territory.departement_codes.split() or [territory.departement_code]
            return ", ".join(f"{names[code]} ({code})" if code in names else code for code in codes)

        return [
            *super().columns,
            Column("kind", label="Nature", accessor="get_kind_display"),
            Column("departement", label="Département", accessor=departements),
            Column("population", accessor=lambda row: format_grouped(row.population)),
            # Set by the search only.
            Column(
                "found_by", label="Trouvé par", accessor=lambda row: getattr(row, "found_by", "")
            ),
        ]


class TerritoryChooseView(TerritoryColumnsMixin, FindableChooseView):
    pass


class TerritoryChooseResultsView(TerritoryColumnsMixin, FindableChooseResultsView):
    pass


class TerritoryChooserViewSet(FindableChooserViewSet):
    creation_form_class = TerritoryCreationForm
    choose_view_class = TerritoryChooseView
    choose_results_view_class = TerritoryChooseResultsView

    def get_object_list(self) -> QuerySet[Territory]:
        """Return the territories that exist, pilots of the programme first."""
        return Territory.objects.current().order_by("-in_programme", "slug", "code")
