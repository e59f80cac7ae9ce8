"""French formatting of field values, for the comparison of two versions."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Field
from django.utils.encoding import force_str
from django.utils.formats import date_format, number_format, time_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.admin.compare import (
    FieldComparison,
    ForeignObjectComparison,
    TextDiff,
    register_comparison_class,
)
from wagtail.admin.ui.fields import BaseFieldDisplay, register_display_class

EMPTY = "(vide)"


def format_value(value: object) -> str:
    """Format a value in French: « Oui », « 3 mars 2027 », « (vide) »."""
    if value is None or value == "":
        return EMPTY
    for kind, write in FORMATTERS.items():
        if isinstance(value, kind):
            return write(value)
    return force_str(value)


# Subclasses come before their base classes: bool before int, datetime before date.
FORMATTERS: dict[type | tuple[type, ...], Callable] = {
    bool: lambda value: "Oui" if value else "Non",
    datetime.datetime: lambda value: date_format(localtime(value), "j F Y, G\u00a0\\h\u00a0i"),
    datetime.date: lambda value: date_format(value, "j F Y"),
    datetime.time: lambda value: time_format(value, "G\u00a0\\h\u00a0i"),
    (int, float, Decimal): number_format,
}


def replacement_html(before: object, after: object) -> SafeString:
    """Return the diff of two values: one removed, one added; empty values are left out."""
    changes = [("deletion", format_value(before)), ("addition", format_value(after))]
    return TextDiff([(kind, text) for kind, text in changes if text != EMPTY], " ").to_html()


class FormattedComparison(FieldComparison):
    """Comparison of a non-text field."""

    def htmldiff(self) -> SafeString:
        return replacement_html(self.val_a, self.val_b)


class NamedForeignComparison(ForeignObjectComparison):
    """Comparison of a foreign key by the names of its targets, deleted ones included."""

    def htmldiff(self) -> SafeString:
        before, after = self.get_objects()
        return replacement_html(
            before or (self.val_a and "un élément supprimé"),
            after or (self.val_b and "un élément supprimé"),
        )


class FormattedDisplay(BaseFieldDisplay):
    """Display of a field's value in the inspect view."""

    def render_html(self, parent_context: dict[str, Any] | None = None) -> str:
        return escape(format_value(self.value))


FORMATTED_FIELDS: tuple[type[Field], ...] = (
    models.BooleanField,
    models.DateField,
    models.TimeField,
    models.IntegerField,
    models.FloatField,
    models.DecimalField,
)


def register_formatting() -> None:
    """Register these comparison and display classes for every model."""
    for field in FORMATTED_FIELDS:
        register_comparison_class(field, comparison_class=FormattedComparison)
        register_display_class(field, display_class=FormattedDisplay)
    register_display_class(models.ForeignKey, to=models.Model, display_class=FormattedDisplay)
    # Models that have registered their own comparison (images…) keep it.
    register_comparison_class(
        models.ForeignKey, to=models.Model, comparison_class=NamedForeignComparison
    )
