"""Values as an editor would write them, for the comparison of two versions."""

import datetime
from collections.abc import Callable
from decimal import Decimal

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


def words(value: object) -> str:
    """Return a value in French words: « Oui », « 3 mars 2027 », « (vide) »."""
    if value is None or value == "":
        return EMPTY
    for kind, write in WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    return force_str(value)


# The kinds of values, those that are also another kind first.
WRITERS: dict[type | tuple[type, ...], Callable] = {
    bool: lambda value: "Oui" if value else "Non",
    datetime.datetime: lambda value: date_format(localtime(value), "j F Y, G\u00a0\\h\u00a0i"),
    datetime.date: lambda value: date_format(value, "j F Y"),
    datetime.time: lambda value: time_format(value, "G\u00a0\\h\u00a0i"),
    (int, float, Decimal): number_format,
}


def replaced(before: object, after: object) -> SafeString:
    """Return one value marked as removed, the other as added; an empty one is left out."""
    changes = [("deletion", words(before)), ("addition", words(after))]
    return TextDiff([(kind, text) for kind, text in changes if text != EMPTY], " ").to_html()


class WordsComparison(FieldComparison):
    """A field whose value is not a text."""

    def htmldiff(self) -> SafeString:
        return replaced(self.val_a, self.val_b)


class NamedForeignComparison(ForeignObjectComparison):
    """A link to something else: by its name, even when it was deleted since."""

    def htmldiff(self) -> SafeString:
        before, after = self.get_objects()
        return replaced(
            before or (self.val_a and "un élément supprimé"),
            after or (self.val_b and "un élément supprimé"),
        )


class WordsDisplay(BaseFieldDisplay):
    """A value on the screen that shows an object without its form."""

    def render_html(self, parent_context=None) -> str:
        return escape(words(self.value))


SPOKEN: tuple[type[Field], ...] = (
    models.BooleanField,
    models.DateField,
    models.TimeField,
    models.IntegerField,
    models.FloatField,
    models.DecimalField,
)


def register_words() -> None:
    """Have these values compared and shown in words, in every model."""
    for field in SPOKEN:
        register_comparison_class(field, comparison_class=WordsComparison)
        register_display_class(field, display_class=WordsDisplay)
    register_display_class(models.ForeignKey, to=models.Model, display_class=WordsDisplay)
    # Images and others that have a comparison of their own keep it.
    register_comparison_class(
        models.ForeignKey, to=models.Model, comparison_class=NamedForeignComparison
    )
