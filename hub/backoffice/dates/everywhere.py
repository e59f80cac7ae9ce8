"""Registration of the French date fields in model forms and filters, Wagtail's included.

Blocks and hand-written forms name their class themselves (`FrenchDateBlock`, `FrenchDateField`…).
"""

import django_filters
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from hub.backoffice.dates.fields import (
    FrenchDateField,
    FrenchDateRangeField,
    FrenchDateTimeField,
    FrenchDayStartField,
    FrenchTimeField,
)

_FIELDS = (
    (models.DateField, FrenchDateField, AdminDateInput),
    (models.TimeField, FrenchTimeField, AdminTimeInput),
    (models.DateTimeField, FrenchDateTimeField, AdminDateTimeInput),
)


def register_french_dates() -> None:
    """Replace the form fields of dates; called once, when Django is ready.

    Wagtail has a registry for model forms. The filters of its listings and reports have none: they
    use the `field_class` of django-filter, which is replaced here.
    """
    for db_field, form_class, widget in _FIELDS:
        register_form_field_override(
            db_field, override={"form_class": form_class, "widget": widget}
        )
    django_filters.DateFilter.field_class = FrenchDateField
    django_filters.DateTimeFilter.field_class = FrenchDayStartField
    django_filters.DateFromToRangeFilter.field_class = FrenchDateRangeField
