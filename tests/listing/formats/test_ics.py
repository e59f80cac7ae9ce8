"""iCalendar of lists (RFC 5545), no more precise than the known dates."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar
from wagtail.admin.ui.components import Component
from wagtail.models import PageViewRestriction

from hub.agenda.models import EventPage
from hub.dates import DatePrecision
from tests.factories import EventPageFactory, NewsletterPageFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

DAY = datetime.date(2099, 3, 7)
PARIS = ZoneInfo("Europe/Paris")


def read(client: Client, address: str = "/agenda.ics") -> Calendar:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    content = response.content
    # Section 3.1: lines end with CRLF and hold 75 octets at most.
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    for event in calendar.walk("VEVENT"):
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    return calendar


def read_event(client: Client, **values: Any) -> tuple[EventPage, Component]:
    page = EventPageFactory(**{"start_date": DAY, **values})
    [event] = read(client).walk("VEVENT")
    return page, event


def test_an_event_has_the_content_of_its_page(client: Client) -> None:
    page, event = read_event(
        client,
        title="L’été d’hiver ; œuvre, «\u00a0suite\u00a0» \\ fin",
        summary="Première ligne\nUne autre, assez longue pour devoir être pliée deux fois.",
        place="Hôtel de ville, L’Île-d’Été",
        themes=[ThemeFactory(name="Forêt, prairie")],
    )

    assert event["uid"] == page.ical_uid
    assert event["summary"] == page.title
    assert event["location"] == "Hôtel de ville, L’Île-d’Été"
    assert event["url"] == f"http://testserver{page.url}"
    assert event["description"] == f"{page.summary}\n\nhttp://testserver{page.url}"
    assert event["categories"].cats == ["Forêt, prairie"]
    assert event["status"] == "CONFIRMED"


def test_a_day_ends_the_day_after(client: Client) -> None:
    _, event = read_event(client)

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (DAY, datetime.date(2099, 3, 8))


def test_several_days_end_the_day_after_the_last(client: Client) -> None:
    _, event = read_event(client, end_date=datetime.date(2099, 3, 9))

    assert event.decoded("dtend") == datetime.date(2099, 3, 10)


@pytest.mark.parametrize("day", [DAY, datetime.date(2099, 7, 7)])
def test_hours_are_those_of_paris_in_winter_and_summer(day: datetime.date, client: Client) -> None:
    _, event = read_event(
        client,
        start_date=day,
        start_time=datetime.time(9, 30),
        end_time=datetime.time(12),
    )

    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event.decoded("dtstart") == datetime.datetime(
        day.year, day.month, day.day, 9, 30, tzinfo=PARIS
    )
    assert event.decoded("dtend").time() == datetime.time(12)


def test_the_time_zone_is_included_when_an_event_has_an_hour(client: Client) -> None:
    EventPageFactory(start_date=DAY)
    assert not read(client).walk("VTIMEZONE")

    EventPageFactory(start_date=DAY, start_time=datetime.time(9))
    [zone] = read(client).walk("VTIMEZONE")

    paris = zone.to_tz()
    for month in (1, 7):
        moment = datetime.datetime(2030, month, 7, 9)
        assert moment.replace(tzinfo=paris).utcoffset() == moment.replace(tzinfo=PARIS).utcoffset()


@pytest.mark.parametrize(
    ("values", "end"),
    [
        ({}, None),
        ({"end_date": datetime.date(2099, 3, 8)}, datetime.datetime(2099, 3, 9, tzinfo=PARIS)),
        # As a file that was imported may say.
        ({"end_time": datetime.time(8)}, None),
    ],
)
def test_an_unknown_end_is_left_out(
    values: dict[str, Any], end: datetime.datetime | None, client: Client
) -> None:
    page = EventPageFactory(start_date=DAY, start_time=datetime.time(9))
    EventPage.objects.filter(pk=page.pk).update(**values)
    [event] = read(client).walk("VEVENT")

    assert (event.decoded("dtend") if "dtend" in event else None) == end


@pytest.mark.parametrize("precision", ["month", "year", "unknown"])
def test_an_event_whose_day_is_not_known_is_left_out_and_counted(
    precision: str, client: Client
) -> None:
    date = None if precision == "unknown" else DAY
    EventPageFactory(start_date=date, precision=precision)
    EventPageFactory(start_date=DAY)

    calendar = read(client)

    assert len(calendar.walk("VEVENT")) == 1
    assert "jour n’est pas connu" in str(calendar["x-wr-caldesc"])


@pytest.mark.parametrize(
    ("status", "said", "title"),
    [
        ("annule", "CANCELLED", "Annulé\u00a0: L’été"),
        ("reporte", "TENTATIVE", "Reporté\u00a0: L’été"),
        ("prevu", "CONFIRMED", "L’été"),
    ],
)
def test_a_cancelled_event_says_so(status: str, said: str, title: str, client: Client) -> None:
    _, event = read_event(client, title="L’été", status=status)

    assert (event["status"], event["summary"]) == (said, title)


@pytest.mark.parametrize("name", ["ics", "json", "csv", "rss"])
def test_the_connection_link_is_left_out(name: str, client: Client) -> None:
    EventPageFactory(link="https://visio.example.org/salle-secrete", start_date=DAY)

    response = client.get(f"/agenda.{name}")

    assert response.status_code == 200
    assert b"salle-secrete" not in response.getvalue()


def test_the_past_is_a_calendar_of_its_own(client: Client) -> None:
    EventPageFactory(title="À venir")
    EventPageFactory(title="Passé", past=True)

    def titles(address: str) -> list[str]:
        return [str(event["summary"]) for event in read(client, address).walk("VEVENT")]

    assert titles("/agenda.ics") == ["À venir"]
    assert titles("/agenda.ics?quand=passes") == ["Passé"]


def test_a_mixed_list_gives_its_events(client: Client) -> None:
    theme = ThemeFactory()
    NewsletterPageFactory(themes=[theme])
    EventPageFactory(title="L’été", themes=[theme], start_date=DAY)

    [event] = read(client, f"/themes/{theme.slug}.ics").walk("VEVENT")

    assert event["summary"] == "L’été"


def test_an_unchanged_calendar_is_the_same_file(client: Client) -> None:
    EventPageFactory(start_date=DAY, start_time=datetime.time(9))
    response = client.get("/agenda.ics")

    again = client.get("/agenda.ics", headers={"if-none-match": response["ETag"]})

    assert again.status_code == 304
    assert response["Content-Disposition"] == 'attachment; filename="agenda.ics"'


def test_one_event_is_a_calendar_that_is_saved(client: Client) -> None:
    EventPageFactory(slug="une-autre", start_date=DAY)
    page = EventPageFactory(slug="ete", start_date=DAY, start_time=datetime.time(9, 30))
    calendar = read(client, "/agenda/ete.ics")
    [event] = calendar.walk("VEVENT")

    assert event["uid"] == page.ical_uid
    assert event["url"] == f"http://testserver{page.url}"
    assert len(calendar.walk("VTIMEZONE")) == 1
    response = client.get("/agenda/ete.ics")
    assert response["Content-Disposition"] == 'attachment; filename="ete.ics"'
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("hiding", ["draft", "no day", "private", "other format"])
def test_event_that_has_no_calendar(hiding: str, client: Client) -> None:
    values = {"draft": {"draft": True}, "no day": {"precision": DatePrecision.MONTH}}
    page = EventPageFactory(slug="ete", start_date=DAY, **values.get(hiding, {}))
    if hiding == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/agenda/ete.csv" if hiding == "other format" else "/agenda/ete.ics")

    assert response.status_code == (302 if hiding == "private" else 404)
    assert b"VEVENT" not in response.content
