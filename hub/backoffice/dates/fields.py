"""Form fields and blocks that parse dates and times written in French.

The widgets are Wagtail's; `static/js/admin/dates.js` keeps their picker from rewriting the text.
"""

from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django_filters.fields import DateRangeField
from wagtail import blocks
from wagtail.admin.widgets import AdminDateInput

from hub.backoffice.dates.reading import (
    DATE_FORMAT,
    TIME_FORMAT,
    NotReadError,
    read_date,
    read_datetime,
    read_time,
)


class _ReadField(forms.Field):
    """Mixin of a temporal field: strings are parsed by `read`, other values by Django."""

    def read(self, written: str) -> date | time:
        """Return the value of a text; raise `NotReadError` for an invalid one."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return self.read(value)
        except NotReadError as error:
            raise ValidationError(str(error), code="invalid") from error


class FrenchDateField(_ReadField, forms.DateField):
    """A day: « 10/12/2026 », « 10 décembre 2026 »."""

    def read(self, written: str) -> date:
        return read_date(written)


class FrenchTimeField(_ReadField, forms.TimeField):
    """A time of day: « 14:30 », « 14h30 », « midi »."""

    def read(self, written: str) -> time:
        return read_time(written)


class FrenchDateTimeField(_ReadField, forms.DateTimeField):
    """A day and a time, in the time zone of the site: « 10/12/2026 14:30 »."""

    def read(self, written: str) -> datetime:
        return to_aware(read_datetime(written))


class FrenchDayStartField(FrenchDateTimeField):
    """Date and time of a filter: a day without a time means midnight."""

    def read(self, written: str) -> datetime:
        return to_aware(read_datetime(written, alone=time(0)))


class FrenchDateRangeField(DateRangeField):
    """Range of two days in a filter; either may be empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields: tuple[forms.Field, ...] = tuple(
            FrenchDateField(required=False) for _ in self.fields
        )


def to_aware(found: datetime) -> datetime:
    """Return an aware datetime; raise `NotReadError` for a time skipped or repeated by DST."""
    try:
        return from_current_timezone(found)
    except ValidationError as error:
        raise NotReadError(
            f"Les horloges changent le {found:{DATE_FORMAT}} à {found:{TIME_FORMAT}}\u00a0: "
            "choisissez une autre heure."
        ) from error


class FrenchDateBlock(blocks.DateBlock):
    """A `DateBlock` that parses French; migrations name it as Wagtail's own."""

    canonical_module_path = "wagtail.blocks.DateBlock"

    @cached_property
    def field(self) -> FrenchDateField:
        return FrenchDateField(widget=AdminDateInput(format=self.format), **self.field_options)
