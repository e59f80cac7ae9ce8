"""Choices of a form field that depend on the form."""

from django import forms
from django.db.models import QuerySet


def set_choices(form: forms.BaseForm, name: str, rows: QuerySet) -> None:
    """Offer the rows of a queryset in the `ModelChoiceField` `name` of a form."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"The field {name} does not choose a row.")
    field.queryset = rows
