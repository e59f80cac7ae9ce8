"""Form and model fields for latitudes and longitudes, in decimal degrees."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from hub.backoffice.form_fields import OwnFormFieldMixin

NOT_A_NUMBER = "Un nombre de degrés, comme 49,1466 ou -0,2293."
PAIR = "Une seule valeur ici\u00a0: la latitude d’abord, puis la longitude dans son champ."


def parse_degrees(text: str) -> float:
    """Parse « 49,1466 », « 49.1466° » or « −0,2293 »; raise ValidationError for other texts."""
    bare = "".join(text.split()).replace("\u2212", "-").rstrip("°")
    if bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    if bare.strip("+-.0123456789"):
        raise ValidationError(PAIR if "," in bare or ";" in bare else NOT_A_NUMBER)
    try:
        return float(bare)
    except ValueError as error:
        raise ValidationError(NOT_A_NUMBER) from error


class DegreesInput(forms.TextInput):
    """Text input of one coordinate; degrees.js splits a pasted pair into both fields."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(
            {
                "inputmode": "text",  # numeric keyboards have no minus sign
                "autocomplete": "off",
                "data-controller": "hub-degrees",
                "data-action": "paste->hub-degrees#split",
                **(attrs or {}),
            }
        )

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["js/admin/degrees.js"])


class DegreesFormField(forms.FloatField):
    """Form field that parses degrees with a comma or a point."""

    widget = DegreesInput

    # The stubs derive `FloatField` from `IntegerField`, and keep its type.
    def to_python(self, value: object) -> float | None:  # type: ignore[override]
        if isinstance(value, str):
            return parse_degrees(value) if value.strip() else None
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """Return a float with a decimal comma; return typed text unchanged."""
        if not isinstance(value, float):
            return value
        return format(Decimal(repr(value)), "f").replace(".", ",")

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {}


class DegreesField(OwnFormFieldMixin, models.FloatField):
    """A `FloatField` whose form field is `DegreesFormField`; same in migrations and database."""

    own_form_class = DegreesFormField
