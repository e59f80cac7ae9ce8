"""The endpoint that parses a date while it is typed in an edit form."""

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture


@pytest.fixture
def read(editor_client: Client) -> Callable[..., HttpResponseBase]:
    def get(kind: str, text: str) -> HttpResponseBase:
        return editor_client.get(reverse("read_written_date"), {"kind": kind, "text": text})

    return get


@pytest.mark.parametrize(
    ("kind", "text", "words", "written"),
    [
        ("date", "10/12/26", "jeudi 10 décembre 2026", "10/12/2026"),
        ("date", "1/3/2027", "lundi 1er mars 2027", "01/03/2027"),
        ("time", "9h", "9\u00a0h", "09:00"),
        (
            "datetime",
            "10 déc. 2099 à 14h30",
            "jeudi 10 décembre 2099 à 14\u00a0h\u00a030",
            "10/12/2099 14:30",
        ),
    ],
)
def test_reading_returns_the_parsed_date(
    read: Callable[..., HttpResponseBase], kind: str, text: str, words: str, written: str
) -> None:
    answer = read(kind, text).json()
    assert (answer["words"], answer["written"], answer["past"]) == (words, written, False)


def test_reading_returns_an_error_with_an_example(read: Callable[..., HttpResponseBase]) -> None:
    assert "n’existe pas" in read("date", "31/02/2026").json()["error"]


@pytest.mark.parametrize(("text", "past"), [("10/12/2025 9h", True), ("10/12/2099 9h", False)])
def test_reading_warns_about_a_past_moment(
    read: Callable[..., HttpResponseBase], text: str, past: bool, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-28 12:00+00:00")
    assert read("datetime", text).json()["past"] is past


def test_reading_of_an_unknown_kind_is_a_bad_request(read: Callable[..., HttpResponseBase]) -> None:
    assert read("year", "2026").status_code == 400


def test_reading_requires_login(client: Client, db: None) -> None:
    response = client.get(reverse("read_written_date"), {"kind": "time", "text": "9h"})
    assert response.status_code == 302
