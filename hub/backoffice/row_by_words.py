"""A form field that chooses a row by its name, with suggestions as one types.

A chooser cannot be opened inside the window of another one: Wagtail closes the first. The
« Créer » tab of a chooser therefore asks for names.
"""

import re

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from hub.backoffice.finding import fold

AFTER_NAME = re.compile(r"\s*\([^()]*\)\s*$")  # « (14) », « (ADEME) », as `str` of a row adds
EXAMINED = 50
NAMED_IN_ERROR = 5


class SuggestedInput(forms.TextInput):
    """A text input whose suggestions come from the chooser of a model as one types."""

    template_name = "backoffice/suggested_input.html"

    def __init__(self, model: str, attrs: dict | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.model = model

    def _render(self, template_name: str, context: dict, renderer: object = None) -> SafeString:
        # Django's form renderer does not know the templates of the project.
        return render_to_string(template_name, context)

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        viewset = apps.get_model(self.model).snippet_viewset.chooser_viewset
        context["widget"]["suggest_url"] = reverse(viewset.get_url_name("suggest"))
        return context


class RowByWordsField(forms.CharField):
    """Cleans to the row of `model` that the words name, or None when empty.

    Errors have the code "unknown" or "ambiguous"; `model` is written "app.Model".
    """

    def __init__(self, model: str, **kwargs: object) -> None:
        kwargs.setdefault("widget", SuggestedInput(model))
        super().__init__(**kwargs)
        self.model = model

    def clean(self, value: str | None) -> Model | None:
        words = super().clean(value)
        return row_named(apps.get_model(self.model), words) if words else None


def row_named(model: type[Model], words: str) -> Model:
    """Return the row that `words` name; raise ValidationError when none or several do."""
    candidates = candidates_for(model, words)
    exact = [row for row in candidates if fold(str(row)) == fold(words)] or [
        row for row in candidates if fold(row.name) == fold(words)
    ]
    chosen = exact or candidates
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise ValidationError(f"Rien ne répond à «\u00a0{words}\u00a0».", code="unknown")
    names = ", ".join(str(row) for row in chosen[:NAMED_IN_ERROR])
    more = ", etc" if len(chosen) > NAMED_IN_ERROR else ""
    raise ValidationError(
        f"Plusieurs répondent à «\u00a0{words}\u00a0»\u00a0: {names}{more}. Choisissez-en un.",
        code="ambiguous",
    )


def candidates_for(model: type[Model], words: str, limit: int = EXAMINED) -> list[Model]:
    """Return the rows that may be chosen and answer `words`, the likeliest first."""
    viewset = model.snippet_viewset
    rows = viewset.chooser_viewset.get_object_list()
    found = viewset.find(rows, words)[:limit]
    bare = AFTER_NAME.sub("", words)
    return list(found) or list(viewset.find(rows, bare)[:limit] if bare else [])
