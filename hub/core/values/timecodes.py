"""Positions and durations in a recording: stored in seconds, written « 12:34 » in forms."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from hub.backoffice.form_fields import OwnFormFieldMixin
from hub.core.values.durations import format_timecode

COLONS = re.compile(r"(?:(\d+):)?(\d{1,3}):([0-5]?\d)")
UNITS = re.compile(r"(?:(\d+)h)?(?:(\d+)(?:min|mn|m|'|′|’|$))?(?:(\d+)(?:s|sec|\"|″)?)?", re.I)
REFUSED = "Écrivez des minutes et des secondes, comme 12:34, ou 1:02:03 avec des heures."


def parse_timecode(text: str) -> int:
    """Parse « 12:34 », « 1:02:03 », « 12 min 34 s », « 1 h 02 » or « 754 » into seconds.

    Raise ValidationError, with a French message, for anything else.
    """
    bare = "".join(text.split())
    if bare.isdecimal():
        return int(bare)
    match = COLONS.fullmatch(bare) or (UNITS.fullmatch(bare) if bare[:1].isdecimal() else None)
    if not match:
        raise ValidationError(REFUSED)
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    if hours and minutes > 59:
        raise ValidationError(REFUSED)
    return (hours * 60 + minutes) * 60 + seconds


class TimecodeFormField(forms.IntegerField):
    widget = forms.TextInput

    def to_python(self, value: object) -> int | None:
        if isinstance(value, str) and value.strip():
            return super().to_python(parse_timecode(value))
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """Format seconds as a timecode; return invalid input unchanged."""
        return format_timecode(value) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {"autocomplete": "off", "placeholder": "mm:ss"}


class TimecodeField(OwnFormFieldMixin, models.PositiveIntegerField):
    """A number of seconds, edited as a timecode in forms; migrations see a plain integer field."""

    own_form_class = TimecodeFormField
