"""Choices of a form field that depend on the form."""

import pytest
from django import forms

from hub.backoffice.choices import set_choices
from hub.themes.models import Theme
from tests.factories import ThemeFactory


class ChoiceForm(forms.Form):
    theme = forms.ModelChoiceField(Theme.objects.none())
    name = forms.CharField()


@pytest.mark.django_db
def test_rows_given_are_offered() -> None:
    theme = ThemeFactory()
    form = ChoiceForm({"theme": str(theme.pk), "name": "Essai"})
    set_choices(form, "theme", Theme.objects.all())
    assert form.is_valid()


def test_a_field_without_rows_is_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        set_choices(ChoiceForm(), "name", Theme.objects.none())
