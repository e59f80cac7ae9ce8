"""Form field that selects a row by its name, with autocompletion.

Wagtail closes a chooser's modal when a second one opens, so the « Créer » tab of a chooser cannot
contain choosers: it uses this field instead.
"""

import re
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from hub.backoffice.finding import fold_words
from hub.backoffice.registered import viewset_of

# « (14) », « (ADEME) »: added by `str` of a row.
FINAL_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
MAX_CANDIDATES = 50
MAX_NAMES_IN_ERROR = 5


class SuggestedInput(forms.TextInput):
    """Text input with autocompletion from the chooser of a model."""

    template_name = "backoffice/suggested_input.html"

    def __init__(self, model: str, attrs: dict | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.model = model

    def _render(self, template_name: str, context: dict, renderer: object = None) -> SafeString:
        # Django's form renderer does not search the project's templates.
        return render_to_string(template_name, context)

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        viewset = viewset_of(apps.get_model(self.model)).chooser_viewset
        context["widget"]["suggest_url"] = reverse(viewset.get_url_name("suggest"))
        return context


class RowByWordsField(forms.CharField):
    """Cleans to the row of `model` with the name typed, or None when empty.

    Errors have the code "unknown" or "ambiguous"; `model` is written "app.Model".
    """

    def __init__(self, model: str, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SuggestedInput(model))
        super().__init__(**kwargs)
        self.model = model

    def clean(self, value: str | None) -> Model | None:
        words = super().clean(value)
        return row_named(apps.get_model(self.model), words) if words else None


def row_named(model: type[Model], words: str) -> Model:
    """Return the row named `words`; raise ValidationError when none or several match."""
    chosen = viewset_of(model).resolve(words)
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise ValidationError(f"Rien ne répond à «\u00a0{words}\u00a0».", code="unknown")
    names = ", ".join(str(row) for row in chosen[:MAX_NAMES_IN_ERROR])
    more = ", etc" if len(chosen) > MAX_NAMES_IN_ERROR else ""
    raise ValidationError(
        f"Plusieurs répondent à «\u00a0{words}\u00a0»\u00a0: {names}{more}. Choisissez-en un.",
        code="ambiguous",
    )


def rows_named(candidates: list[Any], words: str) -> list[Any]:
    """Return the candidates of exactly this name, with or without parentheses, or else all."""
    return (
        [row for row in candidates if fold_words(str(row)) == fold_words(words)]
        or [row for row in candidates if fold_words(row.name) == fold_words(words)]
        or candidates
    )


def candidates_for(model: type[Model], words: str, limit: int = MAX_CANDIDATES) -> list[Any]:
    """Return the choosable rows that match `words`, without their final parentheses if needed."""
    viewset = viewset_of(model)
    rows = viewset.chooser_viewset.get_object_list()
    found = viewset.find(rows, words)[:limit]
    bare = FINAL_PARENTHESES.sub("", words)
    return list(found) or list(viewset.find(rows, bare)[:limit] if bare else [])
