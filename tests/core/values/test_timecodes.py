"""Parsing of timecodes in usual notations; anything else is a validation error."""

import pytest
from django.core.exceptions import ValidationError

from hub.core.values.timecodes import REFUSED, TimecodeFormField, parse_timecode


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("12:34", 754),
        ("00:00", 0),
        ("0:05", 5),
        ("1:02:03", 3723),
        ("01:02:03", 3723),
        ("75:10", 4510),
        ("754", 754),
        ("12 min 34 s", 754),
        ("12 min", 720),
        ("12 min 34", 754),
        ("45 s", 45),
        ("1 h 02", 3720),
        ("1h", 3600),
        ("1 h 02 min 03 s", 3723),
        ("12’34″", 754),
        (" 12 : 34 ", 754),
    ],
)
def test_timecode_is_read(typed: str, seconds: int) -> None:
    assert parse_timecode(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["12:60", "1:60:00", "-5", "12:34:56:78", "midi", "12,5", "h", ":30", "12:", "²"]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_timecode(typed)
    assert refused.value.messages == [REFUSED]


@pytest.mark.parametrize("seconds", [0, 5, 59, 60, 3599, 3600, 3723, 86_399])
def test_what_is_shown_is_read_back_equal(seconds: int) -> None:
    field = TimecodeFormField()
    assert field.clean(field.prepare_value(seconds)) == seconds
    assert not field.has_changed(seconds, field.prepare_value(seconds))


def test_empty_is_no_moment() -> None:
    assert TimecodeFormField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        TimecodeFormField().clean("")
