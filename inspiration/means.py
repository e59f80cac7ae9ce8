"""The means of an initiative: each is known, declared unknown, or not told yet."""

from django import forms
from django.db import models
from django.utils.formats import number_format


class Mean(models.TextChoices):
    BUDGET = "budget", "Budget"
    RUNNING_COST = "running_cost", "Coût de fonctionnement"
    FUNDERS = "funders", "Financeurs"
    STAFF = "staff", "Équipe"
    MONTHS_TO_RESULT = "months_to_result", "Délai du premier résultat"
    LEGAL_FORM = "legal_form", "Forme juridique"

    @classmethod
    def pairs_of(cls, page):
        """Return (label, words) for each mean that is told; « inconnu » when declared so."""
        pairs = []
        for mean in cls:
            words = mean.words_of(page)
            if not words and mean in page.unknown_means:
                words = "inconnu à ce jour"
            if words:
                pairs.append((mean.label, words))
        return pairs

    def is_told(self, page):
        return bool(self.words_of(page)) or self in page.unknown_means

    def words_of(self, page):
        """Return the value in French words with its unit, empty when it is not known."""
        if self is Mean.FUNDERS:
            return ", ".join(_funder_words(funder) for funder in page.funders.all())
        value = getattr(page, self.value)
        return FORMATS[self](value) if value not in (None, "") else ""


def euros(amount):
    """Return a whole number of euros as « 12 500 € »."""
    return f"{number_format(amount, force_grouping=True)}\u00a0€"


FORMATS = {
    Mean.BUDGET: euros,
    Mean.RUNNING_COST: lambda amount: f"{euros(amount)} par an",
    Mean.STAFF: lambda number: f"{number_format(number, decimal_pos=1)}\u00a0ETP",
    Mean.MONTHS_TO_RESULT: lambda months: f"{months}\u00a0mois",
    Mean.LEGAL_FORM: str,
}


def _funder_words(funder):
    if funder.amount is None:
        return funder.shown_name
    return f"{funder.shown_name} ({euros(funder.amount)})"


class UnknownMeansField(models.JSONField):
    """A list of `Mean` values, edited as check boxes."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=Mean.choices,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
