"""Resources (« moyens ») of an initiative: each is known, declared unknown, or missing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils.formats import number_format

if TYPE_CHECKING:
    from inspiration.models import InitiativeFunder, InitiativePage

UNKNOWN = "inconnu à ce jour"


class ProjectResource(models.TextChoices):
    """Kinds of resources; the values are field names of InitiativePage and `funders`."""

    BUDGET = "budget", "Budget"
    RUNNING_COST = "running_cost", "Coût de fonctionnement"
    FUNDERS = "funders", "Financeurs"
    STAFF = "staff", "Équipe"
    MONTHS_TO_RESULT = "months_to_result", "Délai du premier résultat"
    LEGAL_FORM = "legal_form", "Forme juridique"

    @classmethod
    def labelled_values(cls, page: "InitiativePage") -> list[tuple[str, str]]:
        """Return (label, value) for each resource that is known or declared unknown."""
        pairs = []
        for resource in cls:
            text = resource.format_value(page)
            if not text and resource in page.unknown_means:
                text = UNKNOWN
            if text:
                pairs.append((resource.label, text))
        return pairs

    def is_documented(self, page: "InitiativePage") -> bool:
        """Return whether the resource is known or declared unknown."""
        return bool(self.format_value(page)) or self in page.unknown_means

    def format_value(self, page: "InitiativePage") -> str:
        """Return the value in French with its unit, empty when it is not known."""
        if self is ProjectResource.FUNDERS:
            return ", ".join(_format_funder(funder) for funder in page.funders.all())
        value = getattr(page, self.value)
        return FORMATS[self](value) if value not in (None, "") else ""


def format_euros(amount: int) -> str:
    """Return a whole number of euros as « 12 500 € »."""
    return f"{number_format(amount, force_grouping=True)}\u00a0€"


FORMATS: dict[ProjectResource, Callable[[Any], str]] = {
    ProjectResource.BUDGET: format_euros,
    ProjectResource.RUNNING_COST: lambda amount: f"{format_euros(amount)} par an",
    ProjectResource.STAFF: lambda number: f"{number_format(number, decimal_pos=1)}\u00a0ETP",
    ProjectResource.MONTHS_TO_RESULT: lambda months: f"{months}\u00a0mois",
    ProjectResource.LEGAL_FORM: str,
}


def _format_funder(funder: "InitiativeFunder") -> str:
    if funder.amount is None:
        return funder.shown_name
    return f"{funder.shown_name} ({format_euros(funder.amount)})"


class UnknownMeansField(models.JSONField):
    """A list of `ProjectResource` values, edited as check boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(
        self,
        form_class: type[forms.Field] | None = None,
        choices_form_class: type[forms.ChoiceField] | None = None,
        **kwargs: Any,
    ) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=ProjectResource.choices,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
