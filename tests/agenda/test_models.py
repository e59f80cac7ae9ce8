import datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from hub.agenda.models import EventPage
from hub.dates import DatePrecision
from tests.factories import EventPageFactory

# A page that is built reads its content type, though it is not saved.
pytestmark = pytest.mark.django_db

SEVENTH = datetime.date(2022, 3, 7)
EIGHTH = datetime.date(2022, 3, 8)
HALF_PAST_NINE, NOON = datetime.time(9, 30), datetime.time(12)


def build(**fields: datetime.time | datetime.date) -> EventPage:
    return EventPageFactory.build(parent=None, **{"start_date": SEVENTH, **fields})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "le 7 mars 2022"),
        ({"start_time": HALF_PAST_NINE}, "le 7 mars 2022, à 9\u00a0h\u00a030"),
        (
            {"start_time": HALF_PAST_NINE, "end_time": NOON},
            "le 7 mars 2022, de 9\u00a0h\u00a030 à 12\u00a0h",
        ),
        ({"start_time": datetime.time(14, 5)}, "le 7 mars 2022, à 14\u00a0h\u00a005"),
        ({"start_time": datetime.time(0)}, "le 7 mars 2022, à 0\u00a0h"),
        ({"end_date": EIGHTH}, "du 7 au 8 mars 2022"),
        ({"precision": DatePrecision.MONTH, "start_time": NOON}, "en mars 2022"),
        ({"precision": DatePrecision.UNKNOWN, "start_date": None}, "date à venir"),
        (
            {"precision": DatePrecision.UNKNOWN, "duration_label": "trois demi-journées"},
            "date à venir, trois demi-journées",
        ),
    ],
)
def test_when_it_happens_in_words(fields: dict[str, Any], words: str) -> None:
    assert build(**fields).when == words


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"end_date": datetime.date(2022, 3, 6)}, "end_date"),
        ({"start_time": NOON, "end_time": HALF_PAST_NINE}, "end_time"),
        ({"start_time": NOON, "end_time": NOON}, "end_time"),
        ({"end_date": SEVENTH, "start_time": NOON, "end_time": HALF_PAST_NINE}, "end_time"),
    ],
)
def test_an_end_before_the_start_is_refused(fields: dict[str, Any], error: str) -> None:
    with pytest.raises(ValidationError, match="La fin vient après le début") as refused:
        build(**fields).clean()
    assert list(refused.value.message_dict) == [error]


def test_a_night_meeting_over_two_days_is_accepted() -> None:
    build(end_date=EIGHTH, start_time=datetime.time(22), end_time=HALF_PAST_NINE).clean()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"start_date": None, "precision": DatePrecision.DAY}, True),
        ({"start_date": None, "precision": DatePrecision.UNKNOWN}, False),
        ({"start_date": SEVENTH, "precision": DatePrecision.DAY}, False),
    ],
)
def test_a_published_meeting_has_a_date_or_says_that_it_is_to_come(
    values: dict[str, Any], refused: bool
) -> None:
    findings = build(**values).own_publication_findings()
    assert [finding.field for finding in findings] == (["start_date"] if refused else [])


@pytest.mark.parametrize(
    ("fields", "past"),
    [
        ({}, True),
        ({"end_date": datetime.date(2022, 3, 10)}, False),
        ({"start_date": datetime.date(2022, 3, 9)}, False),
        ({"start_date": datetime.date(2022, 3, 8)}, True),
        ({"start_date": None}, False),
    ],
)
def test_a_meeting_is_past_the_day_after_its_last_day_in_paris(
    fields: dict[str, Any], past: bool
) -> None:
    # Half past midnight of the 9th in Paris, still the 8th in universal time.
    with time_machine.travel("2022-03-08T23:30:00Z", tick=False):
        assert build(**fields).is_past is past


def test_the_calendar_identifier_does_not_follow_title_or_date() -> None:
    event = build()
    before = event.ical_uid
    event.title, event.start_date, event.slug = "Autre", EIGHTH, "autre"

    assert event.ical_uid == before
